export interface Account {
  readonly balance: number; // in cents
  readonly seen: readonly number[]; // ids of commands already applied
}

export interface Command {
  readonly id: number;
  readonly kind: 'deposit' | 'withdraw';
  readonly cents: number;
}

export type Outcome = 'done' | 'insufficient-funds' | 'seen-before';

export const empty: Account = { balance: 0, seen: [] };

/** State and command in, state and outcome out. It touches nothing else. */
export function apply(
  account: Account,
  { id, kind, cents }: Command,
): { account: Account; outcome: Outcome } {
  if (account.seen.includes(id)) return { account, outcome: 'seen-before' };
  const seen = [...account.seen, id];
  if (kind === 'withdraw' && cents > account.balance) {
    return { account: { ...account, seen }, outcome: 'insufficient-funds' };
  }
  const change = kind === 'deposit' ? cents : -cents;
  const balance = account.balance + change;
  return { account: { balance, seen }, outcome: 'done' };
}
