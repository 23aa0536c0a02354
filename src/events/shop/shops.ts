import type { Architecture, ArchitectureName } from './architecture.ts';
import { carriedState } from './carried-state/index.ts';
import { notification } from './notification/index.ts';

/** Every way in which the shop is built. */
export const shops: Readonly<Partial<Record<ArchitectureName, Architecture>>> = {
  notification,
  'carried-state': carriedState,
};

export const allShops: readonly Architecture[] = Object.values(shops);
