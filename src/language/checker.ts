import ts from 'typescript';
import { partFile, partOf } from '../grading/parts.ts';
import type { TypeProblem } from '../grading/type-problems.ts';
import { resolveRelative } from '../runner/resolve.ts';
import type { Files } from '../runner/runner.ts';
import { options } from './options.ts';
import { inWords } from './words.ts';

/** The declarations that programs are checked against, made by node/library.ts. */
export interface Library {
  /** Path → text, below `/~lib/`. */
  readonly files: Files;
  /** Specifier → path, for example `#course/sim` → `/~lib/src/sim/index.d.ts`. */
  readonly modules: Readonly<Record<string, string>>;
}

export const LIBRARY = '/~lib/';

/** Offsets count UTF-16 units from the start of the file. */
export interface Hover {
  readonly from: number;
  readonly to: number;
  /** The declaration, piece by piece, each with TypeScript's word for what it is. */
  readonly signature: readonly { readonly text: string; readonly kind: string }[];
  readonly documentation: string;
}

export interface Completions {
  /** Where the word begins that an option replaces. */
  readonly from: number;
  readonly options: readonly CompletionOption[];
}

export interface CompletionOption {
  readonly label: string;
  /** TypeScript's word for what it is, such as `method` or `const`. */
  readonly kind: string;
  /** Smaller comes first: what is local before what is global. */
  readonly rank: number;
}

export type Definition =
  | { readonly in: 'files'; readonly path: string; readonly line: number; readonly column: number }
  /** Declared in a module of the course or in the language itself, of which the learner has no file. */
  | { readonly in: 'library' };

/** Every question brings all the files as they are now, so that no answer is about files of the past. */
export interface Checker {
  diagnose(files: Files, path: string): TypeProblem[];
  hover(files: Files, path: string, offset: number): Hover | undefined;
  /** @param typed the character that brought it up: a dot or a quotation mark may begin something, or may not */
  complete(files: Files, path: string, offset: number, typed?: string): Completions | undefined;
  /** What a completion stands for. */
  describe(files: Files, path: string, offset: number, label: string): Omit<Hover, 'from' | 'to'> | undefined;
  definition(files: Files, path: string, offset: number): Definition | undefined;
}

/**
 * TypeScript's language service over files in memory. The page's worker and the command line use this one function, so
 * that a type error has the same words and the same place on both sides.
 */
export function createChecker(library: Library): Checker {
  const files = virtualFiles(library);
  const service = ts.createLanguageService(languageHost(library, files), ts.createDocumentRegistry());

  return {
    diagnose(now, path) {
      files.take(now);
      const found = [...service.getSyntacticDiagnostics(path), ...service.getSemanticDiagnostics(path)];
      return found
        .map((diagnostic) => problem(diagnostic, now[path]!))
        .sort((a, b) => a.line - b.line || a.column - b.column);
    },

    hover(now, path, offset) {
      files.take(now);
      const info = service.getQuickInfoAtPosition(path, offset);
      if (!info) return undefined;
      const { start, length } = info.textSpan;
      return { from: start, to: start + length, ...described(info) };
    },

    complete(now, path, offset, typed) {
      files.take(now);
      const triggerCharacter = triggers.find((character) => character === typed);
      const found = service.getCompletionsAtPosition(path, offset, { triggerCharacter });
      if (!found) return undefined;
      const word = /[\w$]*$/.exec(now[path]!.slice(0, offset))![0];
      const span = found.optionalReplacementSpan;
      return {
        from: span ? span.start : offset - word.length,
        options: found.entries.map(({ name, kind, sortText }) => ({
          label: name,
          kind,
          rank: Number.parseInt(sortText, 10) || 99,
        })),
      };
    },

    describe(now, path, offset, label) {
      files.take(now);
      const details = service.getCompletionEntryDetails(
        path,
        offset,
        label,
        undefined,
        undefined,
        undefined,
        undefined,
      );
      return details && described(details);
    },

    definition(now, path, offset) {
      files.take(now);
      const found = service.getDefinitionAtPosition(path, offset) ?? [];
      const own = found.find(({ fileName }) => Object.hasOwn(now, fileName));
      if (!own) return found.length > 0 ? { in: 'library' } : undefined;
      return { in: 'files', path: own.fileName, ...placeOf(now[own.fileName]!, own.textSpan.start) };
    },
  };
}

