import { readFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import ts from 'typescript';
import { made } from '../../grading/node/made.ts';
import { root } from '../../grading/node/root.ts';
import { LIBRARY, type Library } from '../checker.ts';
import { globals } from '../globals.ts';
import { options } from '../options.ts';

/** The declarations of everything that a learner's program can reach, from the course and the installed packages. */
export function readLibrary(): Library {
  const { before, keep } = made('library');
  return JSON.parse(before ?? keep(JSON.stringify(gatherLibrary()))) as Library;
}

function gatherLibrary(): Library {
  const course = courseModules();
  const testing = ['vitest', 'fast-check'].map(packageDeclarations);
  return {
    files: Object.assign(
      { [`${LIBRARY}globals.d.ts`]: globals },
      languageDeclarations(),
      course.files,
      ...testing.map(({ files }) => files),
    ),
    modules: Object.assign({}, course.modules, ...testing.map(({ modules }) => modules)),
  };
}

/** ECMAScript's own, without the DOM: ES2023 and everything that it refers to. */
function languageDeclarations(): Record<string, string> {
  const folder = dirname(ts.getDefaultLibFilePath(options));
  const files: Record<string, string> = {};
  const add = (name: string) => {
    if (files[LIBRARY + name] !== undefined) return;
    const text = readFileSync(`${folder}/${name}`, 'utf8').replace(/^\/\*![\s\S]*?\*\/\s*/, '');
    files[LIBRARY + name] = text;
    for (const [, lib] of text.matchAll(/^\/\/\/ <reference lib="([^"]+)"/gm)) add(`lib.${lib}.d.ts`);
  };
  add('lib.es2023.d.ts');
  return files;
}

/** `#course/*` as package.json maps it, by TypeScript's own declaration emit. What is marked `@internal` stays out. */
function courseModules(): Library {
  const { imports } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as {
    imports: Record<string, string>;
  };
  const sources = Object.entries(imports)
    .filter(([specifier]) => specifier.startsWith('#course/'))
    .map(([specifier, path]) => ({ specifier, path: path.slice(2) }));
  const program = ts.createProgram({
    rootNames: sources.map(({ path }) => `${root}/${path}`),
    options: { ...options, noEmit: false, declaration: true, emitDeclarationOnly: true, stripInternal: true },
  });
  const files: Record<string, string> = {};
  const { diagnostics } = program.emit(undefined, (path, text) => {
    files[LIBRARY + relative(root, path).replaceAll('\\', '/')] = text;
  });
  if (diagnostics.length > 0) throw new Error(ts.formatDiagnostics(diagnostics, formatHost));
  const modules = sources.map(({ specifier, path }) => [specifier, LIBRARY + path.replace(/\.ts$/, '.d.ts')]);
  return { files, modules: Object.fromEntries(modules) as Record<string, string> };
}

/**
 * The declaration files of an installed package, comments left out, with those of the packages that its types are made
 * of. Others, such as Vite's, are not followed: their types become `any`.
 */
function packageDeclarations(name: string): Library {
  const followed =
    /\/node_modules\/((vitest|fast-check|pure-rand|tinyrainbow|@vitest\/\w[\w-]*|@types\/chai|@standard-schema\/spec)\/.+)$/;
  const printer = ts.createPrinter({ removeComments: true });
  const files: Record<string, string> = {};
  const modules: Record<string, string> = {};
  const follow = (specifier: string, importer: string): void => {
    const found = ts.resolveModuleName(specifier, importer, options, ts.sys).resolvedModule?.resolvedFileName;
    const inside = found && followed.exec(found.replaceAll('\\', '/'))?.[1];
    if (!inside) return;
    const path = LIBRARY + inside;
    if (!specifier.startsWith('.')) modules[specifier] = path;
    if (files[path] !== undefined) return;
    const text = readFileSync(found, 'utf8');
    files[path] = printer.printFile(ts.createSourceFile(found, text, ts.ScriptTarget.ESNext));
    for (const { fileName } of ts.preProcessFile(text).importedFiles) follow(fileName, found);
  };
  follow(name, `${root}/index.ts`);
  return { files, modules };
}

const formatHost: ts.FormatDiagnosticsHost = {
  getCanonicalFileName: (name) => name,
  getCurrentDirectory: () => root,
  getNewLine: () => '\n',
};
