import { RunFigure, type ScenarioFigureProps } from '../ScenarioFigure/RunFigure.tsx';

/** One architecture of the shop, with a short story: its messages, and the stores as they fill. */
export const ShopFigure = (props: ScenarioFigureProps) => <RunFigure {...props} picture="shop" load={load} />;

const load = () => import(/* webpackChunkName: "lockstep-shop" */ './figure.ts').then((parts) => parts);
