import type { ComponentType } from 'react';
import type { Parts, RunPictureProps } from './RunFigure.tsx';

/** A picture and, beside it, the systems of the chapters on order and on Raft. */
export async function withSystems(picture: Promise<ComponentType<RunPictureProps>>): Promise<Parts> {
  const [Picture, { runText, sentencesOf }] = await Promise.all([
    picture,
    import(/* webpackChunkName: "lockstep-systems" */ './run.ts'),
  ]);
  return { Picture, runText, sentencesOf };
}
