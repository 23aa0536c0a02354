import { describe, expect, it } from 'vitest';
import { runShop, type ShopRun } from '../../events/shop/run.ts';
import { allShops } from '../../events/shop/shops.ts';
import { questions } from './questions.ts';
import { faultIds, switchesOf, type FaultId } from './setting.ts';

const settings: readonly (readonly FaultId[])[] = [[], ...faultIds.map((fault) => [fault]), faultIds];
const runs = allShops.flatMap((shop) =>
  settings.map((faults) => ({
    name: `${shop.name}, with ${faults.join(' and ') || 'no fault'}`,
    faults,
    run: runShop(shop, { seed: 3, faults: switchesOf(faults) }),
  })),
);

/** Counted once more, from what reached a disk, and by nothing that the table uses. */
function written({ trace }: ShopRun, key: string): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const event of trace.events) {
    if (event.kind !== 'write' || event.key !== key) continue;
    const { order } = event.value as { readonly order: number };
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  return counts;
}

const paidIn = ({ trace }: ShopRun): ReadonlySet<number> => {
  const asked = new Map<string, number>();
  const paid = new Set<number>();
  for (const event of trace.events) {
    if (event.kind !== 'invoke' && event.kind !== 'return') continue;
    const key = `${event.node} ${event.request}`;
    if (event.kind === 'invoke') {
      const command = event.command as { readonly kind: string; readonly order: number };
      if (command.kind === 'pay-order') asked.set(key, command.order);
    } else if ((event.reply as { readonly kind: string }).kind === 'done' && asked.has(key)) {
      paid.add(asked.get(key)!);
    }
  }
  return paid;
};

const answerTo = (asks: string, run: ShopRun) => questions.find((each) => each.asks === asks)!.answer(run);

describe.each(runs)('the table tells the truth of $name', ({ run }) => {
  it('on what was shipped and billed', () => {
    const [parcels, invoices, paid] = [written(run, 'parcels'), written(run, 'invoices'), paidIn(run)];
    const done = [...paid].filter((order) => parcels.has(order) && invoices.has(order));
    expect(answerTo('Paid orders that were shipped and billed', run)).toEqual({
      text: `${done.length} of ${paid.size}`,
      isBad: done.length < paid.size,
    });
  });

  it('on what was shipped or billed twice', () => {
    const counts = [written(run, 'parcels'), written(run, 'invoices')].flatMap((deeds) => [...deeds]);
    const twice = new Set(counts.filter(([, times]) => times > 1).map(([order]) => order));
    const { text } = answerTo('Shipped or billed twice', run);
    expect(text.match(/\d+/g)?.map(Number) ?? []).toEqual([...twice].sort((a, b) => a - b));
  });

  it('on the longest wait for an answer', () => {
    const waits = run.trace.events.flatMap((event, index) => {
      if (event.kind !== 'invoke') return [];
      const end = run.trace.events
        .slice(index)
        .find((each) => each.kind === 'return' && each.node === event.node && each.request === event.request);
      return [end ? end.at - event.at : Infinity];
    });
    const longest = Math.max(...waits);
    expect(answerTo('Longest wait for an answer', run).text).toBe(
      longest === Infinity ? 'for ever' : `${longest} ms`,
    );
  });
});

describe('a fault', () => {
  it.each(allShops.map(({ name }) => name))('of each kind changes the run by %s', (name) => {
    const tracesBy = new Map(
      runs
        .filter(({ run }) => run.architecture.name === name)
        .map(({ faults, run }) => [faults.join(' '), JSON.stringify(run.trace.events)]),
    );
    for (const fault of faultIds) expect(tracesBy.get(fault), fault).not.toBe(tracesBy.get(''));
  });
});

describe('the causes of deletions', () => {
  const told = (name: string) =>
    answerTo(
      'Deletions whose cause is on record',
      runs.find(({ run }) => run.architecture.name === name)!.run,
    );

  it('are lost where only the row is kept, and kept where the fact or the request is', () => {
    expect(told('notification')).toEqual({ text: '0 of 2', isBad: true });
    expect(told('event-sourcing')).toEqual({ text: '2 of 2', detail: 'users: events', isBad: false });
    expect(told('command-sourcing')).toEqual({ text: '2 of 2', detail: 'users: journal', isBad: false });
  });
});

describe('refused requests', () => {
  const kept = (name: string) => {
    const { run } = runs.find(({ run }) => run.architecture.name === name)!;
    return answerTo('Refused requests that are on record', run).text;
  };

  it('stand in the journal of commands, and nowhere else', () => {
    expect(kept('command-sourcing')).toBe('3 of 3');
    for (const name of ['notification', 'carried-state', 'event-sourcing', 'cqrs'])
      expect(kept(name)).toBe('0 of 3');
  });
});
