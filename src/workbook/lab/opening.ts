import type { LabLink } from '../../raft/index.ts';
import { printScenario } from '../../sim/index.ts';
import { open, shownOf, type Lab } from './lab.ts';
import { readScenario } from './read-scenario.ts';

/** The lab as a link left it. The moment is found when the run has come so far. @throws Error with a sentence when a script cannot be read */
export function openLink({ scenario, other, event, time }: LabLink): Lab {
  const lab = open(readScenario(scenario));
  const from = { event: other?.from ?? 0, time: 0 };
  const futures = other
    ? ({
        kind: 'two',
        first: lab.futures.first,
        second: readScenario(other.scenario),
        from,
        shown: other.shown ? 'second' : 'first',
      } as const)
    : lab.futures;
  return {
    ...lab,
    futures,
    arrival: event === undefined ? null : { to: 'event', event, time: time ?? 0 },
  };
}

/** What a link has to hold so that it opens here. */
export function linkOf(lab: Lab, own: boolean): LabLink {
  const { futures, moment } = lab;
  return {
    scenario: printScenario(futures.first),
    ...(futures.kind === 'two' && {
      other: {
        scenario: printScenario(futures.second),
        from: futures.from.event,
        shown: shownOf(lab) === 'second',
      },
    }),
    ...(moment.event > 0 && { event: moment.event, time: Math.round(moment.time * 10) / 10 }),
    ...(own && { own }),
  };
}
