import { beforeAll, describe, expect, it } from 'vitest';
import type { WorkerMessage } from '../../src/runner/protocol.ts';
import { hashTrace } from '../../src/sim/index.ts';
import { openIn, readShareHash, shareHash } from '../../src/workbook/share.ts';
import { readExamples } from './examples.ts';
import { openPageHost } from './page-host.ts';

/** A link to a live example holds its code, and with it seed and script: whoever opens it sees the same run. */
const drawing = readExamples().filter(({ files, entry }) =>
  /console\.log\((world\.)?trace/.test(files[entry]!),
);

let host: Awaited<ReturnType<typeof openPageHost>>;
beforeAll(async () => {
  host = await openPageHost();
});

const tracesIn = (messages: readonly WorkerMessage[]) =>
  messages.flatMap((message) => (message.say === 'trace' ? [hashTrace(message.trace)] : []));

describe.each(drawing)('a link to “$title”', ({ title, files, entry }) => {
  it('with another seed and one more line of script gives the same run, event by event', async () => {
    const code = files[entry]!.replace(/seed( =)? \d+/, 'seed$1 4711').replace(
      /(latency [^\n`]*)/,
      '$1\n  duplication 5%',
    );
    expect(code).not.toBe(files[entry]);
    const edited = { ...files, [entry]: code };
    const shared = await readShareHash(await shareHash({ example: title, files: edited }));
    const opened = openIn(new Map([[title, files]]), shared);
    const mine = tracesIn(await host.run(edited, entry));
    expect(mine).toHaveLength(1);
    expect(tracesIn(await host.run(opened, entry))).toEqual(mine);
    expect(tracesIn(await host.run(files, entry))).not.toEqual(mine);
  });
});
