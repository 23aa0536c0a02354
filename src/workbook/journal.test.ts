import { describe, expect, it } from 'vitest';
import { createJournal, type Accept } from './journal.ts';
import { itemsOf, smallStorage, tabs } from './testing.ts';
import { memoryStorage } from './storage.ts';

const isText: Accept<string> = (value) => typeof value === 'string';

describe('the journal', () => {
  it('gives the latest value of a name, and all of them in their order', () => {
    const journal = createJournal(memoryStorage());
    journal.put('exercise:a/b', 2, 'me', 'second');
    journal.put('exercise:a/b', 1, 'me', 'first');
    journal.put('exercise:a/bc', 3, 'me', 'of another');
    expect(journal.newest('exercise:a/b', isText)?.value).toBe('second');
    expect(journal.read('exercise:a/b', isText).map(({ value }) => value)).toEqual(['first', 'second']);
  });

  it('gives the value before a torn one, wherever it was torn', () => {
    const storage = memoryStorage();
    const journal = createJournal(storage);
    journal.put('x', 1, 'me', 'whole');
    journal.put('x', 2, 'me', 'torn by a tab that died');
    const key = storage.keys().find((key) => storage.getItem(key)!.includes('torn'))!;
    const text = storage.getItem(key)!;
    for (let length = 0; length < text.length; length++) {
      storage.setItem(key, text.slice(0, length));
      expect(createJournal(storage).newest('x', isText)?.value).toBe('whole');
    }
  });

  it('overwrites nothing, even what was written in the same millisecond', () => {
    const storage = memoryStorage();
    const [mine, theirs] = [createJournal(storage), createJournal(storage)];
    mine.put('x', 1, 'me', 'a');
    mine.put('x', 1, 'me', 'b');
    theirs.put('x', 1, 'you', 'c');
    expect(
      createJournal(storage)
        .read('x', isText)
        .map(({ value }) => value)
        .sort(),
    ).toEqual(['a', 'b', 'c']);
  });

  it('shows what a batch wrote when the batch is closed, and not before', () => {
    const storage = memoryStorage();
    const journal = createJournal(storage);
    const seen = () => createJournal(storage).newest('x', isText)?.value;
    journal.begin('batch', 100);
    journal.put('x', 1, 'batch', 'imported');
    expect(seen()).toBeUndefined();
    journal.commit('batch');
    expect(seen()).toBe('imported');
  });

  it('takes back a batch that was cut off, and leaves one that may still be at it', () => {
    const storage = memoryStorage();
    const journal = createJournal(storage);
    journal.put('x', 1, 'me', 'mine');
    const before = itemsOf(storage);
    for (const at of [100, 200]) {
      journal.begin(`batch${at}`, at);
      journal.put('x', 2, `batch${at}`, 'imported');
    }
    createJournal(storage).rollBackAbandoned(150);
    journal.commit('batch200');
    expect(Object.keys(itemsOf(storage)).length).toBe(Object.keys(before).length + 1);
    expect(createJournal(storage).newest('x', isText)?.value).toBe('imported');
  });

  it('holds in memory what found no room, and writes it down once there is some', () => {
    const storage = smallStorage(80, { other: 'x'.repeat(70) });
    const journal = createJournal(storage);
    expect(() => journal.put('x', 1, 'me', 'long enough')).toThrow();
    journal.hold('x', 1, 'me', 'long enough');
    expect([journal.full(), journal.newest('x', isText)?.value]).toEqual([true, 'long enough']);
    storage.removeItem('other');
    journal.release();
    expect([journal.full(), createJournal(storage).newest('x', isText)?.value]).toEqual([
      false,
      'long enough',
    ]);
  });

  it('tells what another tab did from what this one did', () => {
    const { storages, deliver } = tabs(2);
    const [mine, theirs] = storages.map((storage) => createJournal(storage));
    const told: boolean[] = [];
    mine!.newest('x', isText);
    mine!.subscribe((elsewhere) => told.push(elsewhere));
    theirs!.put('x', 1, 'you', 'theirs');
    deliver();
    mine!.put('x', 2, 'me', 'mine');
    mine!.tell();
    expect(told).toEqual([true, false]);
    expect(mine!.read('x', isText).map(({ value }) => value)).toEqual(['theirs', 'mine']);
  });
});
