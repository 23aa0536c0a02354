import { withSystems } from './load.ts';
import { RunFigure, type ScenarioFigureProps } from './RunFigure.tsx';

/** A scenario of Raft, on the stage: a cluster, moment by moment. */
export const ClusterFigure = (props: Omit<ScenarioFigureProps, 'hide'>) => (
  <RunFigure {...props} picture="cluster" load={load} />
);

const load = () =>
  withSystems(
    import(/* webpackChunkName: "lockstep-cluster" */ '../ClusterStage/ClusterView.tsx').then(
      ({ ClusterView }) => ClusterView,
    ),
  );
