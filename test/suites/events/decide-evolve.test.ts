import { fold, given } from '#course/events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  decide,
  evolve,
  initialState,
  order,
  payWithin,
  type CancelledBy,
  type Order,
  type OrderCommand,
  type OrderEvent,
} from '#exercise/events/decide-evolve';

/** Noon of some day. In all tests but one, the clock shows the time of the command. */
const noon = Date.UTC(2026, 0, 5, 12);
const evening = noon + 6 * 60 * 60 * 1_000;
beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const place = (price: number, at = noon): OrderCommand => ({ kind: 'place', item: 'lamp', price, at });
const pay = (cents: number, at = noon): OrderCommand => ({ kind: 'pay', cents, at });
const ship: OrderCommand = { kind: 'ship', at: evening };
const cancel = (by: CancelledBy = 'the customer'): OrderCommand => ({ kind: 'cancel', by, at: evening });

const placed = (price: number, total: number, at = noon): OrderEvent => ({
  type: 'OrderPlaced',
  data: { item: 'lamp', price, total, at },
});
const received = (cents: number, at = noon): OrderEvent => ({ type: 'PaymentReceived', data: { cents, at } });
const paid: OrderEvent = { type: 'OrderPaid', data: { at: noon } };
const shipped: OrderEvent = { type: 'OrderShipped', data: { at: evening } };
const cancelled = (by: CancelledBy = 'the customer'): OrderEvent => ({
  type: 'OrderCancelled',
  data: { by, at: evening },
});

type Answer = readonly OrderEvent[] | 'refused' | 'refused without a sentence';

function answerOf(state: Order, command: OrderCommand): Answer {
  vi.setSystemTime(command.at);
  try {
    return decide(state, command);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'Refused') throw error;
    return /\w \w/.test(error.message) ? 'refused' : 'refused without a sentence';
  }
}

/** Lives through the commands, and gives the answer to the last one. */
function answerToLast(...commands: readonly OrderCommand[]): Answer | undefined {
  let state = initialState();
  let answer: Answer | undefined;
  for (const command of commands) {
    answer = answerOf(state, command);
    if (typeof answer !== 'string') state = answer.reduce(evolve, state);
  }
  return answer;
}

describe('an order', () => {
  it('is placed for the total that the rule of the day gives', () => {
    expect([answerToLast(place(9_999)), answerToLast(place(10_000))]).toEqual([
      [placed(9_999, 9_999)],
      [placed(10_000, 9_000)],
    ]);
  });

  it('is placed once, and not for what is no price', () => {
    expect({
      again: answerToLast(place(500), place(500)),
      'after it was cancelled': answerToLast(place(500), cancel(), place(500)),
      'for 0, -5 and 0.5': [0, -5, 0.5].map((price) => answerToLast(place(price))),
    }).toEqual({
      again: 'refused',
      'after it was cancelled': 'refused',
      'for 0, -5 and 0.5': ['refused', 'refused', 'refused'],
    });
  });

  it('takes payments one by one, and is paid with the last cent', () => {
    expect({
      'in one': answerToLast(place(500), pay(500)),
      first: answerToLast(place(500), pay(200)),
      'but for a cent': answerToLast(place(500), pay(200), pay(299)),
      'the last cent': answerToLast(place(500), pay(200), pay(299), pay(1)),
    }).toEqual({
      'in one': [received(500), paid],
      first: [received(200)],
      'but for a cent': [received(299)],
      'the last cent': [received(1), paid],
    });
  });

  it('takes no payment that is none or too large, and none before it is placed or after it is paid', () => {
    expect({
      'of 0, -5 and 0.5': [0, -5, 0.5].map((cents) => answerToLast(place(500), pay(cents))),
      'of a cent too much': answerToLast(place(500), pay(200), pay(301)),
      'before it is placed': answerToLast(pay(5)),
      'after it is paid': answerToLast(place(500), pay(500), pay(1)),
      'after it is shipped': answerToLast(place(500), pay(500), ship, pay(1)),
    }).toEqual({
      'of 0, -5 and 0.5': ['refused', 'refused', 'refused'],
      'of a cent too much': 'refused',
      'before it is placed': 'refused',
      'after it is paid': 'refused',
      'after it is shipped': 'refused',
    });
  });

  it('takes payments for two weeks after it was placed, and no longer', () => {
    const last = noon + payWithin;
    expect({
      'at the last moment': answerToLast(place(500), pay(200, last)),
      'all of it at the last moment': answerToLast(place(500), pay(500, last)),
      'a moment later': answerToLast(place(500), pay(200, last + 1)),
      'a moment later, when a part is paid': answerToLast(place(500), pay(200, last), pay(300, last + 1)),
    }).toEqual({
      'at the last moment': [received(200, last)],
      'all of it at the last moment': [received(500, last), { type: 'OrderPaid', data: { at: last } }],
      'a moment later': 'refused',
      'a moment later, when a part is paid': 'refused',
    });
  });

  it('is shipped when it is paid, and once', () => {
    expect({
      paid: answerToLast(place(500), pay(500), ship),
      'paid in part': answerToLast(place(500), pay(499), ship),
      'never placed': answerToLast(ship),
      again: answerToLast(place(500), pay(500), ship, ship),
    }).toEqual({ paid: [shipped], 'paid in part': 'refused', 'never placed': 'refused', again: 'refused' });
  });

  it('is cancelled until it is shipped, and the event says by whom', () => {
    expect({
      placed: answerToLast(place(500), cancel('the customer')),
      paid: answerToLast(place(500), pay(500), cancel('an administrator')),
      'never placed': answerToLast(cancel()),
      shipped: answerToLast(place(500), pay(500), ship, cancel()),
    }).toEqual({
      placed: [cancelled('the customer')],
      paid: [cancelled('an administrator')],
      'never placed': 'refused',
      shipped: 'refused',
    });
  });

  it('that is cancelled is neither paid nor shipped', () => {
    expect([
      answerToLast(place(500), pay(200), cancel(), pay(300)),
      answerToLast(place(500), pay(500), cancel(), ship),
    ]).toEqual(['refused', 'refused']);
  });

  it('that is cancelled has nothing to do when it is cancelled again', () => {
    expect(answerToLast(place(500), cancel('the customer'), cancel('an administrator'))).toEqual([]);
  });
});

