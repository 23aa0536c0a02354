export interface Transfer {
  readonly id: number;
  readonly account: string;
  readonly cents: number;
}

export class Ledger {
  balances = new Map<string, number>();
  seen = new Set<number>();
  position = 0;

  apply({ id, account, cents }: Transfer): void {
    this.position++;
    if (this.seen.has(id)) return; // a retry
    this.seen.add(id);
    this.balances.set(account, (this.balances.get(account) ?? 0) + cents);
  }

  /** Written by somebody who thought of money. */
  snapshot(): string {
    const { position, balances } = this;
    return JSON.stringify({ position, balances: [...balances] });
  }

  static restore(text: string): Ledger {
    const ledger = new Ledger();
    const { position, balances } = JSON.parse(text);
    ledger.position = position;
    ledger.balances = new Map(balances);
    return ledger;
  }
}
