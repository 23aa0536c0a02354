import { system as gating } from '../../ordering/scenarios/gating.ts';
import { system as kafkaAcks1 } from '../../ordering/scenarios/kafka-acks-1.ts';
import { system as kafkaTwoPartitions } from '../../ordering/scenarios/kafka-two-partitions.ts';
import { system as kafkaUnclean } from '../../ordering/scenarios/kafka-unclean.ts';
import { system as kafka } from '../../ordering/scenarios/kafka.ts';
import { system as nonGating } from '../../ordering/scenarios/non-gating.ts';
import { system as quorum } from '../../ordering/scenarios/quorum.ts';
import { system as sequencer } from '../../ordering/scenarios/sequencer.ts';
import type { System } from '../../sim/index.ts';

/** The systems on which the scenarios of figures run, by the name that stands in their line `system`. */
export const systems: Readonly<Record<string, System>> = {
  gating: gating as System,
  kafka: kafka as System,
  'kafka-acks-1': kafkaAcks1 as System,
  'kafka-two-partitions': kafkaTwoPartitions as System,
  'kafka-unclean': kafkaUnclean as System,
  'non-gating': nonGating as System,
  quorum: quorum as System,
  sequencer: sequencer as System,
};
