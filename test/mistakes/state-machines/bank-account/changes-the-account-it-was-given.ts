// caught by: an account › leaves the account that came in as it was
/**
 * Write the bank account: a state machine that takes commands and answers
 * each with an outcome.
 *
 * - An account is opened once, before anything else, with a balance of 0.
 * - Amounts are whole cents above 0. Anything else is refused.
 * - A withdrawal above the balance is refused.
 * - An account with a balance of 0 can be closed. A closed account refuses
 *   every command, and is never opened again.
 * - A refused command changes nothing.
 * - The account that comes in is never changed: a new one goes out.
 */

/** Nobody has opened it yet, it is in use, or it is closed for ever. */
export type Account =
  | { readonly status: 'new' }
  | { readonly status: 'open'; readonly balance: number }
  | { readonly status: 'closed' };

export type Command =
  | { readonly kind: 'open' }
  | { readonly kind: 'deposit'; readonly cents: number }
  | { readonly kind: 'withdraw'; readonly cents: number }
  | { readonly kind: 'close' };

export type Outcome = 'done' | Refusal;

export type Refusal =
  | 'not-open'
  | 'already-open'
  | 'closed'
  | 'bad-amount'
  | 'insufficient-funds'
  | 'not-empty'
  | 'unknown-command';

export interface Transition {
  readonly account: Account;
  readonly outcome: Outcome;
}

export const newAccount: Account = { status: 'new' };

/** True for an amount that may be paid in or out. */
export function isAmount(cents: number): boolean {
  // A half cent cannot be paid out, and two machines may round it apart.
  return Number.isSafeInteger(cents) && cents > 0;
}

/** Applies one command to an account that is open. */
export function applyOpen(balance: number, command: Command): Transition {
  const refuse = (outcome: Refusal): Transition => ({
    account: { status: 'open', balance },
    outcome,
  });
  switch (command.kind) {
    case 'open':
      return refuse('already-open');
    case 'deposit':
      if (!isAmount(command.cents)) return refuse('bad-amount');
      return done({ status: 'open', balance: balance + command.cents });
    case 'withdraw':
      if (!isAmount(command.cents)) return refuse('bad-amount');
      if (command.cents > balance) return refuse('insufficient-funds');
      return done({ status: 'open', balance: balance - command.cents });
    case 'close':
      return balance === 0 ? done({ status: 'closed' }) : refuse('not-empty');
    default:
      // The types say that this cannot be. A log written by another version
      // of the software does not know these types.
      return refuse('unknown-command');
  }
}

/** Applies one command, whatever the account's status. */
export function apply(account: Account, command: Command): Transition {
  switch (account.status) {
    case 'closed':
      return { account, outcome: 'closed' };
    case 'new':
      return command.kind === 'open'
        ? done({ status: 'open', balance: 0 })
        : { account, outcome: 'not-open' };
    case 'open': {
      const { account: after, outcome } = applyOpen(account.balance, command);
      // It saves an allocation, and rewrites the past of whoever kept the account.
      if (after.status === 'open')
        return { account: Object.assign(account, after), outcome };
      return { account: after, outcome };
    }
  }
}

const done = (account: Account): Transition => ({ account, outcome: 'done' });
