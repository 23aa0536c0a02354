import { shareName } from './share-name.ts';

/**
 * A live example's code in the hash of a link: `#code=1.` and the files as JSON, deflated (zlib, whose checksum tells a damaged
 * link from a whole one), in base64url. No server sees a hash, and nothing here runs what it carries.
 */
export interface SharedCode {
  /** Title of the live example. */
  readonly example: string;
  /** Virtual path → source, as in `LiveExampleSource`. */
  readonly files: Readonly<Record<string, string>>;
}

const version = '1.';

/** Characters of a hash. Mail programs and chats cut longer links. */
const MAX_HASH = 16_000;
/** Characters of JSON. A small hash can hold a large text. */
const MAX_TEXT = 200_000;

/** @throws Error whose message is a sentence, when the code is too long for a link */
export async function shareHash({ example, files }: SharedCode): Promise<string> {
  const text = JSON.stringify({ example, files });
  if (text.length > MAX_TEXT) throw tooLong(text.length, 'code', MAX_TEXT);
  const hash = shareName + version + toBase64Url(await deflate(text));
  if (hash.length > MAX_HASH) throw tooLong(hash.length, 'link', MAX_HASH);
  return hash;
}

const tooLong = (length: number, what: string, most: number) =>
  new Error(
    `This code is too long for a link: the ${what} has ${count(length)} characters, and may have ${count(most)}. Open it as a file, and send that.`,
  );

const count = (number: number) => number.toLocaleString('en');

/**
 * What a link carries.
 * @throws Error whose message is a sentence, when the link is malformed, cut short, damaged, too long, or of another version
 */
export async function readShareHash(hash: string): Promise<SharedCode> {
  if (hash.length > MAX_HASH)
    throw new Error(
      `The code in this link was not opened: the link is longer than ${count(MAX_HASH)} characters.`,
    );
  const body = hash.slice(shareName.length);
  if (!body.startsWith(version)) {
    throw new Error(
      /^\d+\./.test(body)
        ? 'The code in this link was not opened: a newer edition of the course made it. Reload the page, and try again.'
        : damaged,
    );
  }
  const text = await inflate(fromBase64Url(body.slice(version.length)));
  const code = parse(text);
  if (!isSharedCode(code)) throw new Error(damaged);
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
    throw new Error(
      `The code in this link was not opened: it belongs to a live example called “${excerpt(example)}”, and this lesson has none. Another edition of the course may have it.`,
    );
  const unknown = Object.keys(files).find((path) => !Object.hasOwn(own, path));
  if (unknown !== undefined)
    throw new Error(
      `The code in this link was not opened: it has a file ${excerpt(unknown.replace(/^\//, ''))}, and the live example “${example}” has none. Another edition of the course may have it.`,
    );
  return { ...own, ...files };
}

const damaged =
  'The code in this link was not opened: the link is damaged or cut short. Ask for it again, and copy all of it.';

const tooOld = 'This browser is too old for links that hold code. Update it, or send the code as a file.';

const excerpt = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(damaged);
  }
}

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

async function deflate(text: string): Promise<Uint8Array> {
  if (typeof CompressionStream === 'undefined') throw new Error(tooOld);
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Reads piece by piece, so that a few bytes which stand for gigabytes are left after the first pieces. */
async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  if (typeof DecompressionStream === 'undefined') throw new Error(tooOld);
  const pieces = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  try {
    for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) {
      text += decoder.decode(piece.value, { stream: true });
      if (text.length > MAX_TEXT) break;
    }
    text += text.length > MAX_TEXT ? '' : decoder.decode();
  } catch {
    throw new Error(damaged);
  }
  if (text.length > MAX_TEXT) {
    void pieces.cancel();
    throw new Error(`The code in this link was not opened: it is longer than ${count(MAX_TEXT)} characters.`);
  }
  return text;
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]+$/.test(text)) throw new Error(damaged);
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) =>
      char.charCodeAt(0),
    );
  } catch {
    throw new Error(damaged);
  }
}
