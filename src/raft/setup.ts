import type { NodeId, Scenario, System } from '../sim/index.ts';
import { raftSystem, type ClusterOptions } from './cluster.ts';
import { termAt } from './log.ts';
import { reachedByMajority } from './majority.ts';
import { figure2, type Rules } from './rules.ts';

/** Which decisions the servers make in another way than the paper's, and who is a member at first. All of it stands in the name of a system. */
export interface Setup {
  /** Who is a member at first: so many, the first ones; null for all. The others wait outside until they are added. */
  readonly members: number | null;
  /** A leader counts copies of entries of its own term only (§5.4.2). */
  readonly commitRule: boolean;
  /** A server asks whether it could win before it begins a term (dissertation §9.6). */
  readonly preVote: boolean;
  readonly reads: Reads;
  /** Term, vote and log are on the disk before anybody is answered. */
  readonly disk: boolean;
  /** A leader commits something in its term before it changes the members (Ongaro’s correction of 2015). */
  readonly changeRule: boolean;
  /** A message carries one entry, and not as many as there are: a reader can come between two. */
  readonly oneByOne: boolean;
}

/** By a message to a majority, through the log, or from what the leader knows by itself. */
export type Reads = 'read-index' | 'log' | 'leader-alone';

export const asInThePaper: Setup = {
  members: null,
  commitRule: true,
  preVote: true,
  reads: 'read-index',
  disk: true,
  changeRule: true,
  oneByOne: false,
};

export const fewestServers = 3;
export const mostServers = 7;

export const serversOf = (count: number): readonly NodeId[] =>
  Array.from({ length: count }, (_, index) => `n${index + 1}`);

/** `raft-without-commit-rule-without-pre-vote` */
export const systemName = (setup: Setup): string =>
  ['raft', ...parts.flatMap(({ word }) => word(setup) ?? [])].join('-');

interface Part {
  readonly word: (setup: Setup) => string | undefined;
  readonly pattern: RegExp;
  readonly read: (found: string) => Partial<Setup>;
}

const parts: readonly Part[] = [
  {
    word: ({ members }) => (members === null ? undefined : `of-${members}`),
    pattern: /^-of-(\d)/,
    read: (found) => ({ members: Number(found) }),
  },
  part('without-commit-rule', ({ commitRule }) => !commitRule, { commitRule: false }),
  part('without-pre-vote', ({ preVote }) => !preVote, { preVote: false }),
  part('reads-by-log', ({ reads }) => reads === 'log', { reads: 'log' }),
  part('reads-by-leader-alone', ({ reads }) => reads === 'leader-alone', { reads: 'leader-alone' }),
  part('without-disk', ({ disk }) => !disk, { disk: false }),
  part('without-change-rule', ({ changeRule }) => !changeRule, { changeRule: false }),
  part('one-by-one', ({ oneByOne }) => oneByOne, { oneByOne: true }),
];

function part(word: string, applies: (setup: Setup) => boolean, change: Partial<Setup>): Part {
  return {
    word: (setup) => (applies(setup) ? word : undefined),
    pattern: new RegExp(`^-${word}(?=-|$)`),
    read: () => change,
  };
}

/** What the name of a system says. Nothing when it is none of Raft. */
export function readSystemName(name: string): Setup | undefined {
  if (!name.startsWith('raft')) return undefined;
  let setup = asInThePaper;
  let rest = name.slice('raft'.length);
  for (const { pattern, read } of parts) {
    const match = pattern.exec(rest);
    if (!match) continue;
    setup = { ...setup, ...read(match[1] ?? '') };
    rest = rest.slice(match[0].length);
  }
  return rest === '' ? setup : undefined;
}

/** The system of a scenario. @throws Error with a sentence when there is none of this name */
export const systemFor = (scenario: Pick<Scenario, 'system' | 'nodes'>): System =>
  raftSystem(clusterFor(scenario)) as System;

/** The cluster of that system, for whoever changes more of it. @throws Error with a sentence when there is none of this name */
export function clusterFor({ system, nodes }: Pick<Scenario, 'system' | 'nodes'>): ClusterOptions {
  const setup = system === '' ? asInThePaper : readSystemName(system);
  if (setup === undefined)
    throw new Error(`There is no system “${system}” of Raft. Write: system raft, or leave the line out.`);
  const servers = nodes.length > 0 ? nodes : serversOf(fewestServers);
  const { members, preVote, reads, oneByOne } = setup;
  return {
    servers,
    ...(members !== null && { members: servers.slice(0, members) }),
    preVote,
    reads: reads === 'log' ? 'log' : 'read-index',
    ...(oneByOne && { entriesPerMessage: 1 }),
    rules: rulesOf(setup),
  };
}

/** Each of these takes out one decision, and leaves all else as it is. */
const rulesOf = ({ commitRule, reads, disk, changeRule }: Setup): Partial<Rules> => ({
  ...(!commitRule && {
    advanceCommit: (_log, commitIndex, _term, matchIndexes) =>
      Math.max(commitIndex, reachedByMajority(matchIndexes)),
  }),
  ...(reads === 'leader-alone' && {
    isReadReady: (read, _round, lastApplied) => figure2.isReadReady(read, Infinity, lastApplied),
    readIndex: (_log, commitIndex) => commitIndex,
  }),
  ...(!changeRule && {
    refuseChange: (log, commitIndex) => figure2.refuseChange(log, commitIndex, termAt(log, commitIndex)!),
  }),
  ...(!disk && { persistFirst: (_before, _after, effects) => effects }),
});

/** The same run under another setup: its servers, and the rules that are in force. */
export const withSetup = (setup: Setup, servers: number): Pick<Scenario, 'system' | 'nodes'> => ({
  system: systemName(setup),
  nodes: serversOf(servers),
});
