import { quorumSystem } from '../quorum/system.ts';

export const system = quorumSystem();
