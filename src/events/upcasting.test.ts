import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NewEvent } from './event.ts';
import { upcast, type Upcasters } from './upcasting.ts';

/** Schema 2 counts in cents, schema 3 names the currency. */
const upcasters: Upcasters = {
  OrderPaid: [
    ({ euros }: { euros: number }) => ({ cents: euros * 100 }),
    ({ cents }: { cents: number }) => ({ cents, currency: 'EUR' }),
  ],
};
const event = (data: unknown, schema?: number, type = 'OrderPaid'): NewEvent => ({
  event: { type, data },
  metadata: { id: 'e1', causationId: 'c1', ...(schema === undefined ? {} : { schema }) },
});
const newest = event({ cents: 700, currency: 'EUR' }, 3);

describe('an event', () => {
  it.each([
    ['without a schema is of the first shape, and goes through every step', event({ euros: 7 })],
    ['of the first shape goes through every step', event({ euros: 7 }, 1)],
    ['of a shape in between goes through the steps that are left', event({ cents: 700 }, 2)],
  ])('%s', (_name, stored) => {
    expect(upcast(upcasters, stored)).toEqual(newest);
  });

  it('of the newest shape is read as it stands', () => {
    expect(upcast(upcasters, newest)).toBe(newest);
  });

  it('is the same when it is read a second time through the same steps', () => {
    const shapes = fc.constantFrom(event({ euros: 7 }), event({ cents: 700 }, 2), newest);
    fc.assert(
      fc.property(shapes, (stored) => {
        const once = upcast(upcasters, stored);
        expect(upcast(upcasters, once)).toEqual(once);
      }),
    );
  });

  it('stays as it was written where it is stored', () => {
    const stored = event({ euros: 7 });
    const copy = structuredClone(stored);
    upcast(upcasters, stored);
    expect(stored).toEqual(copy);
  });

  it('of a type without steps is of the first shape, whatever it is called', () => {
    for (const type of ['OrderShipped', 'constructor', 'toString'])
      expect(upcast(upcasters, event({ order: 7 }, undefined, type)).event.data).toEqual({ order: 7 });
  });

  it.each([4, 0, -1, 1.5, NaN])('of schema %s is not guessed at', (schema) => {
    expect(() => upcast(upcasters, event({ cents: 700 }, schema))).toThrow(
      `OrderPaid (e1) has schema ${schema}, and this code knows 1 to 3. Deploy the reader before the writer, or teach it the new shape.`,
    );
  });

  it('of a type without steps cannot be of a second shape', () => {
    expect(() => upcast(upcasters, event({}, 2, 'OrderShipped'))).toThrow(
      'OrderShipped (e1) has schema 2, and this code knows 1 to 1.',
    );
  });

  it('is not given a time at which it did not happen', () => {
    const inventing: Upcasters = { OrderPaid: [(old: object) => ({ ...old, at: Date.now() })] };
    expect(() => upcast(inventing, event({ euros: 7 }))).toThrow('the upcaster of OrderPaid asked Date.now.');
  });
});
