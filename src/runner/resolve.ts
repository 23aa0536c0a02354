/** `./account.ts` beside `/example.ts` → `/account.ts`; the extension may be left out. */
export function resolveRelative(
  specifier: string,
  importer: string,
  has: (path: string) => boolean,
): string | undefined {
  const parts = specifier.startsWith('/') ? [] : importer.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  const base = `/${parts.filter(Boolean).join('/')}`;
  return [base, `${base}.ts`, base.replace(/\.js$/, '.ts'), `${base}/index.ts`].find(has);
}
