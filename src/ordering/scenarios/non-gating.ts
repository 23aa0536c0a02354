import { sequencedSystem } from '../sequenced/system.ts';

export const system = sequencedSystem({ standby: true });
