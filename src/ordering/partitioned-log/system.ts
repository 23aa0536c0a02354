import type { NodeId, System } from '../../sim/index.ts';
import { journal } from '../journal.ts';
import { oneOrder } from '../report.ts';
import { broker } from './broker.ts';
import { consumer, type ConsumerOptions } from './consumer.ts';
import { controller } from './controller.ts';
import type { KafkaMessage } from './messages.ts';
import { producer, type KeyedCommand, type ProducerOptions, type Stored } from './producer.ts';
import { topicOf, type Topic } from './topic.ts';

export interface KafkaOptions {
  readonly topic?: Partial<Topic>;
  readonly producer?: ProducerOptions;
  readonly consumer?: ConsumerOptions;
  /** Consumers that read all partitions, each a group of its own. */
  readonly replicas?: readonly NodeId[];
}

/**
 * A topic on brokers `b1`, `b2`, `b3` with their `controller`, a `producer` that clients ask, and replicas that read the topic.
 * Commands are a key and words: `ana: deposit 5`.
 */
export function kafkaSystem(
  options: KafkaOptions = {},
): System<unknown, KafkaMessage, KeyedCommand<string>, Stored> {
  const topic = topicOf(options.topic);
  const replicas = options.replicas ?? ['r1', 'r2', 'r3'];
  const programs = {
    producer: producer<string>(topic, options.producer),
    controller: controller(topic),
    broker: broker(topic),
    replica: consumer(topic, journal, options.consumer),
  };
  return {
    nodes: ['producer', ...topic.brokers, topic.controller, ...replicas],
    program(node) {
      if (node === 'producer') return programs.producer;
      if (node === topic.controller) return programs.controller;
      return topic.brokers.includes(node) ? programs.broker : programs.replica;
    },
    // Kafka leaves writing to the operating system, which outlives a broker that dies.
    faults: { disk: { unsynced: 'kept' } },
    readCommand(words) {
      const [, key, command] = /^(\w+): (.+)$/.exec(words) ?? [];
      if (key === undefined || command === undefined)
        throw new Error('A record has a key. Write: ana: deposit 5');
      return { key, command };
    },
    inTheEnd: oneOrder(replicas),
  };
}
