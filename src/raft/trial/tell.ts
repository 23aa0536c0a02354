import {
  printScenario,
  runScenario,
  shrinkInSteps,
  tellScript,
  tellShrunk,
  type Failure,
  type Scenario,
  type Shrunk,
  type Steps,
  type System,
  type World,
} from '../../sim/index.ts';
import { labAddress, labHash } from '../lab-link.ts';
import { fewestServers } from '../setup.ts';

/** In a trial a few hundred things happen. Where each message calls forth two, it is soon millions, and nobody can wait for that. */
export const mostEvents = 5_000;
/** How often a run may be repeated to find a shorter one. Somebody waits, perhaps with a slow machine. */
const enough = { runs: 150, events: mostEvents, fewest: fewestServers };
/** So many of the last things done are told where nothing was shortened. */
const most = 20;

/** A promise was broken: the story is shortened, one line after the other, as long as it breaks the same. */
export function* tellBroken(system: System, world: World, failure: Failure, again: string): Steps<string> {
  const shrunk = yield* shortest(system, scenarioOf(world), failure);
  if (!shrunk)
    return `With seed ${world.trace().seed}: ${failure.sentence} When the same was done again, it did not: the program is not deterministic.`;
  yield;
  const { trace, world: after } = runScenario(system, shrunk.scenario);
  return [...tellShrunk(shrunk), ...whereToLook(shrunk.scenario, trace.events.length, after.now, again)].join(
    '\n',
  );
}

/**
 * By its times alone a script can lose lines, and the others stay where they are: counted by events they would shift. What was done
 * behind all events of a time is then done before those of the next.
 */
function* shortest(system: System, scenario: Scenario, { of }: Failure): Steps<Shrunk | null> {
  const script = scenario.script.map(({ at, event, do: what }) =>
    event === undefined ? { at, do: what } : { at: at + 1, do: what },
  );
  const until = scenario.until! + 1;
  const shrunk = yield* shrinkInSteps(system, { ...scenario, script, until }, enough);
  return shrunk?.failure.of === of ? shrunk : yield* shrinkInSteps(system, scenario, enough);
}

/** Something did not come about. What was done stays as it was: with less done, it may not come about for other reasons. */
export function tellLacking(world: World, sentence: string, again: string): string {
  const scenario = scenarioOf(world);
  const told = tellScript(scenario.script);
  const left = told.length - most;
  return [
    `With seed ${scenario.seed}: ${sentence}`,
    left > 0 ? `What was done, without the first ${left} lines:` : 'What was done:',
    ...told.slice(-most),
    ...whereToLook(scenario, world.recorded, world.now, again),
  ].join('\n');
}

const scenarioOf = (world: World): Scenario => {
  const { seed, script } = world.trace();
  return { title: '', system: 'raft', seed, nodes: world.nodes, script, until: world.now };
};

const whereToLook = (scenario: Scenario, event: number, time: number, again: string): string[] => [
  again,
  `Open in the cluster lab: ${labAddress}${labHash({ scenario: printScenario(scenario), event, time, own: true })}`,
];
