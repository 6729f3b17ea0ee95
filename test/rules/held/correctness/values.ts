import { change, drawn, muted, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [card, line] = wrong('bits-bytes-confusion');
const cached =
  'client web {}\nflow watch { from: web, rate: 200/s, peak: 1x, op: read, request: 0B, response: 1MB }\nservice api { replicas: 1 }\ncache near { hit-ratio: 50%, ttl: 1h }\nstorage files {}\n\nweb -> api { timeout: 5s }\napi -> near { timeout: 1s }\napi -> files { on-miss: near, bandwidth: 100Mbps, timeout: 3s }\n';

const [kafka, joined] = wrong('engine-kind-mismatch');
const queued = 'service crew { engine: sqs }\n';
const available = 'database feed { engine: cassandra, cap: CP, replication { topology: leaderless } }\n';

const [canary, queries, rest] = wrong('ratio-sum-invalid');

const [shown, recorded] = wrong('read-write-ratio-inconsistent');

const [hashed, ranges, geo] = wrong('sharding-strategy-contradiction');
const modulo = change(hashed, ['sharding: hash', 'sharding: modulo']);
const bounds = 'database users { sharding: range, shards: 4, ranges: [100, 200] }\n';

const [, limits, noTime] = wrong('unit-or-range-invalid');
const zones = 'service api { replicas: 2, zones: [a, b, c] }\n';
const least = 'service api { replicas: 2, quorum: 3 }\n';
const measured = 'service api { slo { availability: 100% } }\n';

/** What is said twice, and values that cannot be. */
export const values: Readonly<Record<string, Held>> = {
  'bits-bytes-confusion': {
    silences: {
      'The bandwidth is not written, or in bytes; an eighth of it may simply be in use.': [
        muted(card, ', bandwidth: 100Mbps', ''),
        muted(card, '100Mbps', '12.5MB/s'),
        muted(change(card, ['100Mbps', '0.1Gbps']), '0.1Gbps', '6.4Gbps'),
      ],
      'The load is not known, or rests on an assumed peak, number of replicas or hit ratio.': [
        muted(card, 'rate: 100/s, ', ''),
        muted(card, ', response: 1MB', ''),
        muted(change(card, ['rate: 100/s', 'rate: 50/s'], ['peak: 1x', 'peak: 2x']), 'peak: 2x, ', ''),
        muted(card, 'replicas: 1, ', ''),
        muted(cached, 'hit-ratio: 50%, ', ''),
      ],
      'What is only drawn (`future: yes`).': [
        ...drawn(card, 'service video'),
        ...drawn(line, 'storage files', 'service api'),
      ],
    },
    options: {
      tolerance: [
        { code: change(card, ['rate: 100/s', 'rate: 104/s']), fires: 0.04, silent: 0.0399 },
        { code: change(card, ['rate: 100/s', 'rate: 96/s']), fires: 0.04, silent: 0.0399 },
        { code: card, fires: 0, silent: -0.001 },
      ],
    },
  },
  'engine-kind-mismatch': {
    silences: {
      'The engine is not known to the library, or does not say its kinds.': [
        muted(kafka, 'engine: kafka', ''),
        {
          fires: `engine ours { kinds: topic }\n${change(kafka, ['kafka', 'ours'])}`,
          silent: `engine ours {}\n${change(kafka, ['kafka', 'ours'])}`,
        },
      ],
      'A `service`, `function`, `worker` or `job` runs on a product made for another of these; what is `external` may be anything.':
        [
          ...['service', 'function', 'worker', 'job'].map((kind) =>
            muted('queue crew { engine: aws-lambda }\n', 'queue', kind),
          ),
          muted(queued, 'service', 'external'),
        ],
      'The engine supports what the data model is about: a relational store that finds vectors may be called `vector`.':
        [
          muted('database shop { engine: cassandra, data-model: vector }\n', 'cassandra', 'firestore'),
          muted(joined, 'relational', 'key-value'),
          ...drawn(joined, 'database feed'),
        ],
      'Quorums or acknowledgements by a majority are written next to `cap: CP`.': [
        ...['write-quorum: 2', 'read-quorum: 2', 'acks: quorum', 'acks: all'].map((asked) =>
          muted(available, 'topology: leaderless', `topology: leaderless, ${asked}`),
        ),
      ],
      '`cap: CA` is left to `ca-system-claim`.': [
        muted('database feed { engine: cassandra, cap: CP }\n', 'CP', 'CA'),
        muted('database feed { engine: spanner, cap: AP }\n', 'AP', 'CA'),
      ],
      'It is only drawn (`future: yes`).': [...drawn(kafka, 'queue clicks'), ...drawn(joined, 'database feed')],
    },
  },
  'ratio-sum-invalid': {
    silences: {
      'The weights are plain numbers such as 2 and 1: only their proportion counts.': [
        { fires: canary, silent: change(canary, ['95%', '95'], ['10%', '10']) },
      ],
      'The ratios are independent of each other, as `share`, `fan-out` and `of` are.': [
        {
          fires: canary,
          silent: change(canary, ['weight: 95%', 'share: 95%'], ['weight: 10%', 'share: 10%']),
        },
        {
          fires: change(canary, ['', 'client web {}\nflow view { from: web, rate: 1/s }\n']),
          silent: change(
            canary,
            ['', 'client web {}\nflow view { from: web, rate: 1/s }\n'],
            ['weight: 95%', 'fan-out { average: 95 }'],
            ['weight: 10%', 'fan-out { average: 10 }'],
          ),
        },
        {
          fires: canary,
          silent: change(
            canary,
            ['95%', '90%'],
            [
              'lb front',
              'client web {}\nflow view { from: web, rate: 1/s }\nflow a { of: view, share: 80% }\nflow b { of: view, share: 30% }\nlb front',
            ],
          ),
        },
      ],
      'The queries of a table stay below 100%: the others may not be listed.': [
        muted(queries, '30%', '19%'),
        muted(queries, '30%', '20%'),
      ],
      'One of the targets is only drawn (`future: yes`).': [
        ...drawn(canary, 'service stable', 'service canary', 'lb front'),
        ...drawn(rest, 'service blue', 'service green'),
        ...drawn(queries, 'database shop'),
      ],
    },
    options: {
      tolerance: [
        { code: canary, fires: 0.0499, silent: 0.05 },
        { code: change(canary, ['95%', '85%']), fires: 0.0499, silent: 0.05 },
        { code: queries, fires: 0.0999, silent: 0.1 },
      ],
    },
  },
  'read-write-ratio-inconsistent': {
    silences: {
      'No `read-write-ratio` is written.': muted(shown, ' { read-write-ratio: 200:1 }', ''),
      'A flow of a client does not say its `op`, or how often it comes is not known.': [
        muted(shown, ', op: write', ''),
        muted(shown, ', rate: 5/user/day', ''),
        muted(shown, ' { users: 100M }', ' {}'),
      ],
      'The two differ by no more than the factor, and both say the same of which is more.': [
        muted(change(shown, ['200:1', '4.01:1']), '4.01:1', '4:1'),
        muted(change(shown, ['200:1', '0.99:1']), '0.99:1', '1:1'),
        muted(recorded, 'rate: 1.2/user', 'rate: 1/user'),
      ],
      'Flows of what is only drawn (`future: yes`).': {
        fires: `client robot {}\n${change(shown, ['200:1', '2:1'])}flow crawl { from: robot, rate: 1M/s, op: read }\n`,
        silent: `client robot { future: yes }\n${change(shown, ['200:1', '2:1'])}flow crawl { from: robot, rate: 1M/s, op: read }\n`,
      },
    },
    options: { factor: { code: shown, fires: 99.9, silent: 100 } },
  },
  'sharding-strategy-contradiction': {
    silences: {
      'Only one of the two is written.': [
        muted(hashed, ', ranges: ["0-99M", "100M-199M"]', ''),
        muted(hashed, 'sharding: hash, ', ''),
        muted(ranges, 'shards: 4, ', ''),
        muted(ranges, ', ranges: ["a-h", "i-p", "q-z"]', ''),
      ],
      'More ranges than shards are fine where ranges are moved and split by themselves (`rebalance: auto`).': muted(
        change(ranges, ['shards: 4', 'shards: 2, rebalance: manual']),
        'manual',
        'auto',
      ),
      'Bounds such as 100 and 200 may be the ends of the shards or the cuts between them: one more or less is fine.': [
        muted(bounds, '[100, 200]', '[100, 200, 300]'),
        muted(bounds, '[100, 200]', '[100, 200, 300, 400, 500]'),
        muted(change(bounds, ['[100, 200]', '[1, 2, 3, 4, 5, 6]']), ', 6]', ']'),
        muted(ranges, '["a-h", "i-p", "q-z"]', '[h, p, z]'),
      ],
      'Keys placed by `modulo` that move when the shards change are left to `modulo-resharding`.': muted(
        modulo,
        ', ranges: ["0-99M", "100M-199M"]',
        ', rebalance: auto',
      ),
      'Shards by place (`geo`) need regions only where it is known that there is a single one.': [
        { fires: geo, silent: `region us-east {}\n${geo}` },
        { fires: geo, silent: 'database users { sharding: geo, shards: 2 }\n' },
        {
          fires: 'region eu {}\ndatabase users { regions: eu, sharding: geo, shards: 2 }\n',
          silent: 'region eu {}\nregion us {}\ndatabase users { regions: [eu, us], sharding: geo, shards: 2 }\n',
        },
        ...drawn(ranges, 'database users'),
      ],
      'The store is only drawn (`future: yes`).': [
        ...drawn(hashed, 'database users'),
        ...drawn(ranges, 'database users'),
        ...drawn(geo, 'database users'),
      ],
    },
  },
  'unit-or-range-invalid': {
    silences: {
      'One of the two values is not written, or comes from the engine.': [
        muted(limits, 'min: 10, ', ''),
        muted(limits, ', max: 4', ''),
        muted(least, 'replicas: 2, ', ''),
        muted(zones, 'replicas: 2, ', ''),
        muted('service api { latency: 2s, latency.p99: 1s }\n', ', latency.p99: 1s', ''),
      ],
      'What was measured (`sli`) may be 100%.': muted(measured, 'slo', 'sli'),
      'More zones than replicas, an info, is nothing where the provider places them (`managed`) or their number changes (`autoscale`).':
        [
          muted(zones, 'replicas: 2', 'replicas: 2, managed: yes'),
          muted(zones, 'replicas: 2', 'replicas: 2, autoscale { min: 2, max: 6 }'),
          muted(zones, 'replicas: 2', 'replicas: 3'),
        ],
      'What is only drawn (`future: yes`).': [
        ...drawn(limits, 'service api'),
        ...drawn(noTime, 'service api', 'service users'),
        ...drawn(measured, 'service api'),
      ],
    },
  },
};
