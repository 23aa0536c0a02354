import type { Files } from '../../runner/runner.ts';
import { isShareHash } from '../../workbook/share-name.ts';

/** What a share link has brought to the page. */
export type Arrival =
  | { readonly kind: 'none' }
  /** There is a link, and nobody knows yet to which example it belongs: so none runs. */
  | { readonly kind: 'opening' }
  | { readonly kind: 'arrived'; readonly pathname: string; readonly example: string; readonly files: Files };

const none: Arrival = { kind: 'none' };
let arrival: Arrival =
  typeof location !== 'undefined' && isShareHash(location.hash) ? { kind: 'opening' } : none;
const listeners = new Set<() => void>();

export const currentArrival = () => arrival;
export const arrivalOnServer = () => none;

export function arrive(next: Arrival): void {
  arrival = next;
  listeners.forEach((listener) => listener());
}

export function onArrival(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The live examples of the page: title → the files that the lesson gives them. */
export const examplesHere = new Map<string, Files>();
