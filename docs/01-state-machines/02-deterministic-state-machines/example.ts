import { seededRandom } from '#course/sim';
import { faulty, sound, type Input, type State } from './machine.ts';

const seed = 5; // try 6, 7, 8
const skips = 0.5; // how often STATE1 is left out, from 0 to 1

const inputs: Input[] = ['advance', 'advance', 'advance', 'advance'];
const dice = seededRandom(seed);
let a: State = 'START';
let b: State = 'START';
let firstDifference = 0;

inputs.forEach((input, index) => {
  a = sound(a, input);
  b = faulty(b, input, dice, skips);
  if (a !== b) firstDifference ||= index + 1;
  console.log(index + 1, input, a.padEnd(6), b.padEnd(6), a === b ? '' : '≠');
});

console.log('at the end:', a === b ? 'equal' : 'different');
if (firstDifference) console.warn('first difference at input', firstDifference);
else console.log('after every input: equal');
