import type { NodeId } from '../../sim/index.ts';

/** Where everything stands, in pixels. It depends on the width and on who is there, not on the moment: nothing moves but messages. */
export interface Stage {
  readonly width: number;
  readonly height: number;
  /** On a phone the logs stand below the ring, elsewhere beside it. */
  readonly compact: boolean;
  readonly radius: number;
  readonly nodes: readonly Place[];
  readonly clients: readonly Place[];
  readonly logs: LogArea;
}

export interface Place {
  readonly name: NodeId;
  readonly x: number;
  readonly y: number;
}

export interface LogArea {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Of the names at the left. */
  readonly head: number;
  readonly rowHeight: number;
}

export interface Cast {
  readonly nodes: readonly NodeId[];
  readonly clients: readonly NodeId[];
}

const compactBelow = 620;
/** Room for half a label such as `n4 pre-candidate`, and for the name below a node and the timer around it. */
const labelHalf = 60;
const labelBelow = 34;
const timerRing = 10;
export const headerHeight = 24;
const margin = 14;

export function stageOf(width: number, { nodes, clients }: Cast): Stage {
  const compact = width < compactBelow;
  const radius = (compact ? 29 : 34) - (nodes.length > 5 ? 4 : 0);
  const ring = ringBox(width, nodes.length, compact);
  const rowHeight = compact
    ? 46
    : Math.min(62, Math.max(46, (ring.height - headerHeight - 30) / nodes.length));
  const logsHeight = headerHeight + rowHeight * nodes.length;
  const ringHeight = compact ? ring.height : Math.max(ring.height, logsHeight + 2 * margin);
  const places = onRing(nodes, ring.width, ringHeight, radius);
  const height = compact ? ringHeight + logsHeight + margin : ringHeight;
  return {
    width,
    height,
    compact,
    radius,
    nodes: places,
    clients: inTheMiddle(clients, places),
    logs: compact
      ? { x: margin, y: ring.height, width: width - 2 * margin, head: 62, rowHeight }
      : {
          x: ring.width + 6,
          y: (height - logsHeight) / 2 - 4,
          width: width - ring.width - 6 - margin,
          head: 104,
          rowHeight,
        },
  };
}

function ringBox(width: number, nodes: number, compact: boolean) {
  if (compact) return { width, height: nodes > 5 ? 350 : nodes > 3 ? 328 : 290 };
  const side = Math.min(480, Math.max(340, width * 0.46));
  return { width: side, height: Math.min(440, side + (nodes > 5 ? 40 : 10)) };
}

/** The first at the top, the others clockwise. */
function onRing(nodes: readonly NodeId[], width: number, height: number, radius: number): Place[] {
  const angles = nodes.map((_, index) => (index / nodes.length) * 2 * Math.PI - Math.PI / 2);
  const [sines, cosines] = [angles.map(Math.sin), angles.map(Math.cos)];
  const [top, bottom] = [radius + timerRing + 8, height - radius - timerRing - labelBelow];
  const spread = Math.max(0.01, Math.max(...sines) - Math.min(...sines));
  const ry = (bottom - top) / spread;
  const rx = Math.min((width / 2 - labelHalf) / Math.max(0.5, ...cosines), ry * 1.15);
  const centre = top - Math.min(...sines) * ry;
  return nodes.map((name, index) => ({
    name,
    x: width / 2 + cosines[index]! * rx,
    y: centre + sines[index]! * ry,
  }));
}

/** In the middle: from there, no way to a node leads past another. With an even number of nodes, beside the ways that cross there. */
function inTheMiddle(clients: readonly NodeId[], nodes: readonly Place[]): Place[] {
  const of = (read: (place: Place) => number) => {
    const all = nodes.map(read);
    return {
      centre: (Math.min(...all) + Math.max(...all)) / 2,
      half: (Math.max(...all) - Math.min(...all)) / 2,
    };
  };
  const [across, down] = [of(({ x }) => x), of(({ y }) => y)];
  const even = nodes.length % 2 === 0;
  const [x, y] = [
    across.centre + (even ? across.half * 0.3 : 0),
    down.centre +
      (even ? down.half * (nodes.length === 4 ? 0.3 : 0) : down.half * (nodes.length === 3 ? 0.2 : 0.1)),
  ];
  const spread = clients.length === 1 ? 0 : 12 + clients.length * 6;
  return clients.map((name, index) => {
    const angle = (index / clients.length) * 2 * Math.PI + Math.PI;
    return { name, x: x + Math.cos(angle) * spread, y: y + Math.sin(angle) * spread };
  });
}

/** The way from one to another. Who comes the other way keeps to the other side. */
export interface Lane {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  /** Of the direction, as a vector of length 1. */
  readonly ux: number;
  readonly uy: number;
}

const aside = 5;
const clientRadius = 16;

export function laneOf(stage: Stage, from: NodeId, to: NodeId): Lane | undefined {
  const [start, end] = [placeOf(stage, from), placeOf(stage, to)];
  if (!start || !end || start === end) return undefined;
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  const reach = (place: Place) => (stage.clients.includes(place) ? clientRadius : stage.radius) + 12;
  return {
    x1: start.x + ux * reach(start) - uy * aside,
    y1: start.y + uy * reach(start) + ux * aside,
    x2: end.x - ux * reach(end) - uy * aside,
    y2: end.y - uy * reach(end) + ux * aside,
    ux,
    uy,
  };
}

export const placeOf = ({ nodes, clients }: Stage, name: NodeId): Place | undefined =>
  nodes.find((place) => place.name === name) ?? clients.find((place) => place.name === name);

export const pointOn = ({ x1, y1, x2, y2 }: Lane, progress: number) => ({
  x: x1 + (x2 - x1) * progress,
  y: y1 + (y2 - y1) * progress,
});
