import { sequencedSystem } from '../sequenced/system.ts';

export const system = sequencedSystem({ gating: true });
