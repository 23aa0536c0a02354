import { useCallback, useState } from 'react';
import { typeErrorsInWords } from '../../grading/type-problems.ts';
import type { TypesStatus } from '../console/Console.tsx';
import type { TypesNow } from '../editor/types.ts';

/** What the type checker says of an example, in words; undefined while it has nothing to say. */
export function useTypes(): [TypesStatus | undefined, (now: TypesNow) => void] {
  const [status, setStatus] = useState<TypesStatus>();
  const hear = useCallback((now: TypesNow) => {
    const next = statusOf(now);
    // With most keystrokes nothing changes, and nothing need be drawn again.
    setStatus((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
  }, []);
  return [status, hear];
}

function statusOf(now: TypesNow): TypesStatus | undefined {
  if ('trouble' in now) return now;
  const several = Object.keys(now.problems).length > 1;
  const all = Object.entries(now.problems).flatMap(([path, problems]) =>
    problems.map((problem) => ({ ...problem, path, ...(several && { file: path.slice(1) }) })),
  );
  const words = typeErrorsInWords(all);
  const first = all.find(({ severity }) => severity === 'error');
  return words && first && { ...words, path: first.path, line: first.line };
}
