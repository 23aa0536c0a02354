import { describe, expect, it } from 'vitest';
import {
  receive,
  start,
  type Command,
  type Effect,
  type Entry,
  type Executed,
  type Kept,
  type Orders,
  type Rules,
  type Shop,
} from '#exercise/events/command-journal';

const place = (order: number, cents: number): Command => ({
  kind: 'place-order',
  order,
  cents,
  country: 'DE',
});
const pay = (order: number): Command => ({ kind: 'pay-order', order });

interface Policy {
  readonly asks: string;
  readonly largest: number;
  readonly isLarge: (cents: number) => boolean;
}

/** Whoever pays pays the order, and 5.00 for the parcel. */
const rulesOf = ({ asks, largest, isLarge }: Policy): Rules => ({
  question: (_orders, command) => (command.kind === 'place-order' ? `${asks} of ${command.country}` : null),
  execute(orders, command, answer): Executed {
    const { order } = command;
    const placed = orders[order];
    if (command.kind === 'place-order') {
      const { cents } = command;
      if (cents > largest) return { kind: 'refused', sentence: `Orders go up to ${largest}.` };
      const net = isLarge(cents) ? cents - cents / 10 : cents;
      const total = net + Math.floor((net * (answer ?? 0)) / 100);
      return { kind: 'done', orders: { ...orders, [order]: { total, paid: false } }, charges: [] };
    }
    if (!placed) return { kind: 'refused', sentence: `There is no order ${order}.` };
    if (placed.paid) return { kind: 'refused', sentence: `Order ${order} is paid.` };
    return {
      kind: 'done',
      orders: { ...orders, [order]: { ...placed, paid: true } },
      charges: [placed.total, 500].map((cents) => ({ kind: 'charge', order, cents })),
    };
  },
});
/** 10 % off above 100.00, and no order above 500.00. */
const first = rulesOf({ asks: 'tax rate', largest: 50_000, isLarge: (cents) => cents > 10_000 });
/** 10 % off from 100.00 on, orders up to 900.00, and another question. */
const second = rulesOf({ asks: 'tax rate for lamps', largest: 90_000, isLarge: (cents) => cents >= 10_000 });

/** Says what the tax rate is, and notes what it was asked. */
function outside(rate = 20) {
  const asked: string[] = [];
  return {
    asked,
    answer: (question: string) => {
      asked.push(question);
      return rate;
    },
  };
}

const opened = (kept: Kept = { journal: [], marked: 0 }, book = [first], world = outside()) =>
  start(book, structuredClone(kept), world.answer);

/** Gives the commands one after the other, each under its id. */
function give(shop: Shop, commands: readonly (readonly [string, Command])[], world = outside()) {
  const effects = commands.flatMap(([id, command]) => {
    const step = receive(shop, id, command, world.answer);
    shop = step.shop;
    return step.effects;
  });
  return { shop, effects };
}

const entries = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.kind === 'append' ? [effect.entry] : []));
const charges = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.kind === 'charge' ? [[effect.id, effect.charge.cents]] : []));
const answers = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.kind === 'answer' ? [[effect.id, effect.outcome.kind]] : []));

const line = (
  position: number,
  command: Command,
  { rules = 1, id = `c${position}` }: { readonly rules?: number; readonly id?: string } = {},
): Entry => ({ position, id, command, rules, answer: command.kind === 'place-order' ? 20 : null });

/** Order 7 is placed and paid; order 8 was too large, and order 9 is placed. All of it is done. */
const journal = [
  line(1, place(7, 1000)),
  line(2, pay(7)),
  line(3, place(8, 60_000)),
  line(4, place(9, 10_000)),
];
const kept: Kept = { journal, marked: 4 };

