import { describe, expect, it } from 'vitest';
import { readRunHash, runHash } from './link.ts';
import { runText, sentencesOf } from './run.ts';

const text = 'system quorum\nseed 3\nlatency 10ms\nat 10ms client A sends A to n1\nuntil 200ms\n';

describe('a link to a run', () => {
  it('brings figure, seed and script', async () => {
    const hash = await runHash({ figure: 'A figure', text });
    expect(hash).toMatch(/^#run=1\.[\w-]+$/);
    expect(await readRunHash(hash)).toEqual({ figure: 'A figure', text });
  });

  it.each(['', '1.', '1.abc', 'hello%', '9.abcd'])('that reads #run=%s ends in a sentence', async (rest) => {
    await expect(readRunHash(`#run=${rest}`)).rejects.toThrow(/^The run in this link was not opened: .+\.$/);
  });

  it('that was edited by hand in the middle ends in a sentence', async () => {
    const hash = await runHash({ figure: 'A figure', text });
    const at = Math.floor(hash.length / 2);
    const edited = hash.slice(0, at) + (hash[at] === 'A' ? 'B' : 'A') + hash.slice(at + 1);
    await expect(readRunHash(edited)).rejects.toThrow('The run in this link was not opened');
  });
});

describe('the text of a scenario', () => {
  it('gives the same run every time', () => {
    expect(runText(text).trace).toEqual(runText(text).trace);
    expect(runText(text).trace.events.length).toBeGreaterThan(20);
  });

  const problems = (text: string) => {
    try {
      runText(text);
    } catch (error) {
      return sentencesOf(error);
    }
    return [];
  };

  it('that cannot be read is told line by line', () => {
    expect(problems('system quorum\nseed 3\nexplode n1\nuntil 5ms')).toEqual([
      expect.stringMatching(/^Line 3: /),
    ]);
  });

  it('that names no system, or none there is, says which there are', () => {
    expect(problems('seed 1')[0]).toContain('names no system');
    expect(problems('system __proto__\nseed 1')[0]).toContain('There are: carried-state');
  });

  it('that never settles comes to an end, and says so', () => {
    const { failure } = runText('system quorum\nseed 1\nlatency 1ms');
    expect(failure?.sentence).toMatch(/not over|goes on for ever/);
  });
});
