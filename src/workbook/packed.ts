/**
 * A text in the hash of a link: `1.` and the text deflated (zlib, whose checksum tells a damaged link from a whole one), in
 * base64url. No server sees a hash, and nothing here runs what it carries.
 */
const version = '1.';

/** Characters of a hash. Mail programs and chats cut longer links. */
const MAX_HASH = 16_000;
/** Characters of text. A small hash can hold a large text. */
const MAX_TEXT = 200_000;

/** What is said of a link that carries something. */
export interface Cargo {
  /** How the hash begins: `#code=`. */
  readonly name: string;
  /** `code`, in “The code in this link was not opened”. */
  readonly noun: string;
  /** What to do instead when it is too long. */
  readonly instead?: string;
}

/** @throws Error whose message is a sentence, when the text is too long for a link */
export async function packHash(text: string, cargo: Cargo): Promise<string> {
  if (text.length > MAX_TEXT) throw tooLong(text.length, cargo.noun, MAX_TEXT, cargo);
  const hash = cargo.name + version + toBase64Url(await deflate(text, cargo));
  if (hash.length > MAX_HASH) throw tooLong(hash.length, 'link', MAX_HASH, cargo);
  return hash;
}

const tooLong = (length: number, what: string, most: number, { noun, instead }: Cargo) =>
  new Error(
    `This ${noun} is too long for a link: the ${what} has ${count(length)} characters, and may have ${count(most)}.${instead ? ` ${instead}` : ''}`,
  );

const count = (number: number) => number.toLocaleString('en');

/** @throws Error whose message is a sentence, when the link is malformed, cut short, damaged, too long, or of another version */
export async function unpackHash(hash: string, cargo: Cargo): Promise<string> {
  if (hash.length > MAX_HASH)
    throw notOpened(cargo, `the link is longer than ${count(MAX_HASH)} characters.`);
  const body = hash.slice(cargo.name.length);
  if (!body.startsWith(version))
    throw /^\d+\./.test(body)
      ? notOpened(cargo, 'a newer edition of the course made it. Reload the page, and try again.')
      : damaged(cargo);
  return inflate(fromBase64Url(body.slice(version.length), cargo), cargo);
}

export const notOpened = ({ noun }: Cargo, why: string) =>
  new Error(`The ${noun} in this link was not opened: ${why}`);

export const damaged = (cargo: Cargo) =>
  notOpened(cargo, 'the link is damaged or cut short. Ask for it again, and copy all of it.');

/** What a link carried, as JSON. */
export function parseCargo(text: string, cargo: Cargo): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw damaged(cargo);
  }
}

const tooOld = ({ noun }: Cargo) =>
  new Error(`This browser is too old for links that hold a ${noun}. Update it.`);

async function deflate(text: string, cargo: Cargo): Promise<Uint8Array> {
  if (typeof CompressionStream === 'undefined') throw tooOld(cargo);
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Reads piece by piece, so that a few bytes which stand for gigabytes are left after the first pieces. */
async function inflate(bytes: Uint8Array<ArrayBuffer>, cargo: Cargo): Promise<string> {
  if (typeof DecompressionStream === 'undefined') throw tooOld(cargo);
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
    throw damaged(cargo);
  }
  if (text.length > MAX_TEXT) {
    void pieces.cancel();
    throw notOpened(cargo, `it is longer than ${count(MAX_TEXT)} characters.`);
  }
  return text;
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string, cargo: Cargo): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]+$/.test(text)) throw damaged(cargo);
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) =>
      char.charCodeAt(0),
    );
  } catch {
    throw damaged(cargo);
  }
}