describe('a command', () => {
  it('is written down with its position, its id, the rules in force and what was asked for it', () => {
    const { effects } = give(opened().shop, [
      ['a1', place(7, 1000)],
      ['b1', pay(7)],
    ]);
    expect(entries(effects)).toEqual([
      { position: 1, id: 'a1', command: place(7, 1000), rules: 1, answer: 20 },
      { position: 2, id: 'b1', command: pay(7), rules: 1, answer: null },
    ]);
  });

  it('has done what the rules want, each charge under its own id, and its client is answered', () => {
    const { shop, effects } = give(opened().shop, [
      ['a1', place(7, 1000)],
      ['b1', pay(7)],
    ]);
    expect({ orders: shop.orders, charges: charges(effects), answers: answers(effects) }).toEqual({
      orders: { 7: { total: 1200, paid: true } },
      charges: [
        ['2.1', 1200],
        ['2.2', 500],
      ],
      answers: [
        ['a1', 'done'],
        ['b1', 'done'],
      ],
    });
  });

  it('that is refused is written down all the same, and does nothing else', () => {
    const { shop, effects } = give(opened().shop, [
      ['a1', pay(7)],
      ['a2', pay(8)],
    ]);
    expect({
      written: entries(effects).map(({ id, position }) => [id, position]),
      orders: shop.orders,
      charges: charges(effects),
      answers: answers(effects),
    }).toEqual({
      written: [
        ['a1', 1],
        ['a2', 2],
      ],
      orders: {},
      charges: [],
      answers: [
        ['a1', 'refused'],
        ['a2', 'refused'],
      ],
    });
  });

  it('that comes again is answered as before, also after a restart, and nothing else happens', () => {
    const all = [
      ['a1', place(7, 1000)],
      ['a2', pay(7)],
      ['a3', pay(8)],
    ] as const;
    const lines = all.map(([id, command], index) => line(index + 1, command, { id }));
    const again = (shop: Shop) => {
      const world = outside();
      const { effects } = give(shop, all, world);
      return { effects, asked: world.asked };
    };
    const done = { kind: 'done' } as const;
    const as = {
      effects: [
        { kind: 'answer', id: 'a1', outcome: done },
        { kind: 'answer', id: 'a2', outcome: done },
        { kind: 'answer', id: 'a3', outcome: { kind: 'refused', sentence: 'There is no order 8.' } },
      ],
      asked: [],
    };
    expect({
      'at once': again(give(opened().shop, all).shop),
      'after a restart': again(opened({ journal: lines, marked: 3 }).shop),
    }).toEqual({ 'at once': as, 'after a restart': as });
  });

  it('under another id is another command, although it says the same', () => {
    const { effects } = give(opened().shop, [
      ['a1', place(7, 1000)],
      ['a2', pay(7)],
      ['a3', pay(7)],
    ]);
    expect(answers(effects).at(-1)).toEqual(['a3', 'refused']);
  });

  it('has the world asked once, and only if the rules ask', () => {
    const world = outside();
    const all = [
      ['a1', place(7, 1000)],
      ['a2', pay(7)],
    ] as const;
    give(opened().shop, all, world);
    expect(world.asked).toEqual(['tax rate of DE']);
  });

  it('that is new is carried out under the newest rules, whatever was in force before', () => {
    const { shop } = opened(kept, [first, second]);
    const world = outside();
    const { effects, shop: after } = give(shop, [['a1', place(10, 10_000)]], world);
    expect({
      rules: entries(effects)[0]?.rules,
      asked: world.asked[0],
      total: after.orders[10]?.total,
    }).toEqual({ rules: 2, asked: 'tax rate for lamps of DE', total: 10_800 });
  });
});

