import type { Time } from '../sim/index.ts';

/** What a link into the cluster lab opens. */
export interface LabLink {
  /** The text of a scenario: its system, seed, nodes and script. */
  readonly scenario: string;
  /** A second future, which parts from the first behind so many events of the trace. */
  readonly other?: { readonly scenario: string; readonly from: number; readonly shown: boolean };
  /** Behind so many events of the trace, and at which time between that and the next. */
  readonly event?: number;
  readonly time?: Time;
  /** The learner’s own node runs, in place of the course’s. */
  readonly own?: boolean;
}

/** Where the lab is on the site. */
export const labAddress = '/lab/';

/** How the hash of such a link begins. */
export const labName = '#lab=';

/** The hash of a link, behind the address of the lab. Whoever may wait packs it shorter, as the lab itself does. */
export const labHash = (link: LabLink): string =>
  `${labName}${plainly}${encodeURIComponent(JSON.stringify(link))}`;

export const plainly = '0.';
