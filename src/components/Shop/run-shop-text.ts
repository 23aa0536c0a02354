import { architectures } from '../../events/shop/architecture.ts';
import type { System } from '../../sim/index.ts';
import { architectureNamed } from '../../events/shop/shops.ts';
import { runOn, type Run } from '../ScenarioFigure/run-on.ts';

/** @throws Error with a sentence for each line that is wrong */
export const runShopText = (text: string): Run =>
  runOn({ of: ({ system }) => architectureNamed(system)?.system() as System, names: architectures }, text);
