import type { Architecture } from '../../events/shop/architecture.ts';
import { allShops } from '../../events/shop/shops.ts';

/** In the order in which they are shown. */
export const shops: readonly Architecture[] = allShops;

export const architectureNamed = (name: string): Architecture | undefined =>
  shops.find((shop) => shop.name === name);
