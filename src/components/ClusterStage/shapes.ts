import type { Flight } from './facts.ts';
import type { FlightFrame } from './flights.ts';
import { laneOf, pointOn, type Lane, type Stage } from './layout.ts';
import { sayingOf, type Kind } from './saying.ts';

/** A message in the picture. */
export interface Mark {
  readonly flight: Flight;
  readonly kind: Kind;
  readonly fate: FlightFrame['fate'];
  readonly strength: number;
  readonly x: number;
  readonly y: number;
  readonly lane: Lane;
  readonly entries: number;
}

/** Where the messages of a moment are. Those that wait at the same door stand in a queue. */
export function marksOf(stage: Stage, flights: readonly FlightFrame[]): readonly Mark[] {
  const lanes = new Map<string, Lane | undefined>();
  const queues = new Map<string, number>();
  return flights.flatMap(({ flight, progress, fate, strength }) => {
    const way = `${flight.from} ${flight.to}`;
    if (!lanes.has(way)) lanes.set(way, laneOf(stage, flight.from, flight.to));
    const lane = lanes.get(way);
    if (!lane) return [];
    const ahead = fate === 'waits' ? (queues.get(way) ?? 0) : 0;
    if (fate === 'waits') queues.set(way, ahead + 1);
    const point = pointOn(lane, progress);
    const [x, y] = [point.x - lane.ux * ahead * 9, point.y - lane.uy * ahead * 9];
    const { kind, entries } = sayingOf(flight.message, flight.role);
    return [{ flight, kind, fate, strength, x, y, lane, entries }];
  });
}

/** The message nearest to a point, if any is so near that it was meant. */
export function markNear(marks: readonly Mark[], x: number, y: number, within: number): Mark | undefined {
  let best: Mark | undefined;
  let nearest = within;
  for (const mark of marks) {
    const far = Math.hypot(mark.x - x, mark.y - y);
    if (far < nearest) [best, nearest] = [mark, far];
  }
  return best;
}

/** The outline of a message: its kind shows by the shape alone. */
export function outlineOf({
  kind,
  x,
  y,
  lane: { ux, uy },
  entries,
}: Omit<Mark, 'flight' | 'fate' | 'strength'>): string {
  switch (kind) {
    case 'vote':
    case 'pre-vote':
      return `M${r(x)} ${r(y - 7)}l7 7l-7 7l-7 -7Z`;
    case 'append':
      return square(x, y) + (entries > 1 ? `M${r(x - 2.5)} ${r(y - 8)}h10.5v10.5` : '');
    case 'heartbeat':
      return circle(x, y, 3.5);
    case 'snapshot':
      return `M${r(x - 6)} ${r(y - 7.5)}h8l4 4v11h-12Z`;
    case 'timeout-now':
      return arrow(x, y, ux, uy, 8) + arrow(x - ux * 6, y - uy * 6, ux, uy, 8);
    case 'granted':
      return `${circle(x, y, 6)}M${r(x - 2.8)} ${r(y + 0.2)}l2.1 2.2l3.6 -4.4`;
    case 'refused':
      return `${circle(x, y, 6)}M${r(x - 2.2)} ${r(y - 2.2)}l4.4 4.4M${r(x + 2.2)} ${r(y - 2.2)}l-4.4 4.4`;
    case 'request':
    case 'answer':
      return arrow(x + ux * 3, y + uy * 3, ux, uy, 11);
    case 'other':
      return circle(x, y, 5);
  }
}

/** Behind a message, so that a picture that stands still shows where it is going; no longer than the way that it has gone. */
export function tailOf({ x, y, lane: { x1, y1, ux, uy } }: Mark): string {
  const gone = Math.min(20, Math.hypot(x - x1, y - y1) + 4);
  return gone < 10 ? '' : `M${r(x - ux * 8)} ${r(y - uy * 8)}L${r(x - ux * gone)} ${r(y - uy * gone)}`;
}

export const crossAt = (x: number, y: number, by: number): string =>
  `M${r(x - by)} ${r(y - by)}l${2 * by} ${2 * by}M${r(x + by)} ${r(y - by)}l${-2 * by} ${2 * by}`;

/** A part of a circle that begins at the top and goes round as a clock does. */
export function arc(x: number, y: number, radius: number, portion: number): string {
  if (portion >= 0.9999) return circle(x, y, radius);
  const angle = portion * 2 * Math.PI;
  const [endX, endY] = [x + radius * Math.sin(angle), y - radius * Math.cos(angle)];
  return `M${r(x)} ${r(y - radius)}A${radius} ${radius} 0 ${portion > 0.5 ? 1 : 0} 1 ${r(endX)} ${r(endY)}`;
}

const square = (x: number, y: number): string => `M${r(x - 5.5)} ${r(y - 5.5)}h11v11h-11Z`;

const circle = (x: number, y: number, radius: number): string =>
  `M${r(x - radius)} ${r(y)}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0`;

/** A head that points along the way. */
const arrow = (x: number, y: number, ux: number, uy: number, size: number): string => {
  const [backX, backY] = [x - ux * size, y - uy * size];
  const half = size * 0.52;
  return `M${r(x + ux * 3)} ${r(y + uy * 3)}L${r(backX - uy * half)} ${r(backY + ux * half)}L${r(backX + uy * half)} ${r(backY - ux * half)}Z`;
};

const r = (value: number): number => Math.round(value * 10) / 10;
