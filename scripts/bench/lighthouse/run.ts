import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

const cli = `${import.meta.dirname}/node_modules/lighthouse/cli/index.js`;

export interface Report {
  readonly categories: Readonly<Record<string, Category>>;
  readonly audits: Readonly<Record<string, Audit>>;
}

interface Category {
  /** 0 to 1. */
  readonly score: number;
  readonly auditRefs: readonly { readonly id: string; readonly weight: number }[];
}

interface Audit {
  readonly id: string;
  readonly title: string;
  /** 0 to 1; null where there is nothing to judge. */
  readonly score: number | null;
  readonly numericValue?: number;
  readonly displayValue?: string;
}

/** Lighthouse's own mobile run: a middling phone on slow 4G. Installs Lighthouse beside this file when it is not there yet. */
export async function lighthouse(url: string, chromium: string): Promise<Report> {
  if (!existsSync(cli)) {
    const install = ['install', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'];
    execFileSync('npm', install, { cwd: import.meta.dirname, stdio: 'inherit' });
  }
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      cli,
      url,
      '--output=json',
      '--quiet',
      '--no-enable-error-reporting',
      '--only-categories=performance,accessibility,best-practices',
      '--chrome-flags=--headless=new --no-sandbox --disable-gpu',
    ],
    { env: { ...process.env, CHROME_PATH: chromium }, maxBuffer: 64 * 1024 * 1024 },
  );
  return JSON.parse(stdout) as Report;
}

/** Audits that cost a category points. */
export const lost = ({ categories, audits }: Report, category: string): Audit[] =>
  categories[category]!.auditRefs.filter(({ weight }) => weight > 0)
    .map(({ id }) => audits[id]!)
    .filter(({ score }) => score !== null && score < 1);
