import type { Entry } from '../entry.ts';

export type SequencerMessage<Command = unknown> =
  /** To the receivers: this entry has its number. */
  | { readonly kind: 'entry'; readonly entry: Entry<Command> }
  /** To the receivers and the standby: numbers up to this one exist. */
  | { readonly kind: 'heartbeat'; readonly last: number }
  /** To the sequencer: send me these again, both ends included. */
  | { readonly kind: 'ask'; readonly from: number; readonly to: number }
  /** To the standby: keep this entry for me. */
  | { readonly kind: 'copy'; readonly entry: Entry<Command> }
  /** From the standby: I have everything up to this number. */
  | { readonly kind: 'copied'; readonly last: number };