describe('a replay', () => {
  it('carries each command out, or refuses it, under the rules of its day', () => {
    const mixed = [
      ...journal,
      line(5, place(10, 10_000), { rules: 2 }),
      line(6, place(11, 60_000), { rules: 2 }),
    ];
    const replayed = (book: readonly Rules[]) => opened({ journal: mixed, marked: 6 }, [...book]).shop.orders;
    const orders: Orders = {
      7: { total: 1200, paid: true },
      9: { total: 12_000, paid: false },
      10: { total: 10_800, paid: false },
      11: { total: 64_800, paid: false },
    };
    const third = rulesOf({ asks: 'nothing', largest: 0, isLarge: () => false });
    expect([replayed([first, second]), replayed([first, second, third])]).toEqual([orders, orders]);
  });

  it('does nothing again that is marked', () => {
    const upToTheCharges: Kept = { journal: journal.slice(0, 2), marked: 2 };
    expect([opened(kept).effects, opened(upToTheCharges).effects]).toEqual([[], []]);
  });

  it('does again what is not marked, under its old id, and marks it', () => {
    const live = give(opened().shop, [
      ['c1', place(7, 1000)],
      ['c2', pay(7)],
    ]).effects;
    const { effects } = opened({ journal, marked: 1 });
    expect({ charges: charges(effects), last: effects.at(-1) }).toEqual({
      charges: charges(live),
      last: { kind: 'mark', position: 4 },
    });
  });

  it('asks nobody: the answers of that day stand in the journal', () => {
    const world = outside(25);
    const { shop } = opened(kept, [first], world);
    expect({ asked: world.asked, total: shop.orders[7]?.total }).toEqual({ asked: [], total: 1200 });
  });

  it('is gone on from behind the last position, whatever is marked', () => {
    const { shop } = opened({ journal, marked: 2 });
    expect(entries(give(shop, [['a1', pay(9)]]).effects)[0]?.position).toBe(5);
  });

  it('needs all rules that were ever in force, and says which are missing, and where', () => {
    const later: Kept = { journal: [...journal, line(5, pay(9), { rules: 3 })], marked: 5 };
    expect(() => opened(later, [first, second])).toThrow(/\b5\b.*\b3\b|\b3\b.*\b5\b/s);
  });
});

/** Steps with all kinds of effects, and how far the journal and the mark are before. */
const steps = (): readonly { readonly before: Kept; readonly effects: readonly Effect[] }[] => {
  const placed: Kept = { journal: [line(1, place(7, 1000))], marked: 1 };
  const unmarked: Kept = { journal: [...placed.journal, line(2, pay(7))], marked: 1 };
  return [
    { before: placed, effects: receive(opened(placed).shop, 'a1', pay(7), outside().answer).effects },
    { before: unmarked, effects: opened(unmarked).effects },
  ];
};
const positionOf = (id: string) => Number(id.split('.')[0]);

/** What a crash at some moment would leave wrong. */
const leftWrong = (
  wrong: (done: readonly Effect[], before: Kept, all: readonly Effect[]) => string | undefined,
) =>
  steps().flatMap(({ before, effects }) =>
    effects.flatMap((_, count) => wrong(effects.slice(0, count + 1), before, effects) ?? []),
  );

describe('a crash, wherever it strikes,', () => {
  it('leaves nothing done and nobody answered whose command is not written down', () => {
    const unwritten = leftWrong((done, { journal: old }) => {
      const written = [...old, ...entries(done)];
      const ids = charges(done).map(([id]) => id as string);
      const charge = ids.find((id) => !written.some(({ position }) => position === positionOf(id)));
      if (charge !== undefined) return `charge ${charge} is done, and its command is not written down`;
      const told = answers(done).find(([id]) => !written.some((each) => each.id === id));
      return told && `${told[0]} is answered, and not written down`;
    });
    expect(unwritten).toEqual([]);
  });

  it('leaves nothing marked that is not done', () => {
    const undone = leftWrong((done, _before, all) => {
      const marked = done.flatMap((effect) => (effect.kind === 'mark' ? [effect.position] : []));
      return marked.includes(2) && charges(done).length < charges(all).length
        ? 'position 2 is marked, and not all of its charges are done'
        : undefined;
    });
    const marks = steps().map(({ effects }) => effects.some(({ kind }) => kind === 'mark'));
    expect({ undone, marks }).toEqual({ undone: [], marks: [true, true] });
  });
});

it('leaves what came in as it was', () => {
  const before = structuredClone(kept);
  const { shop } = start([first], before, outside().answer);
  const { book: _, ...state } = shop;
  const copy = structuredClone(state);
  give(shop, [
    ['a1', pay(9)],
    ['a2', pay(9)],
  ]);
  const { book: _again, ...after } = shop;
  expect({ kept: before, shop: after }).toEqual({ kept, shop: copy });
});
