import js from '@eslint/js';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Folders that run in the simulated world: the same seed must give the same run, here, there and next year. */
const pure = ['src/{sim,machines,ordering,raft,aeron,events}/**/*.ts'];

const passItIn = 'A state machine gets it as input, so that every replica sees the same value.';
const banned = (names, message) => names.map((name) => ({ name, message }));

/** Nothing points upwards: `from` may not import from any of `to`. */
const boundary = (from, to, why) => ({
  files: from,
  ignores: ['**/*.test.ts'],
  rules: {
    'no-restricted-imports': ['error', { patterns: [{ group: to, message: why }] }],
  },
});

export default tseslint.config(
  { ignores: ['node_modules', 'build', '.docusaurus', '.lockstep', 'static', 'exercises/**/*.saved-*'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-console': 'off',
    },
  },
  {
    files: ['src/**/*.tsx'],
    plugins: { 'react-hooks': reactHooks, ...jsxA11y.flatConfigs.recommended.plugins },
    rules: {
      ...reactHooks.configs.recommended.rules,
      ...jsxA11y.flatConfigs.recommended.rules,
      // What only the browser knows (storage, preferences) comes after the server's HTML, and so from an effect.
      'react-hooks/set-state-in-effect': 'off',
      'react-hooks/refs': 'off',
    },
  },
  {
    // A stub's parameters wait for the learner; an example may be wrong on purpose.
    files: ['exercises/**', 'test/{solutions,mistakes}/**', 'docs/**'],
    rules: { '@typescript-eslint/no-unused-vars': 'off', 'prefer-const': 'off' },
  },
  {
    files: pure,
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...banned(['Date', 'performance', 'crypto'], passItIn),
        ...banned(
          ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
          'Time passes in src/sim only, and only as events.',
        ),
        ...banned(
          ['window', 'document', 'navigator', 'localStorage', 'self', 'fetch', 'process', 'Buffer'],
          'This code runs the same in Node, in a worker and in the page: no host may show.',
        ),
      ],
      'no-restricted-properties': [
        'error',
        {
          object: 'Math',
          property: 'random',
          message: `Draw from a seeded generator of src/sim. ${passItIn}`,
        },
        ...['sin', 'cos', 'tan', 'exp', 'log', 'log2', 'log10', 'pow', 'cbrt', 'hypot'].map((property) => ({
          object: 'Math',
          property,
          message: 'Engines may compute it differently in the last bit. Use integers.',
        })),
        { property: 'toLocaleString', message: 'It depends on the machine’s locale.' },
        { property: 'localeCompare', message: 'It depends on the machine’s locale. Compare with < and >.' },
      ],
    },
  },
  boundary(
    [...pure, 'src/grading/*.ts', 'src/runner/**/*.ts', 'src/language/**/*.ts', 'src/workbook/**/*.ts'],
    ['react', 'react-dom', '**/components/**', '**/theme/**', '**/pages/**', '@docusaurus/*', '@theme/*'],
    'React is a skin: what it shows is computed without it.',
  ),
  boundary(
    pure,
    [
      'react*',
      'node:*',
      '**/components/**',
      '**/theme/**',
      '**/pages/**',
      '**/workbook/**',
      '**/runner/**',
      '**/grading/**',
      '@docusaurus/*',
    ],
    'The simulated world and its machines stand on nothing but each other.',
  ),
  boundary(
    ['src/runner/**/*.ts', 'src/grading/**/*.ts', 'src/language/**/*.ts'],
    ['react*', '**/components/**', '**/theme/**', '**/pages/**', '**/workbook/**', '@docusaurus/*'],
    'Runner, grader and type checker know neither React nor what they are given.',
  ),
);
