import { change, drawn, muted, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [ten, store] = wrong('over-capacity');
const [pictures, line] = wrong('bandwidth-saturation');
const larger = change(pictures, ['response: 10KB', 'response: 100KB']);

const [twoNodes, applied] = wrong('read-replica-undersized');
const [fleet, votes] = wrong('single-leader-write-bottleneck');

const [second, zone] = wrong('insufficient-failover-headroom');
/** A replica may be lost, a zone may not. */
const spread = change(zone, ['replicas: 3', 'replicas: 6'], ['480/s', '240/s']);
const regions = `region us {}\nregion eu {}\n${change(second, ['slo { availability: 99.9% }', 'survives: region'], ['replicas: 2', 'replicas: 4, regions: [us, eu]'], ['750/s', '400/s'])}`;
const surviving = (demand: string): string => change(second, ['slo { availability: 99.9% }', demand]);

const [five, tooFew, strict] = wrong('rate-limit-capacity-mismatch');
const burst = change(five, ['10k/s', '1900/s'], ['burst: 100', 'burst: 101']);

const [large, eight] = wrong('scale-out-trigger-reached');
const [cores, memory] = wrong('vertical-scaling-ceiling');

const eightfold =
  'client web {}\nflow fetch { from: web, rate: 1.25k/s, peak: 1x, op: read, response: 100KB }\nservice files { replicas: 1, bandwidth: 100Mbps }\nweb -> files { timeout: 1s }\n';

/** One profile gets a fifth of all reads. */
const celebrity = (capacity: string): string =>
  `client web { users: 100M, peak: 3x }\nflow view { from: web, rate: 10/user/day, op: read }\nservice api {}\ndatabase people { replicas: 16, shards: 16, capacity: ${capacity}\n  table profiles { skew: 20%, shard-key: id, sharding: consistent-hash, fields { id: id } }\n}\nweb -> api { timeout: 3s }\napi -> people { timeout: 500ms }\n`;

/** How much arrives, and how much can be served. */
export const load: Readonly<Record<string, Held>> = {
  'over-capacity': {
    silences: {
      'The load or the capacity is unknown: the figure names what is missing.': [
        muted(ten, 'rate: 10/user/day, ', ''),
        muted(ten, 'users: 100M', ''),
        muted(ten, ', capacity: 1k/s', ''),
      ],
      'The number of replicas is not written, nor what autoscaling may reach: an assumed single box proves nothing.': [
        muted(ten, 'replicas: 10, ', ''),
        muted(change(ten, ['replicas: 10', 'autoscale { min: 2, max: 10 }']), ', max: 10', ''),
      ],
      'All its work comes out of queues and topics, where it may wait: `consumer-lag` says what that leads to.': {
        fires: change(ten, ['lb front { managed: yes }', 'queue front {}'], ['front -> api', 'api']),
        silent: change(
          ten,
          ['lb front { managed: yes }', 'queue front {}'],
          ['web -> front -> api { timeout: 2s }', 'web -> front\nfront ~> api'],
          ['service api', 'worker api'],
        ),
      },
      'A single leader cannot take the writes, or copies cannot serve the reads beside them: `single-leader-write-bottleneck` or `read-replica-undersized` says so, and what helps.':
        ['write', 'read'].map((op) =>
          muted(
            `client web {}\nflow use { from: web, rate: 1k/s, op: ${op}, peak: 1x }\nservice api {}\ndatabase notes { replicas: 2, capacity: 400/s, replication { topology: multi-leader } }\nweb -> api -> notes { timeout: 1s }\n`,
            'multi-leader',
            'single-leader',
          ),
        ),
      'Spread evenly, the load could be served, and one key is what is too hot: `hot-key` says so, unless something is done about it that no figure counts: `hot-keys` without a number, or a `coalescing` of which nobody knows how much it saves.':
        [
          // Of 34,722 a second the hottest key gets 6,944, its shard 8,681, and each would get 2,170 of what is spread evenly.
          muted(celebrity('7k/s'), '7k/s', '6.9k/s'),
          muted(celebrity('7k/s'), 'skew: 20%', 'skew: 20%, hot-keys: local-cache'),
          muted(celebrity('10k/s'), 'skew: 20%', 'skew: 20%, hot-keys: dedicated-shard'),
          muted(change(celebrity('2.1k/s'), ['skew: 20%', 'skew: 20%, hot-keys: coalescing']), '2.1k/s', '2.2k/s'),
          // Of its ten copies each gets 694, its shard 2,821.
          muted(celebrity('7k/s'), 'skew: 20%', 'skew: 20%, hot-keys: copies(10)'),
        ],
      'The component is only drawn (`future: yes`).': [...drawn(ten, 'service api'), ...drawn(store, 'database notes')],
    },
    options: {
      target: [
        // 1000 of 1200 a second.
        { code: store, fires: 0.8333, silent: 0.8334 },
        { code: change(store, ['1.2k/s', '1.25k/s']), fires: 0.8, silent: 0.8001 },
      ],
    },
  },
  'bandwidth-saturation': {
    silences: {
      'The payloads, the rates or the number of replicas are not known.': [
        muted(pictures, ', response: 10KB', ''),
        muted(pictures, 'rate: 100/user/day, ', ''),
        muted(pictures, 'replicas: 1, ', ''),
        muted(line, 'rate: 10/s, ', ''),
        muted(line, 'request: 1MB, ', ''),
      ],
      'Nobody wrote a `bandwidth`: with the card of 10 Gbps that is assumed it is only a hint.': [
        muted(larger, ', bandwidth: 1Gbps', '', ['hint']),
        muted(pictures, ', bandwidth: 1Gbps', ''),
      ],
      'The load is eight times the bandwidth, as if bytes had been written as bits: `bits-bytes-confusion` asks.':
        muted(eightfold, '1.25k/s', '1k/s'),
      'A provider runs it (`managed: yes`), or it is only drawn (`future: yes`).': [
        muted(pictures, 'replicas: 1', 'replicas: 1, managed: yes'),
        ...drawn(pictures, 'service pictures'),
        ...drawn(line, 'external partner', 'service job-shop'),
      ],
    },
    options: {
      // 34,722 pictures of 10 KB a second.
      limit: [
        { code: pictures, fires: 2.777, silent: 2.778 },
        { code: line, fires: 1.6, silent: 1.601 },
      ],
    },
  },
  'read-replica-undersized': {
    silences: {
      'The reads, the writes or what one node can do are not known, or nobody says that there is a single leader.': [
        muted(twoNodes, 'rate: 30/user/day, ', ''),
        muted(twoNodes, ', op: read', ''),
        muted(applied, 'rate: 30/user/day, ', ''),
        muted(twoNodes, ', capacity: 5k/s', ''),
        muted(twoNodes, ', replication { topology: single-leader }', ''),
        muted(twoNodes, 'single-leader', 'multi-leader'),
      ],
      'There is only one replica, or the number is not written: `over-capacity` looks at single machines.': [
        muted(twoNodes, 'replicas: 2', 'replicas: 1'),
        muted(twoNodes, 'replicas: 2, ', ''),
      ],
      'The writes alone are too much: `single-leader-write-bottleneck` says so, and more replicas would not help.':
        muted(change(applied, ['rate: 30/user', 'rate: 49.9/user']), 'rate: 49.9/user', 'rate: 50/user'),
      'The data is cut into shards, a provider hides its machines, or the store is only drawn (`future: yes`).': [
        muted(twoNodes, 'replicas: 2', 'replicas: 2, shards: 2'),
        muted(twoNodes, 'replicas: 2', 'replicas: 2, rebalance: auto'),
        muted(twoNodes, 'replicas: 2', 'managed: yes'),
        ...drawn(twoNodes, 'database wares'),
      ],
    },
  },
  'single-leader-write-bottleneck': {
    silences: {
      'The writes or what one node can take are not known.': [
        muted(fleet, ', every: 10s', ''),
        muted(fleet, 'concurrent: 1M', ''),
        muted(fleet, ', op: write', ''),
        muted(fleet, 'write-capacity: 10k/s, capacity: 20k/s, ', ''),
      ],
      'Nobody says that the store has a single leader: neither the design (`replication { topology }`) nor its engine.':
        [
          muted(fleet, ', replication { topology: single-leader }', ''),
          muted(fleet, 'single-leader', 'leaderless'),
          muted(votes, 'engine: postgres', 'capacity: 1k/s'),
        ],
      'The data is cut into shards, by the design or by the engine itself.': [
        muted(fleet, 'replicas: 5', 'replicas: 5, shards: 2'),
        muted(fleet, 'replicas: 5', 'replicas: 5, rebalance: auto'),
        muted(
          change(fleet, ['capacity: 20k/s', 'capacity: 20k/s, table lines { shards: 1 }']),
          'shards: 1',
          'shards: 2',
        ),
      ],
      'A provider hides its machines (`managed: yes` without `replicas`), or the store is only drawn (`future: yes`).':
        [muted(fleet, 'replicas: 5', 'managed: yes'), ...drawn(fleet, 'database logs')],
    },
    // 200,000 lines a second.
    options: { limit: { code: fleet, fires: 19.99, silent: 20 } },
  },
  'insufficient-failover-headroom': {
    silences: {
      'The load or the capacity is not known, or there is too little of it even without a loss: `over-capacity` says so.':
        [
          muted(second, 'rate: 10/user/day, ', ''),
          muted(second, ', capacity: 750/s', ''),
          muted(change(second, ['750/s', '501/s']), '501/s', '499/s'),
        ],
      'Less than 99.9% of availability is promised to what needs the component, or nothing is and no `survives` demands more.':
        [
          muted(second, '99.9%', '99.89%'),
          muted(second, 'slo { availability: 99.9% }', ''),
          muted(surviving('survives: replica'), ' survives: replica ', ''),
          muted(surviving('survives: replica'), 'survives: replica', 'survives: replica, slo { availability: 99% }'),
          muted(spread, '99.95%', '99.94%'),
        ],
      'There is only one replica, zone or region: nothing is left over at all, which other rules say.': [
        { fires: second, silent: change(second, ['replicas: 2', 'replicas: 1'], ['750/s', '1500/s']) },
        // Gone with the zone is all of it.
        muted(spread, '[a, b, c]', 'a'),
        muted(regions, '[us, eu]', 'us'),
      ],
      'Autoscaling puts new replicas in the place of the lost ones, and a provider (`managed: yes`) does the same.': [
        muted(second, 'replicas: 2', 'replicas: 2, autoscale { min: 2, max: 2 }'),
        muted(second, 'replicas: 2', 'replicas: 2, managed: yes'),
      ],
      'The component is only drawn (`future: yes`).': drawn(second, 'service api'),
    },
    options: {
      availability: { code: second, fires: 0.999, silent: 0.9991 },
      zoneAvailability: { code: spread, fires: 0.9995, silent: 0.9996 },
    },
  },
  'rate-limit-capacity-mismatch': {
    silences: {
      'It lets bursts through: only a `leaky-bucket` without a `burst`, or one of tokens with `burst: 0`, turns requests away below its rate, and only where the peak is far above the average (`swing`).':
        [
          muted(strict, 'rate: 500/s', 'rate: 500/s, burst: 1'),
          muted(strict, 'leaky-bucket', 'sliding-window-counter'),
          muted(
            change(strict, ['leaky-bucket, rate: 500/s', 'token-bucket, rate: 500/s, burst: 0']),
            'burst: 0',
            'burst: 1',
          ),
          muted(strict, 'peak: 3x', 'peak: 2.9x'),
        ],
      'The limit is for each user, address, key or tenant: how much they send together is not limited.': [
        'user',
        'ip',
        'api-key',
        'tenant',
      ].flatMap((per) => [muted(five, 'per: all', `per: ${per}`), muted(tooFew, 'per: all', `per: ${per}`)]),
      'The rate of the limit, the capacity or the peak is not known.': [
        muted(five, 'rate: 10k/s, ', ''),
        muted(five, ', capacity: 1k/s', ''),
        muted(tooFew, 'rate: 10/user/day, ', ''),
        // 347.2 a second.
        muted(change(tooFew, ['rate: 200/s', 'rate: 347/s']), 'rate: 347/s', 'rate: 348/s'),
        muted(change(five, ['10k/s', '2001/s'], ['burst: 100, ', '']), '2001/s', '2k/s'),
        muted(burst, 'burst: 101', 'burst: 100'),
      ],
      'The replicas of what is protected are not written, or requests are spread over several targets.': [
        muted(five, 'replicas: 2, ', ''),
        { fires: five, silent: `${five}service other { replicas: 2, capacity: 1k/s }\ngw -> other { timeout: 2s }\n` },
      ],
      'It is only drawn (`future: yes`).': drawn(five, 'gateway gw', 'service api'),
    },
    options: {
      swing: { code: strict, fires: 3, silent: 3.01 },
      safety: { code: five, value: 0.5, writes: 'rate: 1000/s' },
    },
  },
  'scale-out-trigger-reached': {
    silences: {
      'It grows by more machines (`scaling: horizontal`), or nothing says how it grows.': [
        muted(large, 'vertical', 'horizontal'),
        muted(large, 'scaling: vertical, ', ''),
      ],
      'Several replicas run already.': [
        muted(large, 'replicas: 1', 'replicas: 2'),
        muted(eight, 'vertical', 'vertical, autoscale { min: 1, max: 2 }'),
      ],
      'Fewer users a day and fewer engineers than the limits, or neither is known.': [
        muted(change(large, ['500k', '100_001']), '100_001', '100k'),
        muted(large, '{ users: 500k }', '{}'),
        muted(change(eight, ['team: 8', 'team: 5']), 'team: 5', 'team: 4'),
        muted(eight, 'system { team: 8 }', 'system {}'),
      ],
      'An objective for the availability is the only reason: then `single-point-of-failure` speaks.': muted(
        change(eight, ['team: 8', 'team: 8, slo { availability: 99.99% }']),
        'team: 8, ',
        '',
      ),
      'The component is only drawn (`future: yes`).': [...drawn(large, 'service app'), ...drawn(eight, 'service app')],
    },
    options: {
      users: { code: large, fires: 499_999, silent: 500_000 },
      team: { code: eight, fires: 8, silent: 9 },
    },
  },
  'vertical-scaling-ceiling': {
    silences: {
      'It runs as several replicas, may be scaled out (`autoscale`), or nobody says how many there are.': [
        muted(cores, 'scaling: vertical', 'scaling: vertical, replicas: 2'),
        muted(memory, 'replicas: 1', 'replicas: 2'),
        muted(memory, 'replicas: 1, ', ''),
        muted(memory, 'replicas: 1', 'replicas: 1, autoscale { min: 1, max: 9 }'),
        muted(cores, 'scaling: vertical, ', ''),
      ],
      'The rate or the processor time of a request is not known; of a cache, the memory it needs.': [
        muted(cores, 'rate: 50/user/day, ', ''),
        muted(cores, ', cpu-time: 8ms', ''),
        muted(memory, ', working-set: 40TB', ''),
      ],
      'A provider runs it (`managed: yes`), or it is only drawn (`future: yes`).': [
        muted(cores, 'scaling', 'managed: yes, scaling'),
        muted(memory, 'replicas: 1', 'replicas: 1, managed: yes'),
        ...drawn(cores, 'service monolith'),
        ...drawn(memory, 'cache hot'),
      ],
    },
    options: {
      // 86,806 requests a second of 8 ms, at 70%.
      maxCpu: { code: cores, fires: 992, silent: 993 },
      maxMemory: { code: memory, fires: 59.9, silent: 60.1 },
      target: { code: cores, fires: 1.55, silent: 1.551 },
    },
  },
};
