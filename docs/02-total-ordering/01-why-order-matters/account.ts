/** What the four commands do to a balance in cents. */
export function apply(balance: number, command: string): number {
  switch (command) {
    case 'A': // a deposit
      return balance + 10_000;
    case 'F': // a withdrawal, refused when the money is not there
      return balance < 8_000 ? balance : balance - 8_000;
    case 'G': // interest
      return balance + Math.floor(balance / 10);
    case 'B': // another withdrawal
      return balance < 3_000 ? balance : balance - 3_000;
    default:
      return balance;
  }
}
