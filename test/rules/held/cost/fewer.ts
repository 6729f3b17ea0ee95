import { change, drawn, muted, mutedBy, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [regions, shards] = wrong('over-engineering');
const services = (count: number): string =>
  change(regions, ['regions: [us, eu, asia], ', '']) +
  Array.from({ length: count - 1 }, (_, i) => `service part-${i} {}\n`).join('');
const meshed = change(regions, ['regions: [us, eu, asia], ', ''], ['region us', 'mesh net {}\nregion us']);
const stored = change(shards, ['capacity: 2k/s', 'capacity: 2k/s, table texts { row: 1KB, rows: 1_000_000_000 }']);

const [rare, daily] = wrong('push-for-rare-updates');
const [sixty, sessions] = wrong('static-peak-provisioning');
const [review, report] = wrong('stream-for-offline-report');

/** What could be less. */
export const fewer: Readonly<Record<string, Held>> = {
  'over-engineering': {
    silences: {
      'The users of a client are not known, or there are as many as the limit.': [
        muted(change(regions, ['rate: 20/user/day', 'rate: 1/s']), 'users: 5k', ''),
        mutedBy(regions, 'client app {}'),
        muted(change(regions, ['users: 5k', 'users: 99_999']), '99_999', '100k'),
        mutedBy(regions, 'client app { users: 95k }'),
        muted(`client app { users: 95k, future: yes }\n${regions}`, ', future: yes', ''),
      ],
      'The load, or what one node can do, is not known, or a node would be busy enough with it.': [
        muted(regions, 'rate: 20/user/day, ', ''),
        muted(regions, ', capacity: 500/s', ''),
        // 3.4722 a second at peak.
        muted(change(regions, ['500/s', '11.58/s']), '11.58/s', '11.57/s'),
        muted(change(shards, ['2k/s', '11.58/s']), '11.58/s', '11.57/s'),
        muted(shards, ', capacity: 2k/s', ''),
        muted(change(services(11), ['500/s', '11.58/s']), '11.58/s', '11.57/s'),
        muted(change(meshed, ['500/s', '11.58/s']), '11.58/s', '11.57/s'),
        muted(meshed, ', capacity: 500/s', ''),
      ],
      'There is a reason: `because` on the component; for regions a `residency`, users with regions of their own, `survives: region` or an availability that one region cannot promise; for shards data that one disk cannot hold.':
        [
          muted(regions, 'capacity: 500/s', 'capacity: 500/s, because: "Customers ask for it"'),
          muted(shards, 'capacity: 2k/s', 'capacity: 2k/s, because: "Customers ask for it"'),
          muted(meshed, 'net {}', 'net { because: "The platform comes with it" }'),
          muted(regions, 'capacity: 500/s', 'capacity: 500/s, residency: eu'),
          muted(`${regions}database notes { table texts { row: 1KB } }\n`, 'row: 1KB', 'row: 1KB, residency: eu'),
          muted(regions, 'users: 5k', 'users: 5k, regions: [us, eu]'),
          mutedBy(regions, 'system { survives: region }'),
          muted(`system { slo { availability: 99.98% } }\n${regions}`, '99.98%', '99.99%'),
          muted(change(regions, ['peak: 3x', 'peak: 3x, slo { availability: 99.9% }']), '99.9%', '99.99%'),
          muted(stored, '1_000_000_000', '1_000_000_001'),
          muted(change(stored, ['shards: 16', 'shards: 16, storage: 2TB']), '2TB', '999GB'),
        ],
      'It is only drawn (`future: yes`).': [
        ...drawn(regions, 'service api'),
        ...drawn(shards, 'database notes'),
        ...drawn(services(11), 'service part-3'),
        ...drawn(meshed, 'mesh net'),
      ],
    },
    options: {
      users: { code: regions, fires: 5001, silent: 5000 },
      load: [
        { code: regions, fires: 0.006945, silent: 0.006944 },
        { code: meshed, fires: 0.006945, silent: 0.006944 },
      ],
      services: { code: services(11), fires: 10, silent: 11 },
      availability: {
        code: `system { slo { availability: 99.9% } }\n${regions}`,
        fires: 0.9991,
        silent: 0.999,
      },
    },
  },
  'push-for-rare-updates': {
    silences: {
      'How many devices are connected at once (`concurrent`), or how much goes over the connections, is not known.': [
        muted(rare, ' { concurrent: 1M }', ' {}'),
        muted(rare, 'rate: 100/s, ', ''),
      ],
      'There are no more devices than the limit.': muted(
        change(rare, ['1M', '100_001'], ['100/s', '1/s']),
        '100_001',
        '100k',
      ),
      'A device hears of something, or says something, at least once in the interval.': [
        muted(change(rare, ['100/s', '1111/s']), '1111/s', '1112/s'),
        muted(
          `${change(rare, ['100/s', '1/s'], ['protocol', 'for: deliver, protocol'])}flow tell { from: app, rate: 1110/s, op: write }\napp -> mail { for: tell, protocol: websocket }\n`,
          'rate: 1110/s',
          'rate: 1111/s',
        ),
      ],
      'It has to be prompt: a `max-delay` or `max-staleness` below the interval, or a `role` such as chat, presence, live, game or matching.':
        [
          muted(change(rare, ['op: read', 'op: read, max-delay: 900s']), '900s', '899s'),
          muted(change(rare, ['op: read', 'op: read, max-staleness: 900s']), '900s', '899s'),
          muted(daily, 'max-delay: 1h', 'max-delay: 10min'),
          ...['chat', 'presence', 'live', 'game', 'matching'].map((role) =>
            muted(change(rare, ['mail {}', 'mail { role: email }']), 'role: email', `role: ${role}`),
          ),
        ],
      'It is only drawn (`future: yes`).': drawn(rare, 'client app', 'service mail'),
    },
    options: {
      devices: { code: rare, fires: 999_999, silent: 1_000_000 },
      // Ten thousand seconds for each.
      interval: { code: rare, fires: 9999, silent: 10_000 },
    },
  },
  'static-peak-provisioning': {
    silences: {
      'It scales by itself (`autoscale`), or has no more replicas than are needed for redundancy.': [
        muted(sixty, 'replicas: 60', 'autoscale { min: 17, max: 60 }'),
        muted(sixty, 'replicas: 60', 'replicas: 60, autoscale { min: 17, max: 60 }'),
        // The average of 2,750 a second needs four, and one more.
        muted(
          change(
            sixty,
            ['peak: 4x', 'peak: 10x'],
            ['rate: 110', 'rate: 5'],
            ['replicas: 60', 'replicas: 4'],
            ['1k/s', '1250/s'],
          ),
          'replicas: 4, capacity: 1250/s',
          'replicas: 3, capacity: 2k/s',
        ),
      ],
      'The peak is not written or below the limit, or the load or the capacity is not known.': [
        muted(sixty, ', peak: 4x', ''),
        muted(change(sixty, ['peak: 4x', 'peak: 3x']), '3x', '2.99x'),
        muted(sixty, 'rate: 110/user/day, ', ''),
        muted(sixty, 'capacity: 1k/s, ', ''),
      ],
      'There are too few replicas for the peak: `over-capacity` says so.': muted(
        change(sixty, ['replicas: 60', 'replicas: 44']),
        'replicas: 44',
        'replicas: 43',
      ),
      'It keeps something in memory or on its disk, or nobody says that it does not (`state`).': [
        muted(sixty, 'state: none', 'state: in-memory'),
        muted(sixty, 'state: none', 'state: local-disk'),
        muted(sixty, ', state: none', ''),
        muted(sessions, ', state: external(sessions)', ''),
      ],
      'It holds connections that stay open, which decide how many replicas there are (`max-connections`).': muted(
        sixty,
        'state: none',
        'state: none, max-connections: 10k',
      ),
      'It is only drawn (`future: yes`).': [...drawn(sixty, 'service api'), ...drawn(sessions, 'service shop')],
    },
    options: {
      peak: { code: sixty, fires: 4, silent: 4.001 },
      replicas: { code: sixty, fires: 59, silent: 60 },
      // 11,000 a second on average: 58 replicas, and one more.
      target: { code: sixty, fires: 0.1897, silent: 0.1896 },
    },
  },
  'stream-for-offline-report': {
    silences: {
      'A flow that arrives does not say how late its result may be (`max-delay`), or one says less than the limit.': [
        muted(review, ', max-delay: 30d', ''),
        muted(review, '30d', '23.9h'),
        muted(report, ' { max-delay: 1d }', ''),
        {
          fires: review,
          silent: `${review}flow skip { from: app, rate: 1/user/day, op: write }\n`,
        },
        {
          fires: `${review}flow skip { from: app, rate: 1/user/day, op: write, max-delay: 1d }\n`,
          silent: `${review}flow skip { from: app, rate: 1/user/day, op: write, max-delay: 1h }\n`,
        },
      ],
      'It takes work from something other than topics, or is called.': [
        muted(review, 'topic plays', 'queue plays'),
        muted(review, '~> review', '~> review\nplayer -> review { timeout: 1s }'),
      ],
      'It is a job or a function, or scales down to nothing: it costs nothing while there is nothing to do.': [
        muted(review, 'worker review {}', 'job review { every: 30d }'),
        muted(review, 'worker', 'function'),
        muted(change(review, ['review {}', 'review { autoscale { min: 1, max: 5 } }']), 'min: 1', 'min: 0'),
      ],
      'It is only drawn (`future: yes`).': drawn(review, 'worker review', 'topic plays'),
    },
    options: { delay: { code: report, fires: 86_400, silent: 86_401 } },
  },
};
