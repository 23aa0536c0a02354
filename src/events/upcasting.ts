import type { DomainEvent, NewEvent } from './event.ts';
import { sealed } from './sealed.ts';

/** For each type of event: what leads from one shape of its data to the next. The first entry leads from schema 1 to schema 2. */
export type Upcasters = Readonly<Record<string, readonly ((data: never) => unknown)[]>>;

/**
 * Reads an event of an old shape as if it had been written in the newest. The stored event stays as it is.
 *
 * @throws Error when the event has a schema that this code does not know: it was written by newer code
 */
export function upcast<Stored extends NewEvent>(upcasters: Upcasters, stored: Stored): Stored {
  const { event, metadata } = stored;
  const steps = Object.hasOwn(upcasters, event.type) ? upcasters[event.type]! : [];
  const { schema = 1 } = metadata;
  const newest = steps.length + 1;
  if (!Number.isSafeInteger(schema) || schema < 1 || schema > newest)
    throw new Error(
      `${event.type} (${metadata.id}) has schema ${schema}, and this code knows 1 to ${newest}. Deploy the reader before the writer, or teach it the new shape.`,
    );
  if (schema === newest) return stored;
  const data = sealed(`the upcaster of ${event.type}`, () =>
    steps.slice(schema - 1).reduce((old: unknown, step) => step(old as never), event.data),
  );
  return { ...stored, event: { ...event, data } as DomainEvent, metadata: { ...metadata, schema: newest } };
}
