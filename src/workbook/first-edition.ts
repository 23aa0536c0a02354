import type { Verdict } from '../grading/verdict.ts';
import { checkGraded, type Kept, type Prediction, type Work } from './progress-file.ts';
import { lessonOf } from './reading.ts';
import type { Version } from './versions.ts';

const prefix = 'lockstep:v1:';

/** What the first edition of the workbook stored: `lockstep:v1:exercise:<id>` and `lockstep:v1:prediction:<path>#<id>`. */
interface FirstWork {
  readonly code: string;
  readonly stub: string;
  readonly verdict?: Verdict;
  readonly beforeReset?: string;
  readonly touchedAt: number;
}

export interface FirstEdition {
  readonly kept: Kept;
  readonly settings: Readonly<Record<string, boolean>>;
  /** The keys that were understood, and those that a dying tab left torn. */
  readonly keys: readonly string[];
}

/** @param items key → value, of the whole storage */
export function readFirstEdition(items: Readonly<Record<string, string>>): FirstEdition {
  const exercises: Record<string, Work> = {};
  const predictions: Record<string, Prediction> = {};
  const settings: Record<string, boolean> = {};
  const keys: string[] = [];
  for (const [key, text] of Object.entries(items)) {
    if (!key.startsWith(prefix)) continue;
    const [kind, ...rest] = key.slice(prefix.length).split(':');
    const name = rest.join(':');
    const value = parse(text);
    if (kind === 'exercise' && isFirstWork(value)) exercises[name] = work(name, value);
    else if (kind === 'prediction' && typeof value === 'string') {
      const [path, id] = name.split('#');
      // When it was given is not known, so any later answer counts for more.
      predictions[`${lessonOf(path!)}#${id}`] = { answer: value, at: 0 };
    } else if (kind === 'setting' && typeof value === 'boolean') settings[name] = value;
    else if (value !== undefined) continue;
    keys.push(key);
  }
  return { kept: { exercises, examples: {}, predictions }, settings, keys };
}

function work(id: string, { code, stub, verdict, beforeReset, touchedAt: at }: FirstWork): Work {
  const files = (text: string) => ({ [`/${id.split('/')[1]}.ts`]: text });
  const versions: Version[] = [{ what: 'original', files: files(stub), at: at - 2 }];
  if (beforeReset !== undefined)
    versions.push({ what: 'before-reset', files: files(beforeReset), at: at - 1 });
  versions.push({ what: code === stub ? 'original' : 'edited', files: files(code), at });
  return { versions, ...(isVerdict(verdict) && { graded: { verdict, at } }) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isFirstWork(value: unknown): value is FirstWork {
  const work = value as FirstWork | null | undefined;
  return (
    typeof work?.code === 'string' && typeof work.stub === 'string' && Number.isSafeInteger(work.touchedAt)
  );
}

function isVerdict(verdict: unknown): verdict is Verdict {
  try {
    return !!checkGraded({ verdict, at: 0 }, '');
  } catch {
    return false;
  }
}
