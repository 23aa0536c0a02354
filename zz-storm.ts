import { clusterSystem, auction } from './src/aeron/index.ts';
import { clusterPromises } from './src/aeron/promises.ts';
import { parseScenario, runScenario, tellTrace } from './src/sim/index.ts';
const n = Number(process.argv[2] ?? 200); const only = process.argv[3] ? Number(process.argv[3]) : 0;
let worst = 0, answered = 0, asked = 0, events = 0; const t0 = Date.now();
for (let seed = only || 1; seed <= (only || n); seed++) {
  const count = [3,3,5,4,7][seed % 5]!;
  const system = { ...clusterSystem(auction, { members: count, retries: true, clients: ['c1','c2'], refusals: seed % 3 }), always: clusterPromises() };
  const members = Array.from({length: count}, (_, i) => `m${i}`);
  const bids = Array.from({ length: 30 }, (_, i) => `at ${600 + i * 180}ms client u${i % 2} sends "bid ${10 + i} by ${i % 2}" to c${1 + i % 2}`);
  const snaps = [1500, 2500, 3500, 4500].flatMap(t => members.map(m => `at ${t}ms fire snapshot of ${m}`));
  const scenario = parseScenario([`seed ${seed}`, 'latency 1ms to 30ms', seed % 2 ? 'loss 5%' : '', seed % 3 ? 'duplication 5%' : '', 'reordering 10%',
   'crashes every 900ms for 100ms to 900ms until 6s', seed % 2 ? 'pauses every 1500ms for 100ms to 900ms until 6s' : '', 'partitions every 1200ms for 100ms to 900ms until 6s', ...bids, ...snaps,
   'at 6500ms loss 0%', 'until 14s'].filter(Boolean).join('\n'), system as never);
  try {
  const run = runScenario(system as never, scenario, { trace: only ? true : 'clients', checks: !!only });
  if (run.failure) { console.log(seed, run.failure.sentence.slice(0, 600)); if (++worst > 5) break; }
  asked += 30; answered += run.trace.events.filter(e => e.kind === 'return').length;
  const states = members.map(m => run.world.state(m) as any);
  if (!run.failure && new Set(states.map(s => s.commitPosition)).size > 1) console.log(seed, 'not converged', states.map(s => `${s.role} ${s.electionState} ${s.leadershipTermId}/${s.candidateTermId} ${s.commitPosition}/${s.log.at(-1)?.position}`).join(' | '));
  events += run.world.events;
  if (only) console.log(typeof tellTrace(run.trace) === 'string' ? tellTrace(run.trace) : (tellTrace(run.trace) as any).join('\n'));
  } catch (e) { console.log(seed, e); if (++worst > 5) break; }
}
console.log({ asked, answered, events, ms: Date.now() - t0 });
