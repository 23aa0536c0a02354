import * as client from '../runner/client.ts';
import { willInView } from '../runner/in-view.ts';

/**
 * The server has drawn the page, and React has yet to go over it. What will run in view can load in that tenth of a
 * second. Everything else waits until it comes near (`useNearView`).
 */
export function startEarly(kind: 'run' | 'grade'): void {
  if (typeof document !== 'undefined' && willInView(kind)) client.warmUp(kind);
}
