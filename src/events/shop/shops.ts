import type { Architecture, ArchitectureName } from './architecture.ts';
import { carriedState } from './carried-state/index.ts';
import { commandSourcing } from './command-sourcing/index.ts';
import { cqrs } from './cqrs/index.ts';
import { eventSourcing } from './event-sourcing/index.ts';
import { notification } from './notification/index.ts';

/** Every way in which the shop is built. */
export const shops: Readonly<Record<ArchitectureName, Architecture>> = {
  notification,
  'carried-state': carriedState,
  'event-sourcing': eventSourcing,
  'command-sourcing': commandSourcing,
  cqrs,
};

export const allShops: readonly Architecture[] = Object.values(shops);

export const architectureNamed = (name: string): Architecture | undefined =>
  allShops.find((shop) => shop.name === name);
