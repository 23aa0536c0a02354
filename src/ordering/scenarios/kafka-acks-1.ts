import { kafkaSystem } from '../partitioned-log/system.ts';

export const system = kafkaSystem({ producer: { acks: 1 } });
