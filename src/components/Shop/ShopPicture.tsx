import { architectureNamed } from '../../events/shop/shops.ts';
import type { RunPictureProps } from '../ScenarioFigure/RunFigure.tsx';
import { ShopStage } from './ShopStage.tsx';

/** The run of a figure, on the shop's stage. */
export function ShopPicture({ system, trace, label, hidden, at, find, panels }: RunPictureProps) {
  return (
    <ShopStage architecture={architectureNamed(system)!} {...{ trace, label, hidden, at, find, panels }} />
  );
}