const triggers = ['.', "'", '"', '`'] as const;

interface VirtualFiles {
  /** Makes these the files; a file whose text is another gets a new version. */
  take(now: Files): void;
  paths(): string[];
  isOwn(path: string): boolean;
  read(path: string): string | undefined;
  version(path: string): string;
}

function virtualFiles(library: Library): VirtualFiles {
  let own: Files = {};
  const known = new Map<string, { text: string; version: number }>();
  return {
    take(now) {
      own = now;
      for (const [path, text] of Object.entries(now)) {
        const before = known.get(path);
        if (before?.text !== text) known.set(path, { text, version: (before?.version ?? 0) + 1 });
      }
    },
    paths: () => [`${LIBRARY}globals.d.ts`, ...Object.keys(own)],
    isOwn: (path) => Object.hasOwn(own, path),
    read: (path) => own[path] ?? library.files[path],
    version: (path) => String(known.get(path)?.version ?? 0),
  };
}

function languageHost(library: Library, files: VirtualFiles): ts.LanguageServiceHost {
  const exists = (path: string) => files.read(path) !== undefined;
  return {
    getCompilationSettings: () => options,
    getCurrentDirectory: () => '/',
    getDefaultLibFileName: () => `${LIBRARY}lib.es2023.d.ts`,
    getScriptFileNames: files.paths,
    getScriptVersion: files.version,
    getScriptSnapshot(path) {
      const text = files.read(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    fileExists: exists,
    readFile: files.read,
    resolveModuleNameLiterals: (literals, importer) =>
      literals.map(({ text }) => {
        const path = files.isOwn(importer)
          ? resolveOwn(text, importer, files.isOwn, library)
          : resolveInLibrary(text, importer, exists, library);
        if (path === undefined) return { resolvedModule: undefined };
        const extension = path.endsWith('.d.ts') ? ts.Extension.Dts : ts.Extension.Ts;
        return { resolvedModule: { resolvedFileName: path, extension, isExternalLibraryImport: false } };
      }),
  };
}

/** As the runner resolves it: what runs is what is checked. */
function resolveOwn(specifier: string, importer: string, has: (path: string) => boolean, library: Library) {
  if (/^[./]/.test(specifier)) return resolveRelative(specifier, importer, has);
  const part = partOf(specifier);
  if (part !== undefined) return [partFile(part)].find(has);
  const importable = specifier.startsWith('#course/') || specifier === 'vitest' || specifier === 'fast-check';
  return importable ? library.modules[specifier] : undefined;
}

function resolveInLibrary(
  specifier: string,
  importer: string,
  has: (path: string) => boolean,
  library: Library,
) {
  if (!specifier.startsWith('.')) return library.modules[specifier];
  return resolveRelative(specifier.replace(/(\.d)?\.[jt]s$/, '.d.ts'), importer, has);
}

const severities: Record<ts.DiagnosticCategory, TypeProblem['severity']> = {
  [ts.DiagnosticCategory.Error]: 'error',
  [ts.DiagnosticCategory.Warning]: 'warning',
  [ts.DiagnosticCategory.Suggestion]: 'info',
  [ts.DiagnosticCategory.Message]: 'info',
};

function problem(
  { start = 0, length = 0, code, category, messageText }: ts.Diagnostic,
  text: string,
): TypeProblem {
  const end = placeOf(text, start + length);
  return {
    ...placeOf(text, start),
    endLine: end.line,
    endColumn: end.column,
    code,
    message: inWords(messageText),
    severity: severities[category],
  };
}

/** Lines as editors count them, by `\n`; TypeScript also ends one at U+2028. */
function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

function described({ displayParts = [], documentation }: ts.QuickInfo | ts.CompletionEntryDetails) {
  // Of something imported, the last line only says again that it is.
  const last = displayParts.findLastIndex(({ kind }) => kind === 'lineBreak');
  const repeats = displayParts[1]?.text === 'alias' && displayParts[last + 1]?.text === 'import';
  return {
    signature: displayParts
      .slice(0, repeats ? last : displayParts.length)
      .map(({ text, kind }) => ({ text, kind })),
    documentation: ts.displayPartsToString(documentation),
  };
}
