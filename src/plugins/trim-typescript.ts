import { parse, type Node } from 'acorn';

/**
 * Cuts lib/typescript.js down to what a program reaches from a few of its exports: 1,001 kB after minifying and gzip
 * become some 540. A bundler cannot do it: the file is one function, its side effects are many, and its namespaces are
 * objects that hold on to everything.
 *
 * Whatever a kept piece names is kept too, even where a local variable has the same name; so nothing is lost by mistake,
 * except what `unused` takes out on purpose. checker.test.ts holds the result against the whole of TypeScript.
 *
 * @param source the text of lib/typescript.js
 * @param names exports that are wanted
 * @returns an ES module whose default export holds them
 * @throws Error when TypeScript is no longer built in the way that this knows
 */
export function trimTypeScript(source: string, names: readonly string[]): string {
  const text = withoutWrapper(source);
  const pieces = readPieces(text);
  const { kept, renamed } = reach(pieces, names.map(pieces.exported));
  const written = writer(text, renamed);
  const body = [...kept].sort(([a], [b]) => a.node.start - b.node.start);
  const object = names.map((name) => `${name}: ${pieces.exported(name)}`);
  return `${body.map(([piece, used]) => print(piece, used, written)).join('\n')}\nexport default { ${object.join(', ')} };\n`;
}

/** Every name that lib/typescript.js exports. */
export function exportedNames(source: string): Set<string> {
  const list = /__export\(typescript_exports, \{([\s\S]*?)\n\}\);/.exec(source)?.[1] ?? '';
  return new Set([...list.matchAll(/^ {2}(\w+): \(\) =>/gm)].map(([, name]) => name!));
}

/**
 * What an editor never asks of the service: to emit, to build, to correct, to rearrange. A function becomes one that
 * throws, a namespace an empty one.
 */
const unused = new Set([
  'emitFiles', 'transformNodes', 'getTransformers', 'transformDeclarations', 'parseJsonConfigFileContentWorker',
  'createGetSymbolAccessibilityDiagnosticForNode', 'createGetIsolatedDeclarationErrors', 'createEmitHelperFactory',
  'getEncodedSyntacticClassifications', 'computeSuggestionDiagnostics', 'getSupportedCodeFixes',
  'getEditsForFileRename', 'getEntryForMemberCompletion', 'getExhaustiveCaseSnippets', 'createObjectLiteralMethod',
  'DocumentHighlights', 'ts_BreakpointResolver_exports', 'ts_CallHierarchy_exports', 'ts_InlayHints_exports',
  'ts_MapCode_exports', 'ts_NavigateTo_exports', 'ts_NavigationBar_exports', 'ts_OrganizeImports_exports',
  'ts_OutliningElementsCollector_exports', 'ts_Rename_exports', 'ts_SmartSelectionRange_exports',
  'ts_codefix_exports', 'ts_refactor_exports', 'ts_textChanges_exports', 'pasteEdits_exports',
  'ts_preparePasteEdits_exports',
]); // prettier-ignore

/** Asked along with a completion's type, and not shown: what else choosing it would change. */
const asked = 'getCompletionEntryCodeActionsAndSourceDisplay';

/** Node's file system, which there is none of. TypeScript asks whether `sys` is there before it asks for anything else. */
const absent = 'sys';

const isLeftOut = (name: string | undefined) =>
  name !== undefined && (name === absent || name === asked || unused.has(name));

function withoutWrapper(source: string): string {
  const begin = 'var ts = {}; ((module) => {\n"use strict";\n';
  const end = '\n// Annotate the CommonJS export names for ESM import in node:';
  if (!source.includes(begin) || !source.includes(end)) throw changed('its wrapper is not found');
  return source.slice(source.indexOf(begin) + begin.length, source.indexOf(end));
}

const changed = (what: string) =>
  new Error(`lib/typescript.js is built in another way than src/plugins/trim-typescript.ts knows: ${what}.`);

type AnyNode = Node & Record<string, unknown>;

/** A function, a class, one variable, or a statement that fills one: whatever stands at the top level. */
interface Piece {
  readonly node: AnyNode;
  /** What it declares or fills. A statement that fills nothing in particular sets the whole up. */
  readonly name: string | undefined;
  /** Entries that count one by one: the exports of a namespace, or the messages. */
  readonly table?: ReadonlyMap<string, AnyNode>;
}

interface Pieces {
  readonly all: readonly Piece[];
  readonly making: ReadonlyMap<string, readonly Piece[]>;
  /** Export → the name that it has inside. */
  exported(name: string): string;
}

const messages = 'Diagnostics';

function readPieces(text: string): Pieces {
  const program = parse(text, { ecmaVersion: 'latest', sourceType: 'module' });
  const all = (program.body as unknown as AnyNode[]).flatMap(piecesOf);
  const making = new Map<string, Piece[]>();
  for (const piece of all) {
    if (piece.name !== undefined) making.set(piece.name, [...(making.get(piece.name) ?? []), piece]);
  }
  return {
    all,
    making,
    exported(name) {
      const getter = tableOf(making, 'typescript_exports')?.get(name)?.value as AnyNode | undefined;
      const inside = nameOf(getter?.body);
      if (inside === undefined) throw changed(`it does not export ${name}`);
      return inside;
    },
  };
}

