import { describe, expect, it } from 'vitest';
import type { RecordedEvent } from '../../event.ts';
import { eventsOf } from '../history/record.ts';
import { crashEverywhere, flawsOf, run, shortStory, storm } from '../testing.ts';
import { eventSourcing } from './index.ts';

const { nodes } = eventSourcing.system();
const owners = ['users', 'orders', 'shipping', 'invoicing'];

describe('a shop that is built on facts', () => {
  it('ships and bills once what is paid', () => {
    const tried = run(eventSourcing);
    expect(flawsOf(tried)).toEqual([]);
    expect(tried.outcome.orders.filter(({ paid }) => paid).map(({ order }) => order)).toEqual([1, 2, 3, 5]);
  });

  it('does so wherever a node crashes, between any two effects', () => {
    expect(crashEverywhere(eventSourcing, { story: shortStory })).toEqual([]);
  });

  it('does so through storms of crashes, cuts, losses, copies and detours', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const script = storm(nodes, 2_000);
      expect(flawsOf(run(eventSourcing, { seed, script })), `seed ${seed}`).toEqual([]);
    }
  });

  it('names the cause of every fact, back to the request that set it going', () => {
    const { trace } = run(eventSourcing);
    const all = owners.flatMap((owner) => eventsOf(trace, owner) as readonly RecordedEvent[]);
    const ids = all.map(({ metadata }) => metadata.id);
    expect(new Set(ids).size).toBe(all.length);
    for (const { metadata } of all) {
      const { causationId, correlationId } = metadata;
      expect(causationId === correlationId || ids.includes(causationId!), metadata.id).toBe(true);
      expect(correlationId).toMatch(/^\w+\/\d+$/);
    }
  });

  it('tells who deleted a user, and for which cause', () => {
    const { outcome } = run(eventSourcing);
    expect(outcome.deletions.map(({ user, toldBy }) => [user, toldBy])).toEqual([
      ['bob', ['users: events']],
      ['cem', ['users: events']],
    ]);
  });
});
