import type { NodeId } from '../../sim/index.ts';

/** One topic, all of whose partitions are kept by all brokers, and the settings that decide what its promises are worth. */
export interface Topic {
  readonly partitions: number;
  readonly brokers: readonly NodeId[];
  readonly controller: NodeId;
  /** With fewer in-sync replicas `acks=all` is refused, and nothing more becomes visible. */
  readonly minInsyncReplicas: number;
  /** Whether a replica that is not in sync may lead when no other can: the partition works again, and may have lost records. */
  readonly uncleanLeaderElection: boolean;
  /** After how many milliseconds a follower that has not caught up leaves the ISR (`replica.lag.time.max.ms`). */
  readonly replicaLagTimeMax: number;
  /** After how many milliseconds of silence the controller takes a broker for dead (`broker.session.timeout.ms`). */
  readonly brokerSessionTimeout: number;
}

/** Kafka's defaults, but for the times: seconds there, and less here, so that a run is short. */
export const topicOf = (settings: Partial<Topic> = {}): Topic => ({
  partitions: 1,
  brokers: ['b1', 'b2', 'b3'],
  controller: 'controller',
  minInsyncReplicas: 1,
  uncleanLeaderElection: false,
  replicaLagTimeMax: 400,
  brokerSessionTimeout: 300,
  ...settings,
});

/** How long the leader keeps a fetch that finds nothing new (`fetch.max.wait.ms`). */
export const fetchMaxWait = 150;
export const heartbeatEvery = 100;
