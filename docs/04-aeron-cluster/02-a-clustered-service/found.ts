import { drill } from '#course/aeron';
import { tickets } from './tickets.ts';

const clock = 'its own' as 'its own' | 'the log';
const inSnapshot = false; // whether lastAt is read back from it

const requests = Array.from({ length: 8 }, () => 'a ticket');
const { sentence, answers } = drill(tickets({ clock, inSnapshot }), {
  requests,
  seed: 1,
});

if (sentence !== null) console.warn(sentence);
else console.log('All members stayed the same.', answers.join(', '));
