import type { Plugin } from '@docusaurus/types';

/** Three things that the bundler would get wrong by itself. */
export default function bundlingPlugin(): Plugin {
  return {
    name: 'lockstep-bundling',
    configureWebpack: (_config, isServer) => ({
      // Sandpack's other runtime is not open source and never used here.
      resolve: { alias: { '@codesandbox/nodebox': false } },
      module: {
        // Docusaurus generates CommonJS into `.docusaurus`, while this package is made of ES modules ("type": "module").
        // Taken for one, the registry ends the build with `require.resolveWeak is not a function`.
        rules: [{ test: /[\\/]\.docusaurus[\\/].*\.js$/, type: 'javascript/auto' }],
      },
      ...(!isServer && {
        optimization: {
          splitChunks: {
            cacheGroups: {
              // On a small site half the pages are few, and Docusaurus gathers what they share into a chunk that every
              // page loads. What is imported late, under a name that begins with "lockstep-", must stay late.
              common: { chunks: (chunk: { name?: string | null }) => !chunk.name?.startsWith('lockstep-') },
            },
          },
        },
      }),
    }),
  };
}
