import { kafkaSystem } from '../partitioned-log/system.ts';

export const system = kafkaSystem({ topic: { uncleanLeaderElection: true } });
