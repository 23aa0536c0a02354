import { damaged, notOpened, packHash, parseCargo, unpackHash } from './packed.ts';
import { shareName } from './share-name.ts';

/** A live example's code in the hash of a link: its files as JSON. */
export interface SharedCode {
  /** Title of the live example. */
  readonly example: string;
  /** Virtual path → source, as in `LiveExampleSource`. */
  readonly files: Readonly<Record<string, string>>;
}

const cargo = { name: shareName, noun: 'code', instead: 'Open it as a file, and send that.' } as const;

/** @throws Error whose message is a sentence, when the code is too long for a link */
export const shareHash = ({ example, files }: SharedCode): Promise<string> =>
  packHash(JSON.stringify({ example, files }), cargo);

/**
 * What a link carries.
 * @throws Error whose message is a sentence, when the link is malformed, cut short, damaged, too long, or of another version
 */
export async function readShareHash(hash: string): Promise<SharedCode> {
  const code = parseCargo(await unpackHash(hash, cargo), cargo);
  if (!isSharedCode(code)) throw damaged(cargo);
  return code;
}

/**
 * The files that the example shows when the link is opened: the shared ones over the lesson's own.
 * @throws Error whose message is a sentence, when the lesson has no such example, or the example no such file
 */
export function openIn(
  examples: ReadonlyMap<string, Readonly<Record<string, string>>>,
  { example, files }: SharedCode,
): Readonly<Record<string, string>> {
  const own = examples.get(example);
  if (!own)
    throw notOpened(
      cargo,
      `it belongs to a live example called “${excerpt(example)}”, and this lesson has none. Another edition of the course may have it.`,
    );
  const unknown = Object.keys(files).find((path) => !Object.hasOwn(own, path));
  if (unknown !== undefined)
    throw notOpened(
      cargo,
      `it has a file ${excerpt(unknown.replace(/^\//, ''))}, and the live example “${example}” has none. Another edition of the course may have it.`,
    );
  return { ...own, ...files };
}

const excerpt = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

function isSharedCode(value: unknown): value is SharedCode {
  const code = value as SharedCode | null;
  return (
    typeof code === 'object' &&
    code !== null &&
    typeof code.example === 'string' &&
    typeof code.files === 'object' &&
    code.files !== null &&
    !Array.isArray(code.files) &&
    Object.keys(code.files).length > 0 &&
    Object.values(code.files).every((text) => typeof text === 'string')
  );
}
