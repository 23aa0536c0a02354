import { hash32 } from '../hash.ts';
import type { Trace } from './trace.ts';

/** Eight hexadecimal digits that stand for every event of a run. Two runs whose digits differ are not the same. */
export function hashTrace({ events, script: _, ...head }: Trace): string {
  let hash = hash32(JSON.stringify(head));
  for (const event of events) hash = hash32(JSON.stringify(event), hash);
  return hash.toString(16).padStart(8, '0');
}
