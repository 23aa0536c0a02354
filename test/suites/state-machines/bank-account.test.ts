import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  apply,
  isAmount,
  newAccount,
  type Account,
  type Command,
  type Outcome,
} from '#exercise/state-machines/bank-account';

const open = (balance: number): Account => ({ status: 'open', balance });
const closed: Account = { status: 'closed' };
const deposit = (cents: number): Command => ({ kind: 'deposit', cents });
const withdraw = (cents: number): Command => ({ kind: 'withdraw', cents });

/** Applies the commands in order and keeps the outcomes. */
function run(commands: readonly Command[]): { account: Account; outcomes: Outcome[] } {
  let account = newAccount;
  const outcomes = commands.map((command) => {
    const transition = apply(account, command);
    account = transition.account;
    return transition.outcome;
  });
  return { account, outcomes };
}

describe('an amount', () => {
  it('is a whole number of cents above 0', () => {
    expect([1, 50, 1_000_000].map(isAmount)).toEqual([true, true, true]);
  });

  it('is not 0 and not below', () => {
    expect([0, -1, -500].map(isAmount)).toEqual([false, false, false]);
  });

  it('is not a fraction, and not a number that is none', () => {
    expect([0.5, 99.99, NaN, Infinity].map(isAmount)).toEqual([false, false, false, false]);
  });
});

describe('an account', () => {
  it('begins with a balance of 0 when it is opened', () => {
    expect(apply(newAccount, { kind: 'open' })).toEqual({ account: open(0), outcome: 'done' });
  });

  it('refuses to be opened a second time', () => {
    expect(apply(open(700), { kind: 'open' })).toEqual({ account: open(700), outcome: 'already-open' });
  });

  it('refuses to be used before it is opened', () => {
    expect(apply(newAccount, deposit(100))).toEqual({ account: newAccount, outcome: 'not-open' });
  });

  it('adds what is paid in', () => {
    expect(apply(open(250), deposit(100))).toEqual({ account: open(350), outcome: 'done' });
  });

  it('pays out down to the last cent', () => {
    expect(apply(open(250), withdraw(250))).toEqual({ account: open(0), outcome: 'done' });
  });

  it('refuses to pay out more than it holds', () => {
    expect(apply(open(250), withdraw(251))).toEqual({ account: open(250), outcome: 'insufficient-funds' });
  });

  it('refuses a bad amount in both directions', () => {
    const refused = { account: open(250), outcome: 'bad-amount' };
    expect([deposit(-100), withdraw(-100)].map((command) => apply(open(250), command))).toEqual([
      refused,
      refused,
    ]);
  });

  it('closes only when it is empty', () => {
    expect(apply(open(1), { kind: 'close' })).toEqual({ account: open(1), outcome: 'not-empty' });
    expect(apply(open(0), { kind: 'close' })).toEqual({ account: closed, outcome: 'done' });
  });

  it('refuses every command once it is closed', () => {
    const commands: Command[] = [{ kind: 'open' }, deposit(100), { kind: 'close' }];
    const refused = { account: closed, outcome: 'closed' };
    expect(commands.map((command) => apply(closed, command))).toEqual([refused, refused, refused]);
  });

  it('refuses a command it does not know, and stays as it was', () => {
    const unknown = { kind: 'double' } as unknown as Command;
    expect(apply(open(250), unknown)).toEqual({ account: open(250), outcome: 'unknown-command' });
  });

  it('leaves the account that came in as it was', () => {
    const before = Object.freeze({ status: 'open' as const, balance: 250 });
    apply(before, deposit(100));
    apply(before, withdraw(100));
    expect(before).toEqual({ status: 'open', balance: 250 });
  });

  it('never creates or loses a cent, whatever the commands', () => {
    const cents = fc.integer({ min: 1, max: 1_000 });
    const command: fc.Arbitrary<Command> = fc.oneof(
      cents.map(deposit),
      cents.map(withdraw),
      fc.constantFrom<Command>({ kind: 'open' }, { kind: 'open' }),
    );
    const conserved = fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
      const { account, outcomes } = run([{ kind: 'open' }, ...commands]);
      const moved = commands.reduce((sum, each, index) => {
        if (outcomes[index + 1] !== 'done') return sum;
        return each.kind === 'deposit' ? sum + each.cents : each.kind === 'withdraw' ? sum - each.cents : sum;
      }, 0);
      expect(account).toEqual(open(moved));
    });
    fc.assert(conserved);
  });
});
