import { elections } from './elections.ts';
import { logs } from './logs.ts';
import type { PlantedBug } from './planted.ts';
import { services } from './services.ts';

export const plantedBugs: readonly PlantedBug[] = [...elections, ...logs, ...services];
