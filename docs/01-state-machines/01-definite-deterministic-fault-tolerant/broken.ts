// This bank is broken on purpose. It changes state wherever it likes.
export const accounts = new Map<string, number>();
let lastWithdrawal = '';

export function withdraw(account: string, cents: number) {
  const balance = accounts.get(account) ?? 0;
  if (balance < cents) return; // refused, and nobody is told
  accounts.set(account, balance - cents);
  lastWithdrawal = account;
}

/** The client heard nothing, and asks again. */
export function retry(cents: number) {
  withdraw(lastWithdrawal, cents);
}
