import ts from 'typescript';
import { expect, it } from 'vitest';
import { root } from '../grading/node/root.ts';
import { options } from './options.ts';

it('checks learners’ code as strictly as tsconfig.json checks the course', () => {
  const { config } = ts.readConfigFile(`${root}/tsconfig.json`, ts.sys.readFile);
  const course = ts.parseJsonConfigFileContent(config, ts.sys, root).options;
  // What differs on purpose: a learner’s program has no DOM, no Node, no JSX, and no file beside it but the lesson’s.
  const own: ts.CompilerOptions = { ...options };
  for (const key of [
    'lib',
    'types',
    'paths',
    'jsx',
    'resolveJsonModule',
    'configFilePath',
    'pathsBasePath',
  ]) {
    delete course[key];
    delete own[key];
  }
  expect(own).toEqual(course);
  expect(options.lib).toEqual(['lib.es2023.d.ts']);
  expect(options.types).toEqual([]);
});
