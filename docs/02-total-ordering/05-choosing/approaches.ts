import { kafkaSystem, quorumSystem, sequencedSystem } from '#course/ordering';
import type { System } from '#course/sim';

export interface Approach {
  system: System;
  /** Whom the gateways ask. Kafka’s producer also wants a key. */
  ask: string;
  key?: string;
  /** The one that gives the order, and the copy that is furthest away. */
  orderer: string;
  copy: string;
  /** What an operator does soon after the orderer is gone. */
  operator?: string;
  replicas: string[];
}

const replicas = ['r1', 'r2', 'r3'];
const sequencer = {
  ask: 'sequencer',
  orderer: 'sequencer',
  copy: 'standby',
  operator: 'fire promote of standby',
  replicas,
};
const kafka = {
  ask: 'producer',
  key: 'all: ',
  orderer: 'b1',
  copy: 'b3',
  replicas,
};

export const approaches: Record<string, Approach> = {
  sequencer: {
    ...sequencer,
    system: sequencedSystem({ standby: true }) as System,
  },
  'gating sequencer': {
    ...sequencer,
    system: sequencedSystem({ gating: true }) as System,
  },
  'Kafka, acks=1': {
    ...kafka,
    system: kafkaSystem({ producer: { acks: 1 } }) as System,
  },
  'Kafka, acks=all': {
    ...kafka,
    system: kafkaSystem({ topic: { minInsyncReplicas: 2 } }) as System,
  },
  majority: {
    ask: 'n1',
    orderer: 'n1',
    copy: 'n3',
    system: quorumSystem() as System,
    replicas: ['n1', 'n2', 'n3'],
  },
};
