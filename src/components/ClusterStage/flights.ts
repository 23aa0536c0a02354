import type { Time } from '../../sim/index.ts';
import type { Facts, Flight } from './facts.ts';

/** Where a message is at a moment. */
export interface FlightFrame {
  readonly flight: Flight;
  /** How far it is: 0 at the sender, 1 at the receiver. */
  readonly progress: number;
  readonly fate: 'flies' | 'waits' | 'lost';
  /** 1 as long as it is there; what was lost fades to 0. */
  readonly strength: number;
}

/** How far a message gets that is lost at once: nobody knows where. And where a cut is drawn. */
const lostWay = 0.42;
export const cutWay = 0.5;

/** @param travel how long a message travels, as a rule */
export function placed(
  flights: readonly Flight[],
  facts: Facts,
  time: Time,
  travel: Time,
): readonly FlightFrame[] {
  return flights.flatMap((flight) => {
    const place = placeOf(flight, facts, time, travel);
    return place.strength > 0 ? [{ flight, ...place }] : [];
  });
}

type Place = Omit<FlightFrame, 'flight'>;

function placeOf(flight: Flight, facts: Facts, time: Time, travel: Time): Place {
  const { end, sentAt } = flight;
  const arrival = arrivalOf(flight, travel);
  const progress = portion(time - sentAt, arrival - sentAt);
  if (end?.lost == null) {
    const stands = facts.nodes.get(flight.to)?.status === 'paused';
    if (progress >= 1 && stands) return { progress: 1, fate: 'waits', strength: 1 };
    // A run that ends before the message does not tell when it would have arrived.
    return { progress: end ? progress : Math.min(0.94, progress), fate: 'flies', strength: 1 };
  }
  const wall = wallOf(flight, facts, arrival);
  const hit = Math.min(sentAt + wall * (arrival - sentAt), end.lost === 'cut' ? Infinity : end.at);
  const known = time >= end.at && end.event > flight.sent;
  const isLost = (known && end.at === sentAt) || time >= hit;
  return {
    progress: Math.min(progress, wall),
    fate: isLost ? 'lost' : 'flies',
    strength: time < hit ? 1 : 1 - (time - hit) / travel,
  };
}

/** When it arrives; when it would arrive, if nothing came between. */
function arrivalOf({ end, held, sentAt }: Flight, travel: Time): Time {
  const asARule = sentAt + travel;
  if (end === null) return asARule;
  if (held) return Math.min(end.at, asARule);
  return end.at === sentAt || end.lost === 'loss' ? Math.max(end.at, asARule) : end.at;
}

/** How far a message comes that is lost: to the cut, or, if it is cut off when it has passed there, no further. */
function wallOf({ end, sentAt, from, to }: Flight, { cuts }: Facts, arrival: Time): number {
  if (end!.lost === 'down') return 1;
  if (end!.lost === 'loss')
    return end!.at === sentAt ? lostWay : Math.min(0.94, portion(end!.at - sentAt, arrival - sentAt));
  if (end!.at === sentAt) return cutWay;
  const cut = cuts.get(`${from} ${to}`);
  return cut ? Math.max(cutWay, portion(cut.since - sentAt, arrival - sentAt)) : 1;
}

const portion = (of: Time, whole: Time): number => (whole <= 0 ? 1 : Math.max(0, Math.min(1, of / whole)));
