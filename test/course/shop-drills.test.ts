import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { deployFix, runShop, shops, type Outcome } from '../../src/events/index.ts';
import { root } from '../../src/grading/node/root.ts';

/** What the last lesson of chapter 5 has typed into its tables comes of runs, and says so only as long as somebody looks. */
const folder = `${root}/docs/05-events/07-choosing`;
const rows = [...readFileSync(`${folder}/index.mdx`, 'utf8').matchAll(/^\|(.*)\|$/gm)].map(([, row]) =>
  row!.split('|').map((cell) => cell.trim()),
);
const rowOf = (name: string) => rows.find(([first]) => first === name)!.slice(1);

it('the table of the drills holds what its example prints', () => {
  const [, ...head] = rows.find((row) => row.includes('nothing fails'))!;
  const body = rows.filter(([, cell]) => /^\d+ ms/.test(cell!));
  const drills = head.slice(0, -1).map((drill, column) =>
    [
      drill,
      ...body.map(([name, ...cells]) => {
        const [slowest, ...wrong] = cells[column]!.split(', ');
        return `  ${name!.toLowerCase().replace(' ', '-')}: ${[...wrong, `slowest ${slowest}`].join(', ')}`;
      }),
    ].join('\n'),
  );
  const printed = readFileSync(`${folder}/table.ts.out`, 'utf8').trimEnd();
  expect(drills.join('\n')).toBe(printed.replace(/, \d+ messages$/gm, ''));
  const messages = [...printed.matchAll(/(\d+) messages$/gm)].map(([, count]) => count);
  expect(body.map((row) => row.at(-1))).toEqual(messages.slice(0, body.length));
});

it('the table of the records counts what the runs of the whole story leave', () => {
  const [notification, events, commands] = (
    ['notification', 'event-sourcing', 'command-sourcing'] as const
  ).map((name) => runShop(shops[name]));
  const kept = ({ stores }: Outcome, node: string) =>
    stores.find((each) => each.node === node)!.stores[0]!.rows.length;
  const of = (run: typeof notification) => ['users', 'orders'].map((node) => kept(run!.outcome, node));
  const [[users, orders], [ofUsers, ofOrders], [atUsers, atOrders]] = [notification, events, commands].map(
    of,
  ) as [number[], number[], number[]];
  expect(rowOf('of the whole story')).toEqual([
    `${users} users, ${orders} orders`,
    `${ofUsers} of users, ${ofOrders} of orders`,
    `${atUsers} at users, ${atOrders} at orders`,
  ]);
  const fix = deployFix(commands!, { gate: false });
  if (fix.kind !== 'replayed') throw new Error(fix.sentence);
  const changed = fix.history.filter(({ differs }) => differs).length;
  expect(rowOf('the repaired discount').at(-1)).toBe(
    `changes ${changed} of ${fix.history.length} entries, or none with a gate`,
  );
});
