/** Virtual time: whole milliseconds since the world began. It passes only from one event to the next, and never by itself. */
export type Time = number;

/** A length of time, or two bounds between which the world draws one: both may come up. */
export type Span = Time | readonly [from: Time, to: Time];

export const isTime = (value: unknown): value is Time =>
  Number.isSafeInteger(value) && (value as number) >= 0;

export const isSpan = (value: unknown): value is Span =>
  Array.isArray(value)
    ? value.length === 2 && isTime(value[0]) && isTime(value[1]) && value[0] <= value[1]
    : isTime(value);
