/** What the search engine finds: a document that matches, of @easyops-cn/docusaurus-search-local. */
export interface Found {
  readonly type: FoundType;
  readonly document: {
    /** The text that matches. */
    readonly t: string;
    /** Path, base path included. */
    readonly u: string;
    /** Anchor, with its #. */
    readonly h?: string;
    /** The heading that the text stands under. */
    readonly s?: string;
  };
  /** The page's title; absent when the document is the title. */
  readonly page?: { readonly t: string } | false;
  /** Word → where it stands in the text: start and length. */
  readonly metadata: Readonly<Record<string, { readonly t?: { readonly position: readonly Span[] } }>>;
}

/** Title, heading, description, keywords, content: the engine's numbers. */
export type FoundType = 0 | 1 | 2 | 3 | 4;

export type Span = readonly [start: number, length: number];

/** A piece of text; marked when it is what was looked for. */
export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

/** One place of the course, shown once however often it matches. */
export interface Hit {
  readonly url: string;
  readonly kind: 'lesson' | 'section' | 'exercise';
  readonly title: readonly Piece[];
  /** The lesson, where the title is not its own. */
  readonly lesson?: string;
  readonly excerpt?: readonly Piece[];
}

const exerciseAnchor = '#exercise-';
const exerciseWord = 'Exercise ';

export function toHits(found: readonly Found[]): Hit[] {
  const hits = new Map<string, Hit>();
  for (const each of found) {
    const hit = toHit(each);
    const before = hits.get(hit.url);
    hits.set(hit.url, before ? { ...hit, ...before, title: moreMarked(before.title, hit.title) } : hit);
  }
  return [...hits.values()];
}

function toHit({ type, document, page, metadata }: Found): Hit {
  const { t, u, h = '', s = '' } = document;
  const isExercise = h.startsWith(exerciseAnchor);
  const isHeading = type <= 1;
  const spans = Object.values(metadata).flatMap(({ t }) => t?.position ?? []);
  const heading = isHeading ? t : s;
  const from = isExercise && heading.startsWith(exerciseWord) ? exerciseWord.length : 0;
  const lesson = page ? page.t : undefined;
  return {
    url: u + h,
    kind: isExercise ? 'exercise' : h === '' ? 'lesson' : 'section',
    title: pieces(heading, isHeading ? spans : [], from),
    ...(lesson !== undefined && lesson !== heading && { lesson }),
    ...(type >= 2 && { excerpt: excerpt(t, spans) }),
  };
}

const isMarked = ({ marked }: Piece) => marked;
const moreMarked = (a: readonly Piece[], b: readonly Piece[]) =>
  b.filter(isMarked).length > a.filter(isMarked).length ? b : a;

const before = 50;
const shown = 150;

/** About two lines around the first match, cut between words. */
function excerpt(text: string, spans: readonly Span[]): Piece[] {
  const first = Math.min(...spans.map(([start]) => start), text.length);
  const from = first <= before ? 0 : text.indexOf(' ', first - before) + 1;
  const to = text.length <= from + shown ? text.length : text.lastIndexOf(' ', from + shown);
  return [
    ...(from > 0 ? [{ text: '… ', marked: false }] : []),
    ...pieces(text, spans, from, to),
    ...(to < text.length ? [{ text: ' …', marked: false }] : []),
  ];
}

function pieces(text: string, spans: readonly Span[], from = 0, to = text.length): Piece[] {
  const all: Piece[] = [];
  let at = from;
  const add = (end: number, marked: boolean) => {
    if (end > at) all.push({ text: text.slice(at, end), marked });
    at = Math.max(at, end);
  };
  for (const [start, length] of [...spans].sort((a, b) => a[0] - b[0])) {
    if (start >= to) break;
    add(Math.max(from, start), false);
    add(Math.min(to, start + withoutPunctuation(text.slice(start, start + length)).length), true);
  }
  add(to, false);
  return all;
}

const withoutPunctuation = (word: string) => word.replace(/[^\p{L}\p{N}]+$/u, '');
