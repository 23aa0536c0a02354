import type { Files } from '../runner/runner.ts';

export const sameFiles = (a: Files, b: Files): boolean => {
  const paths = Object.keys(a);
  return paths.length === Object.keys(b).length && paths.every((path) => a[path] === b[path]);
};