function piecesOf(node: AnyNode): Piece[] {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return [{ node, name: nameOf(node.id) }];
    case 'VariableDeclaration':
      return (node.declarations as AnyNode[]).map((declarator) => {
        const name = nameOf(declarator.id);
        if (name === undefined) throw changed('a pattern is declared at the top level');
        return { node: declarator, name, ...(name === messages && { table: entries(declarator.init) }) };
      });
    case 'ExpressionStatement': {
      const { callee, arguments: values } = node.expression as { callee?: AnyNode; arguments?: AnyNode[] };
      if (/^register(CodeFix|Refactor)$/.test(nameOf(callee) ?? '')) return [];
      return nameOf(callee) === '__export'
        ? [{ node, name: nameOf(values![0]), table: entries(values![1]) }]
        : [{ node, name: filledBy(node.expression as AnyNode) }];
    }
    default:
      return []; // what is done under a condition is done for debugging
  }
}

const nameOf = (node: unknown): string | undefined =>
  (node as AnyNode | undefined)?.type === 'Identifier' ? (node as { name: string }).name : undefined;

function entries(object: unknown): Map<string, AnyNode> {
  const { properties } = object as { properties: AnyNode[] };
  return new Map(properties.map((entry) => [nameOf(entry.key)!, entry]));
}

const tableOf = (making: Pieces['making'], name: string) =>
  making.get(name)?.find(({ table }) => table)?.table;

/** `((Debug2) => …)(Debug || (Debug = {}))` fills Debug, and `_Version.zero = …` fills _Version. */
function filledBy(expression: AnyNode): string | undefined {
  if (expression.type === 'CallExpression')
    return nameOf(((expression.arguments as AnyNode[])[0] as { left?: unknown } | undefined)?.left);
  let target = expression.left as AnyNode | undefined;
  while (target?.type === 'MemberExpression') target = target.object as AnyNode;
  return nameOf(target);
}

interface Reached {
  /** With the entries that are used, where the piece is a table. */
  readonly kept: ReadonlyMap<Piece, ReadonlySet<string>>;
  /** Where a message is named, and the short name that it has now. */
  readonly renamed: ReadonlyMap<AnyNode, string>;
}

function reach({ all, making }: Pieces, wanted: readonly string[]): Reached {
  const kept = new Map<Piece, Set<string>>();
  const renamed = new Map<AnyNode, string>();
  const short = new Map<string, string>();
  const waiting: AnyNode[] = [];
  const keep = (piece: Piece) => {
    if (kept.has(piece)) return;
    kept.set(piece, new Set());
    if (!piece.table && !isLeftOut(piece.name)) waiting.push(piece.node);
  };
  const use = (name: string) => {
    if (tableOf(making, name)) throw changed(`${name} is used as a whole`);
    making.get(name)?.forEach(keep);
  };
  const useEntry = (name: string, entry: string) => {
    for (const piece of making.get(name)!) {
      keep(piece);
      const node = piece.table?.get(entry);
      if (!node || kept.get(piece)!.has(entry) || isLeftOut(name)) continue;
      kept.get(piece)!.add(entry);
      waiting.push(node.value as AnyNode);
      if (name === messages) rename(node.key as AnyNode, entry);
    }
  };
  const rename = (node: AnyNode, entry: string) => {
    const name = short.get(entry) ?? `m${short.size.toString(36)}`;
    short.set(entry, name);
    renamed.set(node, name);
  };

  all.filter(({ name }) => name === undefined).forEach(keep);
  ['__export', ...wanted].forEach(use);
  for (let node = waiting.pop(); node; node = waiting.pop()) visit(node);
  return { kept, renamed };

  function visit(node: AnyNode): void {
    const object = node.type === 'MemberExpression' && !node.computed ? nameOf(node.object) : undefined;
    if (object !== undefined && tableOf(making, object)) {
      const property = node.property as AnyNode;
      if (object === messages) rename(property, nameOf(property)!);
      return useEntry(object, nameOf(property)!);
    }
    const name = nameOf(node);
    if (name !== undefined) return use(name);
    for (const [key, value] of Object.entries(node)) {
      // Neither the name of a property nor the name that is being declared is a use of something.
      if (((key === 'property' || key === 'key') && !node.computed) || (key === 'id' && nameOf(value)))
        continue;
      for (const child of Array.isArray(value) ? value : [value]) {
        if (child && typeof child === 'object' && typeof (child as AnyNode).type === 'string')
          visit(child as AnyNode);
      }
    }
  }
}

type Written = (node: AnyNode) => string;

function writer(text: string, renamed: Reached['renamed']): Written {
  const edits = [...renamed].sort(([a], [b]) => a.start - b.start);
  return ({ start, end }) => {
    let out = '';
    let from = start;
    for (const [node, name] of edits) {
      if (node.start < start || node.end > end) continue;
      out += text.slice(from, node.start) + name;
      from = node.end;
    }
    return out + text.slice(from, end);
  };
}

function print({ node, name, table }: Piece, used: ReadonlySet<string>, written: Written): string {
  if (table) {
    const lines = [...table].filter(([entry]) => used.has(entry)).map(([, each]) => each);
    return name === messages
      ? `var ${name} = {\n${lines.map((each) => message(each, written)).join(',\n')}\n};`
      : `__export(${name}, {\n${lines.map(written).join(',\n')}\n});`;
  }
  if (isLeftOut(name)) return node.type === 'ExpressionStatement' ? '' : leftOut(name!);
  return node.type === 'VariableDeclarator' ? `var ${written(node)};` : written(node);
}

function leftOut(name: string): string {
  if (name === absent) return `var ${name};`;
  if (name === asked) return `function ${name}() { return {}; }`;
  return `function ${name}() { throw new Error('${name} is left out of this TypeScript.'); }`;
}

/** A message's third argument repeats its words, for translations that there are none of. */
function message(entry: AnyNode, written: Written): string {
  const values = (entry.value as unknown as { arguments: AnyNode[] }).arguments;
  const all = values.map((value, index) => (index === 2 ? "''" : written(value)));
  return `${written(entry.key as AnyNode)}: diag(${all.join(', ')})`;
}
