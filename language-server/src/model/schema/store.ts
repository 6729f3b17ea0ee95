import { snapshot } from './compute.js';
import {
  bandwidth,
  block,
  calls,
  choice,
  count,
  data,
  date,
  either,
  name,
  names,
  rate,
  ratio,
  time,
  whole,
  yesNo,
} from './definition.js';
import { immutable } from './edge.js';
import { consistency, durability } from './flow.js';
import { rpo, rto } from './objective.js';
import { sharding } from './sharding.js';

export const replicationFactor = whole(
  'Copies of each item in all, the original included; without it, replicas divided by shards.',
  { min: 1, example: '3' },
);

export const objectSize = data(
  'Size of one entry or object, with all that a batch gathers in it; of a cache, without it, the response of the reads that it serves.',
  { example: '2KB' },
);

export const retention = either(
  time(''),
  choice(['forever'], ''),
  'How long it is kept; with the growth it gives the storage.',
  { example: '5y' },
);

export const disk = {
  storage: data('Disk of one replica.', { example: '8TB' }),
  fill: ratio('How full the disks may get.', {
    max: 1,
    assumed: { value: 0.8, source: 'our choice: room for growth and housekeeping' },
    example: '70%',
  }),
};

export const events = {
  'event-store': yesNo('Append-only events are the truth; the present state is computed from them.', {
    example: 'yes',
  }),
  'events-per-key': count('Events of one aggregate; many of them make loading slow without snapshots.', {
    example: '200',
  }),
  snapshot,
};

const replication = block(
  {
    topology: choice(
      ['single-leader', 'multi-leader', 'leaderless', 'consensus'],
      'Who accepts writes: one, several, any with a quorum, or a leader elected by a majority.',
      { example: 'single-leader' },
    ),
    mode: choice(['sync', 'semi-sync', 'async'], 'Whether a write waits for the copies: for all, for one, for none.', {
      example: 'semi-sync',
    }),
    acks: choice(['leader', 'quorum', 'all'], 'Who must have a write before it counts as done.', { example: 'quorum' }),
    lag: time('How far copies stay behind; the most that is lost and the age of what they show.', { example: '100ms' }),
    failover: choice(['auto', 'manual', 'none'], 'How another copy takes over when the leader fails.', {
      example: 'auto',
    }),
    leader: name(['region'], 'Region in which the leader runs.', { example: 'us-east' }),
    'write-quorum': whole('Copies that must confirm a write.', { min: 1, example: '2' }),
    'read-quorum': whole(
      'Copies that are asked for a read; with the write quorum it must exceed the copies to see the latest write.',
      {
        min: 1,
        example: '2',
      },
    ),
    'conflict-resolution': choice(
      ['last-write-wins', 'crdt', 'version-vector', 'application', 'none'],
      'What happens when two leaders changed the same item.',
      { example: 'application' },
    ),
    'read-repair': yesNo('Reads mend copies that have fallen behind.', { example: 'yes' }),
  },
  'How copies agree.',
  { example: '{ topology: single-leader, mode: semi-sync, failover: auto }' },
);

export const derivedFrom = names(
  ['store', 'table'],
  'It is a read model or an index of these and can be built anew; without it, it is a source of truth.',
  { example: 'orders-db' },
);

const stores = {
  ...disk,
  retention,
  durability,
  consistency,
  rto,
  rpo,
  ...sharding,
  'replication-factor': replicationFactor,
  erasure: calls(
    {
      rs: {
        parameters: [
          { name: 'k', type: whole('').type },
          { name: 'm', type: whole('').type },
        ],
        doc: 'Reed-Solomon: k parts of data and m of parity; any m of them may be lost.',
      },
    },
    'Redundancy by coding instead of copies; takes (k + m) ÷ k of the space.',
    { example: 'rs(8, 4)' },
  ),
  replication,
  cap: choice(['CP', 'AP', 'CA'], 'The side taken when the network splits: stay consistent, or stay available.', {
    example: 'CP',
  }),
  'write-capacity': rate('Writes one replica can take; without it, the same as its capacity.', { example: '5k/s' }),
  backup: block(
    {
      interval: time('Time between two backups, and so the most that is lost.', { example: '1d' }),
      retention: time('How long a backup is kept.', { example: '30d' }),
      'point-in-time': yesNo('Any moment can be restored, not only that of a backup.', { example: 'yes' }),
      region: name(['region'], 'Where backups are kept.', { example: 'eu-west' }),
      'restore-rate': bandwidth('How fast a restore runs; with the data it gives the time to recover.', {
        example: '200MB/s',
      }),
      verified: date('Day on which a restore was last tried.', { example: '2026-03-01' }),
    },
    'Copies that survive a mistaken delete, which replicas do not.',
    { example: '{ interval: 1d, retention: 30d, point-in-time: yes }' },
  ),
  'derived-from': derivedFrom,
  audit: names(['component', 'table'], 'Where changes are recorded, so that one can tell later who did what.', {
    example: 'ledger-events',
  }),
  ...events,
  'annual-failure-rate': ratio('Share of the disks or nodes that fail in a year.', { example: '2%' }),
  'repair-time': time('After a loss, until full redundancy is back.', { example: '6h' }),
};

export const database = {
  'data-model': choice(
    ['relational', 'document', 'key-value', 'wide-column', 'graph', 'time-series', 'search', 'vector'],
    'How data is organised; decides which ways of reading it are cheap.',
    { example: 'relational' },
  ),
  ...stores,
};

export const storage = { ...stores, 'object-size': objectSize, immutable };
