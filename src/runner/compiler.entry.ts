import { prepare } from './prepare.ts';

/** What the frame gets from evaluating this script (src/plugins/runtime.ts makes it the script's value). */
export default prepare;

// The first compilation of all is ten times slower than the second. It need not be the one that someone waits for.
const sample = `
import { seededRandom } from '#course/sim';
export interface Account { readonly id: string; balance?: number }
export type Command = { kind: 'open' } | { kind: 'deposit'; amount: number };
export class Refused extends Error { constructor(readonly why: string) { super(why); } }
export function apply(account: Account, command: Command): Account {
  for (const [key, value] of Object.entries(account)) if (value === undefined) console.log(\`\${key}?\`);
  switch (command.kind) {
    case 'open': return { ...account, balance: 0 };
    default: return { ...account, balance: (account.balance ?? 0) + 1 };
  }
}
const random = seededRandom(1 as number);
for (let i = 0; i < 3; i++) while (random.chance(0.5)) [1, 2].map((n) => n * 2);
`;
if (typeof requestIdleCallback === 'function') {
  requestIdleCallback(() => {
    for (let times = 0; times < 5; times++)
      prepare({ do: 'run', files: { '/sample.ts': sample }, entry: '/sample.ts' });
  });
}
