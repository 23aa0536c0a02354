import { describe, expect, it } from 'vitest';
import { lastSentence } from './sentences.ts';
import { film } from './testing.ts';

const story = (count: number, lines: string, options?: object): string[] => {
  const frames = film(count, lines, options);
  return frames.steps.map((step) => lastSentence(frames, step));
};

describe('a step in a sentence', () => {
  const lines = story(
    3,
    `at 100ms fire election of n1
     at 200ms client c sends set x 1 to n2
     at 300ms cut n1 -> n2
     at 305ms fire election of n3
     until 400ms`.replace(/^ +/gm, ''),
  );

  it.each([
    ['a time-out', 'The election timer of n1 fires: it stands for election in term 1.'],
    ['a vote', 'n2 receives RequestVote of term 1 from n1: it moves on to term 1, and votes for n1.'],
    [
      'a victory, and the entry that the new leader puts into its log',
      'n1 receives RequestVoteReply of term 1 from n2 (yes): it wins the election, leads term 1, and stores entry 1.',
    ],
    [
      'an entry that a follower takes',
      'n2 receives AppendEntries of term 1 from n1: it follows n1, and stores entry 1.',
    ],
    [
      'a commit',
      'n1 receives AppendEntriesReply of term 1 from n2 (it has all up to entry 1): it knows that entry 1 is committed.',
    ],
    ['a server that does not lead', 'n2 receives request “set x 1” from c: it answers “ask n1”.'],
    [
      'a leader that loses its place',
      'n1 receives RequestVote of term 2 from n3: it steps down, moves on to term 2, and votes for n3.',
    ],
    ['what a leader does every 50 ms', 'The heartbeat timer of n1 fires: it sends 2 messages.'],
    ['what is done to the world', 'The link from n1 to n2 is cut.'],
  ])('tells %s', (_, sentence) => {
    expect(lines).toContain(sentence);
  });

  it('tells that a vote is refused', () => {
    const refused = story(3, 'at 100ms fire election of n1\nat 100ms fire election of n2\nuntil 300ms');
    expect(refused).toContain('n1 receives RequestVote of term 1 from n2: it refuses.');
  });

  it('tells which entries a follower removes, when a leader has others there', () => {
    const repaired = story(
      3,
      `at 100ms fire election of n1
at 150ms partition n1 | n2 n3
at 151ms client c sends set x 1 to n1
at 152ms client d sends set x 2 to n1
at 160ms fire election of n2
at 250ms heal everything
until 500ms`,
    );
    expect(repaired.join('\n')).toMatch(
      /n1 receives AppendEntries of term 2 from n2: it .*removes entries 2 and 3, stores entry 2/,
    );
  });

  it('in the middle of a step tells its latest event', () => {
    const frames = film(3, 'at 100ms fire election of n1\nuntil 120ms');
    const send = frames.trace.events.findIndex(({ kind }) => kind === 'send');
    expect(lastSentence(frames, send + 1)).toBe('n1 sends RequestVote of term 1 to n2.');
    expect(lastSentence(frames, 0)).toBe('');
  });
});
