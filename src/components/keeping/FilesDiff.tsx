import type { Files } from '../../runner/runner.ts';
import { Diff } from './Diff.tsx';

interface FilesDiffProps {
  readonly mine: Files;
  readonly other: Files;
  readonly words: { readonly mine: string; readonly other: string };
}

/** The files that differ, one below the other. */
export function FilesDiff({ mine, other, words }: FilesDiffProps) {
  const paths = [...new Set([...Object.keys(mine), ...Object.keys(other)])];
  return paths
    .filter((path) => mine[path] !== other[path])
    .map((path) => {
      const file = path.slice(1);
      const named = (word: string) => (paths.length > 1 ? `${file}, ${word}` : word);
      return (
        <Diff
          key={path}
          mine={mine[path] ?? ''}
          other={other[path] ?? ''}
          words={{ mine: named(words.mine), other: named(words.other) }}
          label={`Changes in ${file}`}
        />
      );
    });
}
