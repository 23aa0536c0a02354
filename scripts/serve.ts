/** `npm run serve`: serves what `npm run build` made, under the same LOCKSTEP_BASE_URL. PORT chooses another port. */
import { existsSync } from 'node:fs';
import { root } from '../src/grading/node/root.ts';
import { serveFolder } from './serve-folder.ts';

const base = process.env['LOCKSTEP_BASE_URL'] ?? '/';
const port = Number(process.env['PORT'] ?? 3000);
if (!existsSync(`${root}/build/index.html`)) {
  console.error('There is no build yet. Run: npm run build');
  process.exit(2);
}
serveFolder(`${root}/build`, { base, port }).then(
  ({ origin }) => console.log(`Lockstep is at ${origin}${base} — Ctrl+C ends.`),
  (error: NodeJS.ErrnoException) => {
    const taken = error.code === 'EADDRINUSE';
    console.error(taken ? `Port ${port} is taken. Choose another: PORT=3001 npm run serve` : error.message);
    process.exitCode = 2;
  },
);
