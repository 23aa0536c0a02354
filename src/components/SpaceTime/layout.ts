import type { Time } from '../../sim/index.ts';
import type { Standing } from '../stage/standing.ts';
import type { Flight, Lane, Moment, Plot, Stretch } from './plot.ts';

/** A diagram in pixels: time runs down, nodes are columns. Plain geometry; what it looks like is up to whoever draws it. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
  readonly columns: readonly Column[];
  readonly ticks: readonly Tick[];
  readonly lines: readonly Line[];
  readonly fences: readonly Rail[];
  /** One for each moment of the plot, in its order: so from top to bottom within a column. */
  readonly marks: readonly Mark[];
  readonly arrows: readonly Arrow[];
  readonly labels: readonly Label[];
  /** What is drawn in each band of `bandHeight` pixels: indexes into the lists above. */
  readonly bands: readonly Band[];
}

export interface Column extends Lane {
  readonly x: number;
}

export interface Tick {
  readonly at: Time;
  readonly y: number;
}

export interface Line {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly how: Stretch['how'];
  readonly standing: Standing | null;
  readonly kind: Lane['kind'];
}

/** Runs beside the line of a sender, on the side from which nothing passes any more. */
export interface Rail {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Mark {
  readonly moment: Moment;
  /** Of the moment in the plot. */
  readonly index: number;
  readonly x: number;
  readonly y: number;
  /** Columns that a cut or heal reaches. */
  readonly reaches: readonly number[];
}

export interface Arrow {
  readonly flight: Flight;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  /** How it ends: at the receiver, in a loss, or not within this run. */
  readonly end: 'arrives' | 'lost' | 'open';
}

export interface Label {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly kind: LabelKind;
  /** The moment to which it belongs: that of the mark, or that in which the message ends. */
  readonly moment: number;
}

export type LabelKind = 'message' | 'quiet' | 'lost' | 'note' | 'apply' | 'command' | 'fault';

interface Band {
  readonly marks: readonly number[];
  readonly arrows: readonly number[];
  readonly labels: readonly number[];
}

export interface Size {
  readonly width: number;
  readonly zoom: number;
}

/** What is written into the picture, if there is room. */
export interface Wording {
  ofFlight(flight: Flight): string;
  ofMoment(moment: Moment): { readonly text: string; readonly kind: LabelKind } | undefined;
}

export const gutter = 68;
export const minZoom = 0.12;
export const maxZoom = 3;
export const bandHeight = 240;

const unit = 26;
const topMargin = 22;
const bottomMargin = 34;
const minColumn = 58;
/** How far a message that is lost at once gets, in pixels and as a part of the way. */
const lostDrop = 20;
const lostWay = 0.42;
const radius = 5;

export function layOut(plot: Plot, { width, zoom }: Size, wording?: Wording): Layout {
  const column = Math.max(minColumn, (width - gutter) / Math.max(1, plot.lanes.length));
  const xOf = (lane: number) => gutter + column * (lane + 0.5);
  const yOf = (depth: number) => topMargin + depth * unit * zoom;
  const height = yOf(plot.depth) + bottomMargin;

  const columns = plot.lanes.map((lane, index) => ({ ...lane, x: xOf(index) }));
  const marks = plot.moments.map((moment, index): Mark => ({
    moment,
    index,
    x: moment.lane === null ? gutter - 8 : xOf(moment.lane),
    y: yOf(moment.depth),
    reaches: moment.others.map(xOf),
  }));
  const arrows = plot.flights.map((flight) => arrowOf(flight, marks, xOf, height));
  const drawn = {
    width: gutter + column * plot.lanes.length,
    height,
    zoom,
    columns,
    ticks: ticksOf(plot, yOf),
    lines: plot.stretches.map(({ lane, from, until, how, standing }): Line => ({
      x: xOf(lane),
      top: from === 0 ? 0 : yOf(from),
      bottom: until === plot.depth ? height : yOf(until),
      how,
      standing,
      kind: plot.lanes[lane]!.kind,
    })),
    fences: plot.fences.map(({ from, to, top, bottom }): Rail => ({
      x: xOf(from) + (to > from ? 5 : -5),
      top: yOf(top),
      bottom: bottom === plot.depth ? height : yOf(bottom),
    })),
    marks,
    arrows,
  };
  const labels = wording ? write(drawn, wording) : [];
  return { ...drawn, labels, bands: bandsOf(drawn, labels) };
}

/** The zoom at which the picture fills a height, within what can be read. */
export function fittingZoom({ depth }: Plot, height: number): number {
  const fit = (height - topMargin - bottomMargin) / (Math.max(1, depth) * unit);
  return Math.min(1.3, Math.max(0.8, fit));
}

export const clampZoom = (zoom: number): number => Math.min(maxZoom, Math.max(minZoom, zoom));

function arrowOf(
  flight: Flight,
  marks: readonly Mark[],
  xOf: (lane: number) => number,
  height: number,
): Arrow {
  const { x: x1, y: y1 } = marks[flight.sent]!;
  const far = xOf(flight.to);
  const way = (part: number) => x1 + (far - x1) * part;
  if (flight.ended === null)
    return { flight, x1, y1, x2: way(0.7), y2: Math.max(height - 8, y1 + lostDrop), end: 'open' };
  if (flight.lost === null) return { flight, x1, y1, x2: far, y2: marks[flight.ended]!.y, end: 'arrives' };
  if (flight.ended === flight.sent)
    return { flight, x1, y1, x2: way(lostWay), y2: y1 + lostDrop, end: 'lost' };
  return {
    flight,
    x1,
    y1,
    x2: way(flight.lost === 'down' ? 1 : 0.82),
    y2: marks[flight.ended]!.y,
    end: 'lost',
  };
}

function ticksOf({ times }: Plot, yOf: (depth: number) => number): Tick[] {
  const ticks: Tick[] = [];
  for (const { at, depth } of times) {
    const y = yOf(depth);
    if (ticks.length === 0 || y - ticks.at(-1)!.y >= 17) ticks.push({ at, y });
  }
  return ticks;
}

type Drawn = Omit<Layout, 'labels' | 'bands'>;

const charWidth = 6.3;
const lineHeight = 14;

/**
 * Writes what there is room for: first what was done and what failed, then the messages, last those of which nothing came. A
 * label that would cover another one is left out; it is told when the reader points at the arrow.
 */
function write(drawn: Drawn, { ofMoment, ofFlight }: Wording): Label[] {
  const labels: Label[] = [];
  const taken = roomFor(drawn);
  const put = (label: Label): boolean => {
    const box = boxOf(label);
    if (box.left < gutter - 6 || box.right > drawn.width + 4 || !taken.take(box)) return false;
    labels.push(label);
    return true;
  };
  drawn.marks.forEach(({ moment, x, y }, index) => {
    const said = ofMoment(moment);
    if (!said || moment.lane === null) return;
    const right = { ...said, x: x + 11, y: y + 4, anchor: 'start', moment: index } as const;
    if (put(right)) return;
    const left = { ...said, x: x - 11, y: y + 4, anchor: 'end', moment: index } as const;
    if (!put(left) && said.kind === 'note') {
      const room = Math.max(drawn.width - x, x - gutter) - 14;
      const text = cutTo(said.text, room);
      if (!put({ ...right, text })) put({ ...left, text });
    }
  });
  const loud = drawn.arrows.filter(({ flight }) => !flight.quiet);
  const quiet = drawn.arrows.filter(({ flight }) => flight.quiet);
  for (const { flight, x1, y1, x2, y2, end } of [...loud, ...quiet]) {
    if (flight.copy && flight.quiet) continue;
    const text = ofFlight(flight);
    const kind = end === 'lost' ? 'lost' : flight.quiet ? 'quiet' : 'message';
    const places = end === 'lost' && flight.ended === flight.sent ? [1.0] : [0.5, 0.36, 0.64, 0.24, 0.76];
    places.some((part) =>
      put({
        text,
        kind,
        x: x1 + (x2 - x1) * part,
        y: y1 + (y2 - y1) * part - (end === 'lost' && part === 1 ? -19 : 3),
        anchor: 'middle',
        moment: flight.ended ?? flight.sent,
      }),
    );
  }
  return labels;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The room that a label takes, as far as can be told without a font. */
export function boxOf({ text, x, y, anchor }: Label): Box {
  const width = text.length * charWidth;
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { left, right: left + width, top: y - lineHeight + 3, bottom: y + 3 };
}

const cutTo = (text: string, room: number): string => {
  const most = Math.max(4, Math.floor(room / charWidth));
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
};

/** Which parts of the picture are written on, or hold a mark. */
function roomFor({ marks, arrows }: Drawn) {
  const rows = new Map<number, Box[]>();
  const rowsOf = ({ top, bottom }: Box) => {
    const found: number[] = [];
    for (let row = Math.floor(top / 40); row <= Math.floor(bottom / 40); row++) found.push(row);
    return found;
  };
  const add = (box: Box) => {
    for (const row of rowsOf(box)) {
      const held = rows.get(row);
      if (held) held.push(box);
      else rows.set(row, [box]);
    }
  };
  const hold = (x: number, y: number) =>
    add({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });
  for (const { x, y, moment } of marks) if (moment.lane !== null) hold(x, y);
  for (const { x2, y2, end } of arrows) if (end === 'lost') hold(x2, y2);
  return {
    take(box: Box): boolean {
      const meets = (other: Box) =>
        box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom;
      if (rowsOf(box).some((row) => rows.get(row)?.some(meets))) return false;
      add(box);
      return true;
    },
  };
}

function bandsOf({ height, marks, arrows }: Drawn, labels: readonly Label[]): Band[] {
  const bands = Array.from({ length: Math.ceil(height / bandHeight) }, () => ({
    marks: [] as number[],
    arrows: [] as number[],
    labels: [] as number[],
  }));
  const spread = (list: keyof Band, index: number, top: number, bottom: number) => {
    const first = Math.max(0, Math.floor(top / bandHeight));
    const last = Math.min(bands.length - 1, Math.floor(bottom / bandHeight));
    for (let band = first; band <= last; band++) bands[band]![list].push(index);
  };
  marks.forEach(({ y }, index) => spread('marks', index, y - 12, y + 12));
  arrows.forEach(({ y1, y2 }, index) => spread('arrows', index, y1 - 12, y2 + 12));
  labels.forEach(({ y }, index) => spread('labels', index, y - 14, y + 4));
  return bands;
}

/** The part of a layout between two heights: what has to be drawn while only that is in view. */
export interface Excerpt {
  readonly top: number;
  readonly bottom: number;
  readonly marks: readonly Mark[];
  readonly arrows: readonly Arrow[];
  readonly labels: readonly Label[];
  readonly ticks: readonly Tick[];
  readonly lines: readonly Line[];
  readonly fences: readonly Rail[];
}

/** What lies between `top` and `bottom`, rounded to whole bands. */
export function excerptOf(layout: Layout, top: number, bottom: number): Excerpt {
  const first = Math.max(0, Math.floor(top / bandHeight));
  const last = Math.max(first, Math.min(layout.bands.length - 1, Math.floor(bottom / bandHeight)));
  const bands = layout.bands.slice(first, last + 1);
  const pick = <T>(list: readonly T[], of: keyof Band): T[] =>
    [...new Set(bands.flatMap((band) => band[of]))].map((index) => list[index]!);
  const from = first * bandHeight;
  const until = Math.min(layout.height, (last + 1) * bandHeight);
  const crosses = ({ top, bottom }: { readonly top: number; readonly bottom: number }) =>
    top <= until && bottom >= from;
  return {
    top: from,
    bottom: until,
    marks: pick(layout.marks, 'marks'),
    arrows: pick(layout.arrows, 'arrows'),
    labels: pick(layout.labels, 'labels'),
    ticks: layout.ticks.filter(({ y }) => y >= from - 20 && y <= until + 20),
    lines: layout.lines.filter(crosses),
    fences: layout.fences.filter(crosses),
  };
}
