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
import { unfinished } from '#course/unfinished';

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
  unfinished('accept whole cents above 0, and nothing else');
}

/** Applies one command to an account that is open. */
export function applyOpen(balance: number, command: Command): Transition {
  unfinished('deposit, withdraw and close, and refuse what may not be');
}

/** Applies one command, whatever the account's status. */
export function apply(account: Account, command: Command): Transition {
  unfinished('open a new account, refuse a closed one, else apply it');
}

const done = (account: Account): Transition => ({ account, outcome: 'done' });
