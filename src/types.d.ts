/// <reference types="@docusaurus/module-type-aliases" />

declare module '@generated/lockstep-runtime/default/*.json' {
  const source: string;
  export default source;
}

declare module '@generated/lockstep-exercises/default/loaders' {
  import type { ExerciseFiles } from './workbook/load-exercise.ts';
  export const loaders: Readonly<Record<string, () => Promise<{ default: ExerciseFiles }>>>;
}
