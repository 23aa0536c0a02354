import { withSystems } from './load.ts';
import { RunFigure, type ScenarioFigureProps } from './RunFigure.tsx';

/** A scenario as a space-time diagram. */
export const ScenarioFigure = (props: ScenarioFigureProps) => (
  <RunFigure {...props} picture="space-time" load={load} />
);

const load = () =>
  withSystems(
    import(/* webpackChunkName: "lockstep-spacetime" */ '../SpaceTime/SpaceTime.tsx').then(
      ({ SpaceTime }) => SpaceTime,
    ),
  );
