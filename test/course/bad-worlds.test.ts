import { beforeAll, describe, expect, it } from 'vitest';
import { transcript } from '../../src/runner/transcript.ts';
import { badWorlds } from './bad-worlds.ts';
import { openPageHost } from './page-host.ts';

/** What a learner may do wrong with the simulated world, run as the page runs it: it ends in a sentence that names the line or the node. */
let host: Awaited<ReturnType<typeof openPageHost>>;
beforeAll(async () => {
  host = await openPageHost();
});
const said = async (code: string) => transcript(await host.run({ '/example.ts': code }, '/example.ts'));

/** Two nodes with this step. */
const node = (step: string) => `
import { runScenario, parseScenario, send, setTimer } from '#course/sim';
const system = {
  nodes: ['n1', 'n2'],
  program: () => ({ init: () => ({ seen: [1] }), step: (state: any, input: any): any => { ${step} } }),
};
const { trace } = runScenario(system, parseScenario(''));
console.log(trace);`;

const printed = (trace: string) => `console.log(${trace});`;

/** test/e2e/live-examples.e2e.ts runs the same programs in Chromium, and then another: the page stays live. */
describe.each(badWorlds)('a live example with $name', ({ code, says, line }) => {
  it('ends in a sentence, at a line of the program', async () => {
    const last = (await host.run({ '/example.ts': code }, '/example.ts')).at(-1)!;
    expect(last).toMatchObject({ say: 'failed', failure: { message: expect.stringMatching(says) } });
    expect(last.say === 'failed' && last.failure.line).toBe(line);
  });
});

describe('a live example that prints its run and forgets to look at the failure', () => {
  it.each([
    [
      'whose node throws',
      node("throw new RangeError('no such term');"),
      /error: n1 threw at its start: RangeError: no such term/,
    ],
    [
      'whose node changes its state in place',
      node('state.seen.push(2); return { state, effects: [] };'),
      /error: n1 changed data in place at its start .* A step makes a new state/,
    ],
    ['whose node returns no effects', node('return { state };'), /error: n1 returned no list of effects/],
    [
      'whose node returns an unknown effect',
      node("return { state, effects: [{ kind: 'sned', to: 'n2' }] };"),
      /error: n1 returned an effect of kind sned, .* Did you mean send\?/,
    ],
    [
      'whose node sends to nobody',
      node("return { state, effects: [send('n9', 'hello')] };"),
      /error: n1 sends to n9, and there is no such node\. The nodes are n1, n2\./,
    ],
    [
      'whose run never settles',
      node("return { state, effects: [setTimer('again', 1)] };"),
      /error: The run is not over after 100000 events, .* the timer again of n\d fires next: something goes on for ever\. Say until when/,
    ],
    [
      'that prints a trace of another version',
      printed("{ version: 9, seed: 1, nodes: ['a'], clients: [], script: [], events: [], omitted: 0 }"),
      /error: This trace has version 9, and only version 1 can be read here\./,
    ],
    [
      'that prints a trace with a damaged event',
      printed(
        "{ version: 1, seed: 1, nodes: ['a'], clients: [], script: [], events: [{ at: 0 }], omitted: 0 }",
      ),
      /error: Event 0 of this trace has no kind or no time\./,
    ],
  ])('%s ends in a sentence', async (_, code, sentence) => {
    expect(await said(code)).toMatch(sentence);
  });
});
