import { choice, count, data, name, text, time, whole, yesNo } from './definition.js';
import { durability } from './flow.js';
import { disk, events, replicationFactor, retention } from './store.js';

const broker = {
  delivery: choice(
    ['at-most-once', 'at-least-once', 'exactly-once'],
    'What is guaranteed for a message: it may get lost, it may come twice, or neither.',
    { example: 'at-least-once' },
  ),
  retention,
  'message-size': data('Size of one message; without it, the request of the writes that are published.', {
    example: '1KB',
  }),
  'max-length': count('Most messages it holds.', { min: 1, example: '2M' }),
  overflow: choice(['reject', 'drop-oldest', 'block'], 'What happens when it is full.', { example: 'reject' }),
  outage: time('Outage of the consumers that it has to bridge without loss.', { example: '1h' }),
  schema: text('Contract of its messages with a version.', { example: '"orders.v1"' }),
  archive: name(['store'], 'Where messages stay after they have expired.', { example: 'event-archive' }),
  'external-consumers': yesNo('Somebody outside of this model reads it.', { example: 'yes' }),
  durability,
  ...disk,
  'replication-factor': replicationFactor,
};

export const queue = {
  ...broker,
  fifo: yesNo('Messages come out in the order in which they went in.', { example: 'yes' }),
  priority: yesNo('Urgent messages overtake others.', { example: 'yes' }),
};

export const topic = {
  ...broker,
  partitions: whole('Parts it is cut into: so many consumers of a group can work at once.', { min: 1, example: '48' }),
  'partition-key': name(['field'], 'Messages with the same value of it stay in order.', { example: 'order' }),
  ...events,
};
