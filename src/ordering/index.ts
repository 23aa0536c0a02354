export { compareStamps, isStable, lamportClock, receive, stampOf, tick } from './lamport.ts';
export type { LamportClock, Stamp } from './lamport.ts';
export type { Answer, ClientRequest, Entry } from './entry.ts';
export { journal } from './journal.ts';
export { learn, missing, receiverAt, take, type Received, type Receiver } from './receiver.ts';
export { appliedBy, oneOrder, report, type Report } from './report.ts';
export { sequencedReplica, type ReplicaState } from './sequenced/replica.ts';
export { sequencer, type SequencerOptions, type SequencerState } from './sequenced/sequencer.ts';
export type { SequencerMessage } from './sequenced/messages.ts';
export { sequencedSystem, type SequencedOptions } from './sequenced/system.ts';
export { majorityOf, reachedBy } from './quorum/quorum.ts';
export { quorumMember, type MemberState, type QuorumOptions } from './quorum/member.ts';
export type { QuorumMessage } from './quorum/messages.ts';
export { quorumSystem } from './quorum/system.ts';
export { broker, type BrokerState } from './partitioned-log/broker.ts';
export { consumer, type ConsumerOptions, type ConsumerState } from './partitioned-log/consumer.ts';
export { controller, type ControllerState } from './partitioned-log/controller.ts';
export { assignedTo, commitOffset, join, leave, newGroup, type Group } from './partitioned-log/group.ts';
export type { Hosted } from './partitioned-log/leader.ts';
export type { Acks, KafkaMessage, Leadership } from './partitioned-log/messages.ts';
export { partitionFor } from './partitioned-log/partitioner.ts';
export {
  producer,
  type KeyedCommand,
  type ProducerOptions,
  type Stored,
} from './partitioned-log/producer.ts';
export type { LogRecord, ProducerStamp } from './partitioned-log/records.ts';
export { kafkaSystem, type KafkaOptions } from './partitioned-log/system.ts';
export { topicOf, type Topic } from './partitioned-log/topic.ts';
