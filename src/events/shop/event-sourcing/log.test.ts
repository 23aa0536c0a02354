import { describe, expect, it } from 'vitest';
import type { RecordedEvent } from '../../event.ts';
import { orders, type Order, type OrderCommand, type OrderEvent } from '../deciders/orders.ts';
import { emptyLog, obey, openLog, stateAt, stateOf, statesOf, type Log } from './log.ts';

const decider = orders(1);
const stream = 'order-7';
const berlin = { kind: 'active', address: 'Berlin', country: 'DE' } as const;
const commands: readonly OrderCommand[] = [
  { kind: 'place-order', order: 7, item: 'lamp', cents: 4_000, user: 'ana', customer: berlin },
  { kind: 'pay-order', order: 7 },
  { kind: 'note-shipping', order: 7 },
  { kind: 'note-shipped', order: 7, address: 'Berlin' },
];

/** What is on the disk once these commands have been carried out, one write after the other. */
function carriedOut(count = commands.length) {
  let log: Log<Order, OrderEvent> = emptyLog;
  const disk: Record<string, unknown> = {};
  for (const [index, command] of commands.slice(0, count).entries()) {
    const obeyed = obey(decider, log, stream, { id: `ana/${index + 1}`, command });
    log = obeyed.log;
    for (const write of obeyed.writes)
      if (write.kind === 'append')
        disk[write.key] = [...((disk[write.key] ?? []) as unknown[]), write.record];
      else if (write.kind === 'persist') disk[write.key] = write.value;
  }
  return { log, disk };
}

describe('a log', () => {
  it('is made up again from its disk as it was', () => {
    const { log, disk } = carriedOut();
    expect(openLog(disk)).toEqual(log);
    expect(statesOf(decider, openLog(disk))).toEqual(statesOf(decider, log));
  });

  it('takes a snapshot every three events, and says the same without it', () => {
    const { log } = carriedOut();
    expect(log.snapshots).toMatchObject({ [stream]: { version: 3, state: { status: 'shipping' } } });
    expect(carriedOut(2).log.snapshots).toEqual({});
    expect(stateOf(decider, log, stream)).toEqual(stateOf(decider, { ...log, snapshots: {} }, stream));
  });

  it('reads no event that a snapshot stands for', () => {
    const { log } = carriedOut();
    const cut = log.store.events.filter(({ version }) => version > 3);
    expect(stateOf(decider, { ...log, store: { events: cut } }, stream)).toMatchObject({ status: 'shipped' });
  });

  it('knows the state at every version that there was', () => {
    const { log } = carriedOut();
    const statuses = [0, 1, 2, 3, 4].map((version) => stateAt(decider, log, stream, version).status);
    expect(statuses).toEqual(['none', 'placed', 'paid', 'shipping', 'shipped']);
  });

  it('appends nothing for a command that comes again, nor for one that is refused', () => {
    const { log } = carriedOut();
    expect(obey(decider, log, stream, { id: 'ana/2', command: commands[1]! })).toMatchObject({
      log,
      refused: null,
      recorded: [],
      writes: [],
    });
    expect(obey(decider, log, stream, { id: 'bob/1', command: commands[1]! })).toMatchObject({
      log,
      refused: 'Order 7 is paid already.',
      writes: [],
    });
  });

  it('writes the events of one decision as one record', () => {
    const { writes } = obey(decider, emptyLog, stream, { id: 'ana/1', command: commands[0]! });
    expect(writes).toHaveLength(1);
    expect((writes[0] as { readonly record: readonly RecordedEvent[] }).record).toHaveLength(1);
  });
});
