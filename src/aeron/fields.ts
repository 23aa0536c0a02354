import { ExpandableArrayBuffer } from './buffer.ts';

/**
 * The fields of a service as plain data, for whoever looks at a run. Functions, buffers and what belongs to the cluster are left out; maps
 * and sets become lists, in the order in which they would be gone through.
 */
export function fieldsOf(service: object, without: readonly unknown[], depth = 6): unknown {
  const plain = (value: unknown, left: number): unknown => {
    if (typeof value === 'function' || value instanceof ExpandableArrayBuffer || without.includes(value))
      return undefined;
    if (typeof value !== 'object' || value === null)
      return typeof value === 'bigint' || typeof value === 'symbol' || isOdd(value) ? String(value) : value;
    if (left === 0) return '…';
    if (value instanceof Map)
      return [...value].map((entry) => entry.map((part) => plain(part, left - 1) ?? null));
    if (value instanceof Set || Array.isArray(value))
      return [...(value as Iterable<unknown>)].map((part) => plain(part, left - 1) ?? null);
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, part]) => {
        const told = plain(part, left - 1);
        return told === undefined ? [] : [[key, told]];
      }),
    );
  };
  return plain(service, depth) ?? {};
}

const isOdd = (value: unknown): boolean => typeof value === 'number' && !Number.isFinite(value);
