import { clients } from './clients.ts';
import { disks } from './disks.ts';
import { elections } from './elections.ts';
import { followers, leaders } from './logs.ts';
import { members } from './members.ts';
import type { PlantedBug } from './planted.ts';
import { snapshots } from './snapshots.ts';

/** Raft servers that are wrong in one place. */
export const plantedBugs: readonly PlantedBug[] = [
  ...elections,
  ...followers,
  ...leaders,
  ...disks,
  ...snapshots,
  ...clients,
  ...members,
];
