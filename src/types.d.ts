/// <reference types="@docusaurus/module-type-aliases" />

declare module '@generated/lockstep-runtime/default/*.json' {
  const source: string;
  export default source;
}

declare module '@generated/lockstep-exercises/default/loaders' {
  import type { ExerciseFiles } from './workbook/load-exercise.ts';
  export const loaders: Readonly<Record<string, () => Promise<{ default: ExerciseFiles }>>>;
}

declare module '@generated/lockstep-lab/default/presets.json' {
  import type { Preset } from './workbook/lab/presets.ts';
  const presets: readonly Preset[];
  export default presets;
}

/** @types/subset-font knows nothing of `keepFeatures`. */
declare module 'subset-font' {
  export default function subsetFont(
    font: Buffer,
    text: string,
    options: {
      targetFormat: 'woff2';
      variationAxes: Readonly<Record<string, { min: number; max: number }>>;
      keepFeatures: readonly string[];
    },
  ): Promise<Buffer>;
}

declare module '@generated/lockstep-language/default/service.json' {
  /** Where the language worker's script lies, base path included. */
  const service: { readonly url: string };
  export default service;
}

declare module 'lockstep:library' {
  import type { Library } from './language/checker.ts';
  const library: Library;
  export default library;
}
