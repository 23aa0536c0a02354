import { parse, type Node, type Program } from 'acorn';
import { transform } from 'sucrase';
import { codeFrame } from './code-frame.ts';
import { elsewhere } from './guard.ts';
import { nodeOnly } from './node-only.ts';

/**
 * TypeScript in, JavaScript out, with every statement on the line where the learner wrote it.
 *
 * The page and the command line both compile the learner's file here, so that a syntax error has the same words and
 * the same line on both sides, and a stack trace needs no source map.
 */
export class CompileError extends Error {
  override readonly name = 'SyntaxError';
  readonly path: string;
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly frame: string | undefined;

  constructor(message: string, path: string, source: string, line?: number, column?: number) {
    super(message);
    this.path = path;
    this.line = line;
    this.column = column;
    this.frame = line === undefined ? undefined : codeFrame(source, line, column);
  }
}

export interface Compiled {
  /** An ES module without types; loops call `__lockstep.loop(line)`. */
  readonly code: string;
  readonly program: Program;
  /** True when the module awaits outside any function. */
  readonly awaits: boolean;
}

export interface CompileOptions {
  /** Also call `__lockstep.at(line)` where a function returns, so that a wrong answer can be pointed at. */
  readonly returns?: boolean;
  /** The file is not the one that is judged: its loops are watched, and its lines not spoken of. */
  readonly apart?: boolean;
  /** Whether to watch its loops; true unless told otherwise. A suite is trusted. */
  readonly guarded?: boolean;
}

/** @throws CompileError with the line in `source`, 1-based */
export function compile(source: string, path: string, options: CompileOptions = {}): Compiled {
  const stripped = stripTypes(source, path);
  const program = parseModule(stripped, path, source);
  if (options.guarded === false) return { code: stripped, program, awaits: false };
  const { edits, awaits } = instrument(program, lineCounter(stripped), options);
  return { code: applyEdits(stripped, edits), program, awaits };
}

/** @throws CompileError */
export function stripTypes(source: string, path: string): string {
  try {
    return transform(source, {
      transforms: ['typescript'],
      disableESTransforms: true,
      production: true,
      filePath: path,
    }).code;
  } catch (error) {
    const { message, loc } = error as Error & { loc?: { line: number; column: number } };
    const words = /^(?:Error transforming [^:]*: )?(?:SyntaxError: )?(.*?)(?: \((\d+):(\d+)\))?$/s.exec(
      message,
    );
    const line = loc?.line ?? (words?.[2] ? Number(words[2]) : undefined);
    const column = loc?.column ?? (words?.[3] ? Number(words[3]) : undefined);
    throw new CompileError(words?.[1] ?? message, path, source, line, column);
  }
}

/**
 * A function expression `(require, exports, __lockstep)` that evaluates the module. Its name and lines in a stack trace
 * are the learner's, in V8's page and V8's Node alike. A `let` that is never reached makes the names of Node throw
 * a ReferenceError, and leaves the learner free to declare them.
 */
export function wrapModule({ code, awaits }: Compiled, path: string): string {
  const body = `${awaits ? 'async ' : ''}function(){${toCommonJs(code, path)}\n}`;
  return `(function(require,exports,__lockstep){"use strict";switch(0){case 1:let ${nodeOnly.join()};default:return(${body})()}})\n//# sourceURL=${path}`;
}

/** Rewrites imports and exports to `require` and `exports`; lines stay where they are. */
function toCommonJs(code: string, path: string): string {
  const { code: commonJs } = transform(code, {
    transforms: ['imports'],
    disableESTransforms: true,
    production: true,
    filePath: path,
  });
  // Sucrase writes `_mod.name.call(void 0, x)`. When `name` is missing, V8 would speak of reading 'call' of undefined.
  return commonJs.replace(/(?<![\w$.])(_[\w$]+\.[\w$]+)\.call\(void 0, ?/g, '(0,$1)(');
}

export function parseModule(code: string, path: string, source = code): Program {
  try {
    return parse(code, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      allowAwaitOutsideFunction: true,
      allowHashBang: true,
    });
  } catch (error) {
    const { message, loc } = error as SyntaxError & { loc?: { line: number; column: number } };
    throw new CompileError(
      message.replace(/ \(\d+:\d+\)$/, ''),
      path,
      source,
      loc?.line,
      loc && loc.column + 1,
    );
  }
}

interface Edit {
  readonly at: number;
  readonly text: string;
}

const loopTypes = /^(For|While|DoWhile|ForIn|ForOf)Statement$/;
const functionTypes = /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/;

function instrument(program: Program, lineOf: (offset: number) => number, options: CompileOptions) {
  const edits: Edit[] = [];
  let awaits = false;

  const visit = (node: AnyNode, inFunction: boolean): void => {
    if (loopTypes.test(node.type))
      prependToBody(
        edits,
        node.body as AnyNode,
        `__lockstep.loop(${options.apart ? elsewhere : lineOf(node.start)});`,
      );
    if (!inFunction && (node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await)))
      awaits = true;
    if (options.returns) markReturn(edits, node, lineOf);
    const inside = inFunction || functionTypes.test(node.type);
    for (const child of children(node)) visit(child, inside);
  };
  visit(program as unknown as AnyNode, false);
  return { edits, awaits };
}

function markReturn(edits: Edit[], node: AnyNode, lineOf: (offset: number) => number) {
  const mark = `__lockstep.at(${lineOf(node.start)})`;
  if (node.type === 'ReturnStatement') {
    edits.push({ at: node.start, text: `{${mark};` }, { at: node.end, text: '}' });
  } else if (node.type === 'ArrowFunctionExpression' && (node.body as AnyNode).type !== 'BlockStatement') {
    const body = node.body as AnyNode;
    edits.push(
      { at: body.start, text: `(__lockstep.at(${lineOf(body.start)}),` },
      { at: body.end, text: ')' },
    );
  }
}

function prependToBody(edits: Edit[], body: AnyNode, call: string) {
  if (body.type === 'BlockStatement') edits.push({ at: body.start + 1, text: call });
  else edits.push({ at: body.start, text: `{${call}` }, { at: body.end, text: '}' });
}

type AnyNode = Node & Record<string, unknown>;

function* children(node: AnyNode): Iterable<AnyNode> {
  for (const value of Object.values(node)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item && typeof item === 'object' && typeof (item as AnyNode).type === 'string')
        yield item as AnyNode;
    }
  }
}

function applyEdits(code: string, edits: readonly Edit[]): string {
  // Two edits at one offset keep the order in which the tree was walked: outer opens first, and closes last.
  const opening = (edit: Edit) => (edit.text.startsWith('}') || edit.text === ')' ? 0 : 1);
  const order = edits.map((edit, index) => ({ edit, index }));
  order.sort(
    (a, b) =>
      a.edit.at - b.edit.at ||
      opening(a.edit) - opening(b.edit) ||
      (opening(a.edit) ? a.index - b.index : b.index - a.index),
  );
  let out = '';
  let from = 0;
  for (const { edit } of order) {
    out += code.slice(from, edit.at) + edit.text;
    from = edit.at;
  }
  return out + code.slice(from);
}

function lineCounter(code: string): (offset: number) => number {
  const starts = [0];
  for (let i = 0; i < code.length; i++) if (code.charCodeAt(i) === 10) starts.push(i + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}
