import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { approaches } from '../../docs/02-total-ordering/05-choosing/approaches.ts';
import { drills, run } from '../../docs/02-total-ordering/05-choosing/drills.ts';
import { root } from '../../src/grading/node/root.ts';

/** What the last lesson of chapter 2 says of its table holds for more seeds than the five that it shows. */
const seeds = Array.from({ length: 25 }, (_, index) => index + 1);

interface Worst {
  readonly silent: number;
  readonly lost: number;
  readonly twice: number;
  readonly apart: number;
  readonly slowest: number;
}

const table = new Map<string, Worst>();
const worst = (approach: string, drill: string) => table.get(`${approach} / ${drill}`)!;
const harmOf = (approach: string, drill: string) => {
  const { slowest: _, ...harm } = worst(approach, drill);
  return harm;
};
const none = { silent: 0, lost: 0, twice: 0, apart: 0 };

beforeAll(() => {
  for (const drill of Object.keys(drills)) {
    for (const [name, approach] of Object.entries(approaches)) {
      const reports = seeds.map((seed) => run(approach, drill, seed));
      const most = (of: (report: (typeof reports)[number]) => number) => Math.max(...reports.map(of));
      table.set(`${name} / ${drill}`, {
        silent: most(({ asked, answered }) => asked.length - answered.length),
        lost: most(({ lost }) => lost.length),
        twice: most(({ twice }) => twice.length),
        apart: most(({ apart }) => apart.length),
        slowest: most(({ longestWait }) => longestWait ?? 0),
      });
    }
  }
});

it('the table of the lesson holds what its example prints', () => {
  const folder = `${root}/docs/02-total-ordering/05-choosing`;
  const rows = [...readFileSync(`${folder}/index.mdx`, 'utf8').matchAll(/^\|(.*)\|$/gm)].map(([, row]) =>
    row!.split('|').map((cell) => cell.trim()),
  );
  const [, ...head] = rows.find((row) => row.includes('nothing fails'))!;
  const body = rows.filter(([, cell]) => / ms$/.test(cell!));
  const told = head.map((drill, column) => [
    drill,
    ...body.map(([name, ...cells]) => `  ${name}: ${cells[column]!.replace(/(\d+ ms)$/, 'slowest $1')}`),
  ]);
  expect(`${told.flat().join('\n')}\n`).toBe(readFileSync(`${folder}/table.ts.out`, 'utf8'));
});

describe('the drills of the lesson on choosing', () => {
  it('harm nobody while nothing fails, and the sequencer that does not gate is the fastest', () => {
    for (const name of Object.keys(approaches)) expect(harmOf(name, 'nothing fails'), name).toEqual(none);
    const times = Object.keys(approaches).map((name) => worst(name, 'nothing fails').slowest);
    expect(worst('sequencer', 'nothing fails').slowest).toBe(Math.min(...times));
  });

  it.each(['gating sequencer', 'Kafka, acks=all', 'majority'])('take nothing from: %s', (name) => {
    for (const drill of Object.keys(drills)) expect(harmOf(name, drill), drill).toEqual(none);
  });

  it('leave a command unanswered when the sequencer dies, and do everything at once when it is cut off', () => {
    expect(worst('sequencer', 'the orderer dies').silent).toBeGreaterThan(0);
    const { lost, twice, apart } = worst('sequencer', 'the orderer is cut off');
    expect(Math.min(lost, twice, apart)).toBeGreaterThan(0);
  });

  it('lose what acks=1 has confirmed, and never set its replicas apart', () => {
    expect(worst('Kafka, acks=1', 'the orderer dies').lost).toBeGreaterThan(0);
    expect(worst('Kafka, acks=1', 'the orderer is cut off').lost).toBeGreaterThan(0);
    for (const drill of Object.keys(drills)) expect(worst('Kafka, acks=1', drill).apart, drill).toBe(0);
  });

  it('store a command twice with acks=1, when it is sent again', () => {
    expect(worst('Kafka, acks=1', 'the orderer is cut off').twice).toBeGreaterThan(0);
  });

  it('make those wait for a slow copy who need it, and cost a majority nothing', () => {
    const stands = 'a copy stands still';
    expect(worst('gating sequencer', stands).slowest).toBeGreaterThan(600);
    expect(worst('Kafka, acks=all', stands).slowest).toBeGreaterThan(
      worst('Kafka, acks=all', 'nothing fails').slowest,
    );
    expect(worst('majority', stands).slowest).toBe(worst('majority', 'nothing fails').slowest);
  });
});
