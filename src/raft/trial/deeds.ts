import type { NodeId, Random } from '../../sim/index.ts';
import type { Asked, Trial } from './trial.ts';

/** What several trials do. */

export const commands = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `add x ${at + 1}`);

/** Several at the same time, each from a client of its own. */
export const askAll = (trial: Trial, words: readonly string[], to = trial.leader()): readonly Asked[] =>
  words.map((command, at) => trial.ask(command, { client: `c${at + 1}`, to }));

export const but = (servers: readonly NodeId[], ...left: readonly NodeId[]): readonly NodeId[] =>
  servers.filter((server) => !left.includes(server));

/** So many of them, each as likely. */
export function draw(random: Random, servers: readonly NodeId[], count: number): readonly NodeId[] {
  const drawn: NodeId[] = [];
  while (drawn.length < count) drawn.push(random.pick(but(servers, ...drawn)));
  return drawn;
}

export function expectFew(trial: Trial, what: string, budget: number, act: () => void): void {
  const before = trial.traffic().messages;
  act();
  const count = trial.traffic().messages - before;
  trial.expect(
    count <= budget,
    `It took ${count} messages to ${what}, answers not counted, and ${budget} are enough.`,
  );
}

export function expectNoAnswer(trial: Trial, asked: readonly Asked[], why: string): void {
  for (const each of asked)
    trial.expect(
      !trial.isAnswered(each),
      `Request ${each.request} of ${each.client} was answered, although ${why}.`,
    );
}

const leaders = (trial: Trial): readonly NodeId[] =>
  trial.connected().filter((server) => trial.look(server)!.role === 'leader');

export function expectNoLeader(trial: Trial): void {
  const [leader] = leaders(trial);
  trial.expect(leader === undefined, `${leader} leads, and no majority can reach it.`);
}

/** Whoever was deposed has had the time to hear of it. */
export function expectOneLeader(trial: Trial): void {
  trial.leader();
  const [one, another] = leaders(trial);
  trial.expect(another === undefined, `${one} and ${another} both lead, and hear each other.`);
}
