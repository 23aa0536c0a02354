import { systemFor } from '../setup.ts';

export const system = systemFor({ system: 'raft-one-by-one', nodes: [] });
