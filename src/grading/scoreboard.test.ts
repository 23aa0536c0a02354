import { expect, it } from 'vitest';
import { scoreboard, type Paint } from './scoreboard.ts';
import { withTypeProblems } from './type-problems.ts';
import { concludeVerdict, type TestVerdict } from './verdict.ts';

const plain = (text: string) => text;
const paint: Paint = { good: plain, bad: plain, doing: plain, quiet: plain, strong: plain };
const row = (id: string, tests: TestVerdict[], hints = {}) => ({
  verdict: concludeVerdict(`state-machines/${id}`, tests),
  total: tests.length,
  hints,
  output: [],
});

it('shows every exercise with its state, what is to do, what is wrong, and what comes next', () => {
  const text = scoreboard(
    [
      {
        title: 'State machines',
        exercises: [
          row('bank-account', [{ name: 'opens', state: 'passed' }]),
          row('transition-table', [
            { name: 'steps', state: 'passed' },
            { name: 'runs', state: 'todo', todo: 'run the inputs' },
          ]),
          row(
            'majority-vote',
            [
              {
                name: 'agrees',
                state: 'failed',
                failure: {
                  kind: 'wrong',
                  name: 'AssertionError',
                  message: 'expected 1 to be 2',
                  expected: '2',
                  received: '1',
                  line: 4,
                  frame: '> 4 | return 1;',
                },
              },
            ],
            { agrees: 'Count the reports.' },
          ),
        ],
      },
    ],
    paint,
  );
  expect(text).toContain('● bank-account             solved       1 of 1');
  expect(text).toContain('◐ transition-table         in progress  1 of 2\n      to do: run the inputs');
  expect(text).toContain(
    '✗ agrees\n        wrong: expected 1 to be 2\n        expected 2\n        received 1\n        exercises/state-machines/majority-vote.ts:4',
  );
  expect(text).toContain('hint: Count the reports.');
  expect(text).toContain('1 of 3 exercises solved. Next: exercises/state-machines/transition-table.ts');
});

it('calls a type error by its name, with its place, above what the tests say', () => {
  const problem = { line: 4, column: 7, endLine: 4, endColumn: 8, code: 2322, severity: 'error' } as const;
  const verdict = withTypeProblems(
    concludeVerdict('state-machines/majority-vote', [{ name: 'agrees', state: 'passed' }]),
    [{ ...problem, message: "Type 'string' is not assignable to type 'number'." }],
    '\n\n\nconst n: number = "1";\n',
  );
  const text = scoreboard(
    [{ title: 'State machines', exercises: [{ verdict, total: 1, hints: {}, output: [] }] }],
    paint,
  );
  expect(text).toContain('✗ majority-vote            failed       1 of 1');
  expect(text).toContain(
    "type error: Type 'string' is not assignable to type 'number'.\n        exercises/state-machines/majority-vote.ts:4:7",
  );
});

it('tells where a failure leads on to', () => {
  const message = 'n1 and n2 both lead.\nOpen in the cluster lab: /lab/#lab=0.x';
  const failure = { kind: 'wrong', name: 'AssertionError', message } as const;
  const exercises = [row('raft-node', [{ name: 'elects one', state: 'failed', failure }])];
  expect(scoreboard([{ title: 'Raft', exercises }], paint)).toContain(`
        wrong: n1 and n2 both lead.
        Open in the cluster lab, while npm start runs: http://127.0.0.1:3000/lab/#lab=0.x`);
});
