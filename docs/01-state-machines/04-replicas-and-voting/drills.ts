import { reportsAfter, vote, type ReplicaFault } from '#course/machines';
import { bank, log } from './bank.ts';

const replicas = 3; // try 2, then 4, then 5

type Fault = ReplicaFault<number>;
const late = (replica: number): Fault => ({ replica, kind: 'lagging', by: 1 });
const wrong = (replica: number | 'all', cents: number): Fault => ({
  replica,
  kind: 'wrong-value',
  position: 3,
  corrupt: (balance) => balance + cents,
});

const drills: Record<string, Fault[]> = {
  'nothing wrong': [],
  'one late': [late(1)],
  'one wrong': [wrong(1, 700)],
  'one wrong, one late': [wrong(1, 700), late(2)],
  'two wrong, not alike': [wrong(1, 700), wrong(2, 900)],
  'two wrong, alike': [wrong(1, 700), wrong(2, 700)],
  'one bug in all': [wrong('all', 700)],
};

for (const [drill, faults] of Object.entries(drills)) {
  const decision = vote(reportsAfter({ machine: bank, log, replicas, faults }));
  let words: string = decision.outcome;
  if (decision.outcome === 'agreed') {
    words += ` on ${decision.state}`;
    if (decision.suspects[0]) words += `, suspect ${decision.suspects}`;
  }
  if (decision.lagging[0]) words += `, late ${decision.lagging}`;
  console.log(drill.padEnd(21), words);
}
