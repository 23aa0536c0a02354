import { systemFor } from '../setup.ts';

export const system = systemFor({ system: 'raft', nodes: [] });
