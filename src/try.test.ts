import { it } from 'vitest';
import { raftNode } from '../test/solutions/raft/raft-node.ts';
import { raftServer, keyValues, isRead } from './raft/index.ts';
import { holdInTrial } from './raft/trial/hold.ts';
import { trials, trialRandom } from './raft/trial/trials.ts';
const core = raftServer(keyValues, { isRead });
for (const t of trials) for (const [name, node] of [['own', raftNode], ['core', core]] as const)
  it(`${name}: ${t.title}`, () => {
    let events = 0;
    for (let seed = 1; seed <= 10; seed++)
      holdInTrial(node, { servers: t.servers, seed, ...(t.network && { network: t.network }), again: 'again' }, (x) => t.drive(x, trialRandom(seed)));
  });
