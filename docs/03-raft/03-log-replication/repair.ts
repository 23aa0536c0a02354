import { figure2, type Entry, type Log } from '#course/raft';

// Terms of the entries, from index 1 on. Change them, or add a log.
const leader = '1 1 1 4 4 5 5 6 6 6';
const followers = {
  f: '1 1 1 2 2 2 3 3 3 3 3',
  e: '1 1 1 4 4 4 4',
  d: '1 1 1 4 4 5 5 6 6 6 7 7',
  c: '1 1 1 4 4 5 5 6 6 6 6',
  b: '1 1 1 4',
  a: '1 1 1 4 4 5 5 6 6',
};

const logOf = (terms: string): Log<never> => ({
  after: { index: 0, term: 0 },
  entries: terms.split(' ').map((term): Entry<never> => ({
    kind: 'no-op',
    term: Number(term),
  })),
});
const termsOf = (log: Log<never>) => log.entries.map(({ term }) => term);

const { entries } = logOf(leader);
const term = 8;
for (const [name, terms] of Object.entries(followers)) {
  let log = logOf(terms);
  console.log(name, ...termsOf(log));
  let progress = { nextIndex: entries.length + 1, matchIndex: 0 };
  while (progress.matchIndex < entries.length) {
    const prevLogIndex = progress.nextIndex - 1;
    const answer = figure2.appendEntries(log, {
      kind: 'AppendEntries',
      term,
      prevLogIndex,
      prevLogTerm: entries[prevLogIndex - 1]?.term ?? 0,
      entries: entries.slice(prevLogIndex),
      leaderCommit: 0,
      round: 0,
    });
    if (answer.success) log = answer.log;
    progress = figure2.progressAfter(logOf(leader), progress, answer);
    const answered = answer.success
      ? `yes, up to ${answer.matchIndex}`
      : `no, term ${answer.conflict.term}, index ${answer.conflict.index}`;
    console.log(`  behind ${prevLogIndex}? ${answered}`);
  }
  console.log(' ', ...termsOf(log));
}
