import { clusterNames, readClusterName, systemFor as clusterFor } from '../../aeron/setup.ts';
import { system as carriedState } from '../../events/scenarios/carried-state.ts';
import { system as commandSourcing } from '../../events/scenarios/command-sourcing.ts';
import { system as cqrs } from '../../events/scenarios/cqrs.ts';
import { system as eventSourcing } from '../../events/scenarios/event-sourcing.ts';
import { system as notification } from '../../events/scenarios/notification.ts';
import { system as twoTillsBlind } from '../../events/scenarios/two-tills-blind.ts';
import { system as twoTills } from '../../events/scenarios/two-tills.ts';
import { system as gating } from '../../ordering/scenarios/gating.ts';
import { system as kafkaAcks1 } from '../../ordering/scenarios/kafka-acks-1.ts';
import { system as kafkaTwoPartitions } from '../../ordering/scenarios/kafka-two-partitions.ts';
import { system as kafkaUnclean } from '../../ordering/scenarios/kafka-unclean.ts';
import { system as kafka } from '../../ordering/scenarios/kafka.ts';
import { system as nonGating } from '../../ordering/scenarios/non-gating.ts';
import { system as quorum } from '../../ordering/scenarios/quorum.ts';
import { system as sequencer } from '../../ordering/scenarios/sequencer.ts';
import { readSystemName, systemFor } from '../../raft/setup.ts';
import type { Scenario, System } from '../../sim/index.ts';

const systems: Readonly<Record<string, System>> = {
  'carried-state': carriedState as System,
  gating: gating as System,
  kafka: kafka as System,
  'kafka-acks-1': kafkaAcks1 as System,
  'kafka-two-partitions': kafkaTwoPartitions as System,
  'kafka-unclean': kafkaUnclean as System,
  'non-gating': nonGating as System,
  notification: notification as System,
  quorum: quorum as System,
  sequencer: sequencer as System,
  'command-sourcing': commandSourcing as System,
  cqrs: cqrs as System,
  'event-sourcing': eventSourcing as System,
  'two-tills': twoTills as System,
  'two-tills-blind': twoTillsBlind as System,
};

/** The system on which a figure runs, by the scenario's line `system`. What a cluster of Raft or Aeron changes stands in its name. */
export function systemOf(scenario: Pick<Scenario, 'system' | 'nodes'>): System | undefined {
  const { system: name } = scenario;
  if (name !== '' && readSystemName(name)) return systemFor(scenario);
  if (readClusterName(name)) return clusterFor(scenario);
  return Object.hasOwn(systems, name) ? systems[name] : undefined;
}

export const knownSystems: readonly string[] = [...Object.keys(systems), ...clusterNames, 'raft'];
