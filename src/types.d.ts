/// <reference types="@docusaurus/module-type-aliases" />

declare module '@generated/lockstep-runtime/default/*.json' {
  const source: string;
  export default source;
}
