import { emptyJournal, printCents, record, replay } from '#course/events';
import type { CommandJournal } from '#course/events';
import { bank, book, taxOffice, type Pay } from './till.ts';

const replayDoes: 'everything' | 'nothing' | 'what is not marked' =
  'everything';
const keepsAnswer = false; // then true
const powerFails: 'before the charge' | 'after it' = 'before the charge';

// What survives: the journal, and how far all that was wanted is done.
let journal: CommandJournal<Pay> = emptyJournal;
let marked = 0;

// In March.
write({ order: 7, cents: 4_000 });
chargeFor(1);
marked = 1;
bank.sleep();

// In July there is another rate. The power fails.
taxOffice.rate = 16;
write({ order: 8, cents: 10_000 });
failPower();

console.log('the process starts, and carries out its journal');
const { state, outcomes } = replay(book, journal);
for (const { entry } of outcomes)
  if (isLetOut(entry.position)) chargeFor(entry.position);
for (const [order, total] of Object.entries(state))
  console.log(`the books say that order ${order} cost`, printCents(total));

function write(command: Pay): void {
  const { rate } = taxOffice;
  journal = record(journal, keepsAnswer ? { ...command, rate } : command, 1);
}

function failPower(): void {
  if (powerFails === 'after it') chargeFor(2);
  console.log('the power fails');
}

function isLetOut(position: number): boolean {
  if (replayDoes === 'what is not marked') return position > marked;
  return replayDoes === 'everything';
}

/** Does what the command at this position wants done outside. */
function chargeFor(position: number): void {
  const { outcome } = replay(book, journal).outcomes[position - 1]!;
  if (outcome.kind === 'refused') return;
  outcome.effects.forEach((charge, index) =>
    bank.charge(`${position}.${index + 1}`, charge),
  );
}
