import type { Plugin } from '@docusaurus/types';

/**
 * Five things that the bundler would get wrong by itself. Two of them because this package is made of ES modules
 * ("type": "module"), and what Docusaurus generates is CommonJS.
 */
export default function bundlingPlugin(): Plugin {
  return {
    name: 'lockstep-bundling',
    configureWebpack: (_config, isServer) => ({
      // Sandpack's other runtime is not open source and never used here.
      resolve: {
        alias: {
          '@codesandbox/nodebox': false,
        },
      },
      module: {
        // Taken for an ES module, the registry ends the build with `require.resolveWeak is not a function`.
        rules: [
          { test: /[\\/]\.docusaurus[\\/].*\.js$/, type: 'javascript/auto' },
          // The theme would bring Prism to every page. Our code is drawn by the server (src/components/code).
          { test: /theme-classic[\\/]lib[\\/]prism-include-languages\.js$/, use: 'null-loader' },
        ],
      },
      ...(isServer
        ? // Taken for an ES module, the server's bundle throws, and every page is rendered as that error.
          { plugins: [{ apply: emitCommonJsMark as never }] }
        : {
            optimization: {
              splitChunks: {
                cacheGroups: {
                  // On a small site half the pages are few, and Docusaurus gathers what they share into a chunk that
                  // every page loads. What is imported late, under a name in "lockstep-", must stay late.
                  common: {
                    chunks: (chunk: { name?: string | null }) => !chunk.name?.startsWith('lockstep-'),
                  },
                },
              },
            },
          }),
    }),
  };
}

interface Compiler {
  webpack: { sources: { RawSource: new (text: string) => unknown } };
  hooks: { thisCompilation: { tap: (name: string, callback: (compilation: Compilation) => void) => void } };
}

interface Compilation {
  hooks: { processAssets: { tap: (name: string, callback: () => void) => void } };
  emitAsset: (name: string, source: unknown) => void;
}

function emitCommonJsMark(compiler: Compiler) {
  const name = 'lockstep-commonjs-mark';
  compiler.hooks.thisCompilation.tap(name, (compilation) => {
    compilation.hooks.processAssets.tap(name, () => {
      compilation.emitAsset('package.json', new compiler.webpack.sources.RawSource('{"type":"commonjs"}'));
    });
  });
}
