import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { labHash, type LabLink } from '../../raft/index.ts';
import { packLink, readLink } from './link.ts';

const link: LabLink = {
  scenario: 'system raft\nseed 7\nat 120ms after event 31 crash n1\n',
  other: { scenario: 'system raft\nseed 7\n', from: 60, shown: true },
  event: 61,
  time: 130.5,
  own: true,
};
const hashOf = (text: string) => `#lab=1.${deflateSync(text).toString('base64url')}`;

describe('a link into the lab', () => {
  it('brings both futures and the moment, packed by the lab or as a test prints it', async () => {
    const packed = await packLink(link);
    expect(packed).toMatch(/^#lab=1\.[\w-]+$/);
    expect(await readLink(packed)).toEqual(link);
    expect(labHash(link)).toMatch(/^#lab=0\.[^\s"]+$/);
    expect(await readLink(labHash(link))).toEqual(link);
  });

  it.each([
    ['nothing', '#lab='],
    ['no version', '#lab=abc'],
    ['half an escape', '#lab=0.%7'],
    ['what is not JSON', '#lab=0.{'],
    ['null', hashOf('null')],
    ['no scenario', hashOf('{"event":3}')],
    ['a word for an event', hashOf('{"scenario":"seed 1","event":"last"}')],
    ['an event before the first', hashOf('{"scenario":"seed 1","event":-1}')],
    [
      'another future from nowhere',
      hashOf('{"scenario":"seed 1","other":{"scenario":"seed 1","shown":true}}'),
    ],
  ])('is refused with a sentence when it holds %s', async (_what, hash) => {
    await expect(readLink(hash)).rejects.toThrow(
      'The run in this link was not opened: the link is damaged or cut short. Ask for it again, and copy all of it.',
    );
  });

  it('of a newer edition says so', async () => {
    await expect(readLink('#lab=2.abc')).rejects.toThrow(/newer edition/);
  });
});