/** What is decided on a history that this process has not lived through. */
const onHistory = (events: readonly OrderEvent[], command: OrderCommand) =>
  answerOf(events.reduce(evolve, initialState()), command);

describe('a history', () => {
  it('is all that is needed: where it was lived through makes no difference', () => {
    const monthsAgo = noon - 100 * payWithin;
    answerToLast(place(700), pay(100));
    expect({
      'placed long ago, elsewhere': onHistory([placed(500, 500, monthsAgo)], pay(500)),
      'paid in part, elsewhere': onHistory([placed(500, 500), received(200)], pay(300)),
    }).toEqual({ 'placed long ago, elsewhere': 'refused', 'paid in part, elsewhere': [received(300), paid] });
  });

  it('keeps the total that the customer was told, although the rule of today gives another', () => {
    const beforeTheRule = [placed(10_000, 10_000)];
    expect([
      onHistory(beforeTheRule, pay(9_000)),
      onHistory(beforeTheRule, pay(10_000)),
      onHistory([placed(10_000, 9_000)], pay(9_000)),
      onHistory([placed(10_000, 8_000)], pay(9_000)),
    ]).toEqual([[received(9_000)], [received(10_000), paid], [received(9_000), paid], 'refused']);
  });

  it('has an order paid where it says OrderPaid, whatever the payments come to', () => {
    const forgiven = [placed(500, 500), received(450), paid];
    const notYetCleared = [placed(500, 500), received(500)];
    expect({
      'the last 0.50 were forgiven': onHistory(forgiven, ship),
      'all is there, and not cleared': onHistory(notYetCleared, ship),
    }).toEqual({ 'the last 0.50 were forgiven': [shipped], 'all is there, and not cleared': 'refused' });
  });

  it('is taken as it stands, where the rules of today would have refused', () => {
    const shippedUnpaid = [placed(500, 500), shipped];
    const takenUpAgain = [placed(500, 500), cancelled(), received(500), paid];
    const paidLate = [placed(500, 500), received(500, noon + 2 * payWithin), paid];
    const paidTooMuch = [placed(500, 500), received(300), received(300)];
    expect({
      'shipped unpaid, then cancel': onHistory(shippedUnpaid, cancel()),
      'cancelled, and paid all the same, then ship': onHistory(takenUpAgain, ship),
      'paid too late, then ship': onHistory(paidLate, ship),
      'paid too much, then a cent': onHistory(paidTooMuch, pay(1)),
    }).toEqual({
      'shipped unpaid, then cancel': 'refused',
      'cancelled, and paid all the same, then ship': [shipped],
      'paid too late, then ship': [shipped],
      'paid too much, then a cent': 'refused',
    });
  });
});

describe('decide and evolve', () => {
  it('ask neither clock nor dice: the time is that of the command', () => {
    given(order).when(place(500)).then(placed(500, 500));
    given(order, placed(500, 500)).when(pay(500)).then(received(500), paid);
    given(order, placed(500, 500), received(500), paid).when(ship).then(shipped);
    given(order, placed(500, 500)).when(cancel()).then(cancelled());
    fold(order, [placed(500, 500), received(500), paid, shipped, cancelled()]);
  });

  it('leave the state that came in as it was', () => {
    const before: Order = { ...initialState(), status: 'placed', total: 500, received: 200, placedAt: noon };
    const copy = structuredClone(before);
    answerOf(before, pay(300));
    for (const event of [placed(700, 700, noon + 1), received(300), paid, shipped, cancelled()])
      evolve(before, event);
    expect(before).toEqual(copy);
  });
});
