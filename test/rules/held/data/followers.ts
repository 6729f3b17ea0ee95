import { change, drawn, muted, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [led, list] = wrong('reads-all-on-primary');
const [quotes, feed] = wrong('replication-lag-exceeds-freshness');
const quorums = change(quotes, ['mode: async', 'topology: leaderless, write-quorum: 2, read-quorum: 1']);
const [mine, debit] = wrong('stale-replica-read');
const [order, readers] = wrong('writes-to-replica');

/** Who reads which copy. */
export const followers: Readonly<Record<string, Held>> = {
  'reads-all-on-primary': {
    silences: {
      'A read names no copy (`read-from`), or one of them names another than the leader.': [
        muted(led, 'read-from: leader, ', ''),
        muted(led, 'read-from: leader', 'read-from: followers'),
        muted(led, 'read-from: leader', 'read-from: any'),
        {
          fires: led,
          silent: `${led}service report {}\nflow count { from: report, rate: 1/h, op: read }\nreport -> posts { read-from: followers, timeout: 9s }\n`,
        },
      ],
      'A read has to see the last write: it asks for more than `consistency: eventual`, follows a write, keeps to the leader for a while (`pin-after-write`), or writes there as well.':
        [
          ...['session', 'causal', 'sequential', 'linearizable'].map((level) =>
            muted(list, 'consistency: eventual', `consistency: ${level}`),
          ),
          muted(led, 'replicas: 3', 'replicas: 3, consistency: linearizable'),
          muted(led, 'day, op: read', 'day, op: read, after: post'),
          muted(led, 'read-from: leader', 'read-from: leader, pin-after-write: 1s'),
          muted(
            change(led, ['for: post, ', 'for: post, op: write, ']),
            'for: post, op: write',
            'for: [post, view], op: write',
          ),
        ],
      'Fewer reads for each write than the limit, or how many there are is not known.': [
        muted(change(led, ['rate: 20/user', 'rate: 5/user']), 'rate: 5/user', 'rate: 4.99/user'),
        muted(led, 'rate: 20/user/day, ', ''),
        muted(led, 'rate: 1/user/day, ', ''),
      ],
      'There are no followers, or every node takes writes.': [
        muted(led, 'replicas: 3', 'replicas: 1'),
        muted(led, 'replicas: 3, ', ''),
        muted(led, 'replicas: 3', 'replicas: 3, shards: 3'),
        muted(led, 'single-leader', 'multi-leader'),
        muted(led, 'single-leader', 'leaderless'),
      ],
      'The database or its callers are only drawn (`future: yes`).': drawn(led, 'database posts', 'service api'),
    },
    options: { ratio: { code: led, fires: 20, silent: 20.01 } },
  },
  'replication-lag-exceeds-freshness': {
    silences: {
      'The lag of the store or the tolerance of the flow (`max-staleness`) is unknown.': [
        muted(quotes, ', lag: 100ms', ''),
        muted(quotes, ', max-staleness: 50ms', ''),
        muted(change(quotes, ['50ms', '99ms']), '99ms', '100ms'),
        muted(change(feed, ['10s', '29s']), '29s', '30s'),
      ],
      'Reads go to the leader, or ask enough copies to meet every write.': [
        muted(quotes, 'read-from: followers', 'read-from: leader'),
        muted(
          change(quorums, ['replicas: 3', 'replicas: 3, replication-factor: 3']),
          'read-quorum: 1',
          'read-quorum: 2',
        ),
      ],
      'There is one leader and nothing says that copies are read.': [
        muted(quotes, 'read-from: followers, ', ''),
        muted(feed, 'multi-leader', 'single-leader'),
      ],
      'The store or its reader is only drawn (`future: yes`).': [
        ...drawn(quotes, 'service api', 'database prices'),
        ...drawn(feed, 'service api', 'database posts'),
      ],
    },
  },
  'stale-replica-read': {
    silences: {
      'Replication is synchronous, or nothing says that it is not.': [
        muted(mine, 'async', 'sync'),
        muted(mine, ', mode: async, lag: 200ms', ''),
        muted(debit, ' replication { mode: async },', ''),
      ],
      'The writer reads from the leader for a while (`pin-after-write`).': [
        muted(mine, 'read-from: followers', 'read-from: followers, pin-after-write: 1s'),
      ],
      'The flow says that `consistency: eventual` is enough, or does not say that it needs more, nor follows a write.':
        [
          muted(mine, 'op: read', 'op: read, consistency: eventual'),
          muted(mine, ', after: save', ''),
          muted(change(mine, ['after: save', 'consistency: session']), 'session', 'eventual'),
          muted(debit, 'purpose: debit', 'purpose: debit, consistency: eventual'),
        ],
      'Nothing says which copy is read: that reads spread over all copies is only assumed.': [
        muted(mine, 'read-from: followers, ', ''),
        muted(debit, ', read-from: followers', ''),
      ],
      'The store or its reader is only drawn (`future: yes`).': [
        ...drawn(mine, 'service profiles', 'database users'),
        ...drawn(debit, 'service api', 'database accounts'),
      ],
    },
    options: {
      lag: { code: change(mine, [', lag: 200ms', '']), value: 1, writes: 'pin-after-write: 2s' },
    },
  },
  'writes-to-replica': {
    silences: {
      'Every node takes writes: `topology: multi-leader` or `leaderless`.': ['multi-leader', 'leaderless'].flatMap(
        (topology) => [
          muted(readers, 'single-leader', topology),
          muted(
            change(order, ['replicas: 3', 'replicas: 3, replication { topology: single-leader }']),
            'single-leader',
            topology,
          ),
        ],
      ),
      'Reads take the link too: then `read-from` speaks of them, and writes go to the leader.': [
        {
          fires: `client web {}\nflow buy { from: web, op: write }\n${change(order, ['op: write, ', ''])}web -> api { timeout: 3s }\n`,
          silent: `client web {}\nflow look { from: web, op: read }\nflow buy { from: web, op: write }\n${change(order, ['op: write, ', ''])}web -> api { timeout: 3s }\n`,
        },
      ],
      '`read-from` only comes from `defaults`, or nothing says that the link writes.': [
        {
          fires: order,
          silent: change(
            order,
            ['api {}', 'api { defaults { read-from: followers } }'],
            [', read-from: followers', ''],
          ),
        },
        muted(order, 'op: write, ', ''),
        muted(order, 'op: write', 'op: read'),
      ],
      'The store, or what leads to it, is only drawn (`future: yes`).': [
        ...drawn(order, 'service api', 'database orders'),
        ...drawn(readers, 'lb readers', 'database posts'),
      ],
    },
  },
};
