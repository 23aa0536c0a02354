import type { Architecture } from '../../events/shop/architecture.ts';
import { carriedState } from '../../events/shop/carried-state/index.ts';
import { commandSourcing } from '../../events/shop/command-sourcing/architecture.ts';
import { eventSourcing } from '../../events/shop/event-sourcing/architecture.ts';
import { notification } from '../../events/shop/notification/index.ts';

/** In the order in which they are shown. */
export const shops: readonly Architecture[] = [notification, carriedState, eventSourcing, commandSourcing];

export const architectureNamed = (name: string): Architecture | undefined =>
  shops.find((shop) => shop.name === name);
