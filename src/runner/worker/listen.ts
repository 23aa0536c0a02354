import { compile, wrapModule } from '../compile.ts';
import type { Job, Port } from '../protocol.ts';
import { serve, type Builtins, type Grade } from './serve.ts';

/** The frame's first message brings the job and the port on which to answer; no second message is heard. */
export function listen(builtins: Builtins, grade?: Grade): void {
  // A worker that waits to be needed compiles something meanwhile, so that it need not warm up while someone waits.
  const warmUp = setTimeout(
    () => wrapModule(compile(sample, '/warm-up.ts', { returns: true }), '/warm-up.ts'),
    60,
  );
  addEventListener(
    'message',
    ({ data }: MessageEvent<{ port: Port; job: Job }>) => {
      clearTimeout(warmUp);
      void serve(data.port, data.job, builtins, grade);
    },
    { once: true },
  );
}

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
