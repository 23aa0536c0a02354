import { describe, expect, it } from 'vitest';
import { accepts, firstDifference, run, step, type Table } from '#exercise/state-machines/transition-table';

const order: Table = {
  states: ['NEW', 'PAID', 'SHIPPED', 'CANCELLED'],
  inputs: ['pay', 'ship', 'cancel', 'constructor'],
  start: 'NEW',
  accepting: ['SHIPPED', 'CANCELLED'],
  rows: {
    NEW: { pay: 'PAID', cancel: 'CANCELLED' },
    PAID: { ship: 'SHIPPED', cancel: 'CANCELLED' },
    SHIPPED: {},
  },
};

const skipping: Table = { ...order, rows: { ...order.rows, NEW: { pay: 'SHIPPED' } } };

describe('a step', () => {
  it('goes where the table says', () => {
    expect([step(order, 'NEW', 'pay'), step(order, 'PAID', 'ship')]).toEqual(['PAID', 'SHIPPED']);
  });

  it('gives undefined where the table has no entry', () => {
    expect([step(order, 'NEW', 'ship'), step(order, 'SHIPPED', 'pay')]).toEqual([undefined, undefined]);
  });

  it('gives undefined where the state has no row at all', () => {
    expect(step(order, 'CANCELLED', 'pay')).toBeUndefined();
  });

  it('throws a RangeError that names an unknown input', () => {
    expect(() => step(order, 'NEW', 'refund')).toThrow(RangeError);
    expect(() => step(order, 'NEW', 'refund')).toThrow('refund');
  });

  it('throws a RangeError that names an unknown state', () => {
    expect(() => step(order, 'LOST', 'pay')).toThrow(RangeError);
    expect(() => step(order, 'LOST', 'pay')).toThrow('LOST');
  });

  it('finds nothing that JavaScript puts into every object', () => {
    expect(step(order, 'NEW', 'constructor')).toBeUndefined();
  });
});

describe('a run', () => {
  it('keeps every state, the first one included', () => {
    expect(run(order, ['pay', 'ship'])).toEqual({ path: ['NEW', 'PAID', 'SHIPPED'] });
  });

  it('stays at the start without inputs', () => {
    expect(run(order, [])).toEqual({ path: ['NEW'] });
  });

  it('stops at the first refusal and says which input it was', () => {
    expect(run(order, ['pay', 'pay', 'ship'])).toEqual({ path: ['NEW', 'PAID'], refusedAt: 1 });
  });

  it('keeps to itself, whatever runs before or after', () => {
    run(order, ['cancel']);
    const first = run(order, ['pay']);
    run(skipping, ['pay']);
    expect(first).toEqual({ path: ['NEW', 'PAID'] });
  });
});

describe('a word', () => {
  it('is accepted when it ends in an accepting state', () => {
    expect([accepts(order, ['pay', 'ship']), accepts(order, ['cancel'])]).toEqual([true, true]);
  });

  it('is not accepted when it ends anywhere else', () => {
    expect([accepts(order, []), accepts(order, ['pay'])]).toEqual([false, false]);
  });

  it('is not accepted when a part of it was refused', () => {
    expect(accepts(order, ['pay', 'ship', 'pay'])).toBe(false);
  });
});

describe('the first difference', () => {
  it('is the input after which the states differ', () => {
    expect(firstDifference({ path: ['NEW', 'PAID'] }, { path: ['NEW', 'SHIPPED'] })).toBe(0);
    expect(firstDifference({ path: ['A', 'B', 'C'] }, { path: ['A', 'B', 'D'] })).toBe(1);
  });

  it('is found although both ends are the same', () => {
    expect(firstDifference({ path: ['A', 'B', 'C', 'C'] }, { path: ['A', 'C', 'C', 'C'] })).toBe(0);
  });

  it('is where the shorter path ends, when the longer one goes on', () => {
    expect(firstDifference({ path: ['A', 'B'] }, { path: ['A', 'B', 'C'] })).toBe(1);
  });

  it('is undefined when the paths are the same', () => {
    expect(firstDifference(run(order, ['pay']), run(order, ['pay']))).toBeUndefined();
  });
});
