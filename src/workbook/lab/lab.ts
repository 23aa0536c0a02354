import type { Intervention, Recording, Scenario, Time } from '../../sim/index.ts';
import { afterDeed, beginning, momentAfter, momentAt, settled, type Moment } from './moment.ts';
import { amend, branch, byTimeAlone } from './script.ts';

/** What the reader of the cluster lab has before them: a run, or two that part somewhere, and a moment. */
export interface Lab {
  readonly futures: Futures;
  readonly moment: Moment;
  /** How far the shown run has been seen: whoever does something before that begins another future. */
  readonly seen: number;
  /** Where the reader gets to as soon as the run is there, when it is another one than the moment was found in. */
  readonly arrival: Arrival | null;
}

export type Futures = One | Two;

export interface One {
  readonly kind: 'one';
  readonly first: Scenario;
}

export interface Two {
  readonly kind: 'two';
  readonly first: Scenario;
  readonly second: Scenario;
  /** Up to here they are the same. */
  readonly from: Moment;
  readonly shown: Which;
}

export type Which = 'first' | 'second';

export type Arrival =
  | { readonly to: 'time'; readonly time: Time }
  /** Behind so many events, and not before a time. */
  | { readonly to: 'event'; readonly event: number; readonly time: Time }
  /** Right behind what has just been done. */
  | { readonly to: 'deed'; readonly what: Intervention };

export const shownOf = ({ futures }: Lab): Which => (futures.kind === 'two' ? futures.shown : 'first');

/** The scenario of the run that is shown. */
export const scenarioOf = ({ futures }: Lab): Scenario =>
  futures.kind === 'two' ? futures[futures.shown] : futures.first;

export function open(first: Scenario, moment: Moment = beginning): Lab {
  return { futures: { kind: 'one', first }, moment, seen: moment.event, arrival: null };
}

/** The same, when all servers have started: before that there is nothing to be seen. */
export const started = (first: Scenario): Lab => ({ ...open(first), arrival: { to: 'time', time: 0 } });

/** The reader looks at a moment of the run that is shown. */
export const look = (lab: Lab, moment: Moment): Lab => ({
  ...lab,
  moment,
  seen: Math.max(lab.seen, moment.event),
  arrival: null,
});

/** The run has come: the reader gets to where they are to be. Until it reaches so far, nothing changes. */
export function arrive(lab: Lab, recording: Recording): Lab {
  const { arrival, moment } = lab;
  if (arrival === null || !reaches(recording, arrival, moment)) return lab;
  switch (arrival.to) {
    case 'time':
      return look(lab, momentAt(recording, arrival.time));
    case 'event':
      return look(lab, notBefore(momentAfter(recording, arrival.event), arrival.time));
    case 'deed':
      return look(lab, afterDeed(recording, moment, arrival.what));
  }
}

const notBefore = (moment: Moment, time: Time): Moment => ({ ...moment, time: Math.max(moment.time, time) });

export function reaches({ trace, until, halted }: Recording, arrival: Arrival, moment: Moment): boolean {
  if (halted) return true;
  switch (arrival.to) {
    case 'time':
      return until >= arrival.time;
    case 'event':
      return trace.events.length >= arrival.event && until >= arrival.time;
    case 'deed':
      return until >= moment.time && trace.events.length >= moment.event;
  }
}

/** Would something done now begin another future? */
export const forks = ({ moment, seen }: Lab): boolean => moment.event < seen;

/** Does something to the run that is shown, at the moment that is shown: one thing, or several of one kind. */
export function act(lab: Lab, recording: Recording, what: readonly Intervention[]): Lab {
  const moment = settled(recording, lab.moment);
  const done = { scenario: scenarioOf(lab), recording, moment };
  const futures = forks(lab)
    ? fork(lab.futures, branch(done, what), moment)
    : replaceShown(lab.futures, amend(done, what));
  return { futures, moment, seen: moment.event, arrival: { to: 'deed', what: what[0]! } };
}

/** The future that was there stays as the first, where the new one parts from it; otherwise what the two of them share. */
function fork(futures: Futures, second: Scenario, moment: Moment): Futures {
  const from = futures.kind === 'two' && futures.shown === 'second' ? earlier(futures.from, moment) : moment;
  return { kind: 'two', first: futures.first, second, from, shown: 'second' };
}

const earlier = (one: Moment, other: Moment): Moment => (other.event < one.event ? other : one);

const replaceShown = (futures: Futures, scenario: Scenario): Futures =>
  futures.kind === 'one' ? { kind: 'one', first: scenario } : { ...futures, [futures.shown]: scenario };

/** The other future, at the same time. */
export const show = (lab: Lab, which: Which): Lab =>
  lab.futures.kind === 'one' || lab.futures.shown === which
    ? lab
    : {
        ...lab,
        futures: { ...lab.futures, shown: which },
        seen: lab.futures.from.event,
        arrival: { to: 'time', time: lab.moment.time },
      };

/** Goes on with the future that is shown alone. */
export const keepShown = (lab: Lab): Lab => ({
  ...lab,
  futures: { kind: 'one', first: scenarioOf(lab) },
});

/** Another run, at the same time. */
export const reopen = (lab: Lab, scenario: Scenario): Lab => ({
  ...open(scenario),
  arrival: { to: 'time', time: lab.moment.time },
});

/** Other nodes, another seed or other rules: the same is done at the same times, to other events. */
export const retry = (lab: Lab, change: Partial<Omit<Scenario, 'script'>>): Lab => {
  const scenario = scenarioOf(lab);
  return reopen(lab, { ...scenario, ...change, script: byTimeAlone(scenario.script) });
};
