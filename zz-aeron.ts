import { clusterSystem, auction } from './src/aeron/index.ts';
import { parseScenario, runScenario, tellTrace } from './src/sim/index.ts';
const system = clusterSystem(auction, { retries: true });
const scenario = parseScenario(`seed 1
latency 10ms
at 1200ms client ana sends "bid 100 by 7" to client
at 1300ms client bo sends "bid 90 by 8" to client
at 1400ms fire snapshot of m0
at 1500ms crash m0
at 2500ms client bo sends "bid 120 by 8" to client
at 3000ms restart m0
until 4500ms`, system as never);
const run = runScenario(system as never, scenario);
console.log(run.failure);
const lines = tellTrace(run.trace).split?.('\n') ?? tellTrace(run.trace);
for (const l of lines as string[]) if (!/sends|receives|timer|appends|CommitPos/.test(l)) console.log(l);
for (const n of ['m0','m1','m2']) { const s = run.world.state(n) as any; console.log(n, s.role, s.electionState, s.leadershipTermId, s.commitPosition, s.log.at(-1)?.position, JSON.stringify(s.service), JSON.stringify(s.recordingLog)); }
