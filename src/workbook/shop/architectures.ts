import type { Architecture } from '../../events/shop/architecture.ts';
import { eventSourcing } from '../../events/shop/event-sourcing/architecture.ts';

/** In the order in which they are shown. */
export const shops: readonly Architecture[] = [eventSourcing];

export const architectureNamed = (name: string): Architecture | undefined =>
  shops.find((shop) => shop.name === name);
