import { anyOf, crashesSurvived, disjointPair } from './explore.ts';

// Yours. A line is a quorum: who has to vote for a value to decide it.
const mine = ['n1 n2', 'n3 n4'];

const choices = {
  '2 of 2': anyOf(2, 2),
  '1 of 2': anyOf(1, 2),
  '2 of 3': anyOf(2, 3),
  '2 of 4': anyOf(2, 4),
  '3 of 4': anyOf(3, 4),
  '3 of 5': anyOf(3, 5),
  mine,
};

for (const [name, quorums] of Object.entries(choices)) {
  const apart = disjointPair(quorums);
  console.log(
    name,
    apart ? `– ${apart.join(' and ')} share nobody` : '– any two meet',
    '– crashes survived:',
    crashesSurvived(quorums),
  );
}
