import type { Component, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { insertStatement } from '../edits.js';
import { type Holder, hotKeysOf } from '../hot-keys.js';
import { defineRule } from '../rule.js';
import { percent, rate } from '../words.js';

/** However many shards there are, one key lies on one of them. */
export const hotKey = defineRule({
  name: 'hot-key',
  category: 'data',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'The hottest key gets more load than one shard can serve.',
  why: 'Sharding spreads keys, not the load on one key. The page of a celebrity or the counter of a sale lies on a single shard with its copies, and when it alone asks for more than these can serve, more shards do not help, nor does consistent hashing. The key itself has to be multiplied, kept in front of the store, or given a machine of its own.',
  silent: [
    'The `skew`, the load or the capacity of a node is unknown.',
    'Something is done about hot keys (`hot-keys`), or a cache lets only one of many callers through (`coalescing`).',
    'The copies of the key can serve it together.',
    'The store is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 6: skewed workloads and relieving hot spots',
    'Bin Fan and others, "Small Cache, Big Effect: Provable Load Balancing for Randomly Partitioned Cluster Services", SoCC (2011)',
    'Amazon DynamoDB Developer Guide: using write sharding to distribute workloads evenly',
  ],
  options: {
    salt: { default: 10, doc: 'Suffixes over which a fix spreads the writes of one key.' },
    copies: { default: 10, doc: 'Copies of one key among which a fix shares its reads.' },
  },
  incorrect: [
    {
      title: 'one profile gets a twentieth of all reads',
      code: 'client web { users: 100M, peak: 3x }\nflow view { from: web, rate: 10/user/day, op: read }\nservice api {}\ndatabase people { replicas: 16, shards: 16, capacity: 1k/s\n  table profiles { skew: 5%, shard-key: id, sharding: consistent-hash, fields { id: id }\n    query by id\n  }\n}\n\nweb -> api { timeout: 3s }\napi -> people { timeout: 500ms }\n',
    },
    {
      title: 'the counter of a sale, with most of the load on one key',
      code: 'client web { users: 10M, peak: 5x }\nflow count { from: web, rate: 20/user/day, op: upsert }\nflow look { from: web, rate: 20/user/day, op: read }\nservice api {}\ndatabase counters { replicas: 8, shards: 8, capacity: 5k/s, skew: 80%, table counts { fields { id: id } } }\n\nweb -> api { timeout: 3s }\napi -> counters { timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'ten copies of what is hot',
      code: 'client web { users: 100M, peak: 3x }\nflow view { from: web, rate: 10/user/day, op: read }\nservice api {}\ndatabase people { replicas: 16, shards: 16, capacity: 1k/s\n  table profiles { skew: 5%, hot-keys: copies(10), shard-key: id, sharding: consistent-hash, fields { id: id }\n    query by id\n  }\n}\n\nweb -> api { timeout: 3s }\napi -> people { timeout: 500ms }\n',
    },
    {
      title: 'a shard serves its hottest key',
      code: 'client web { users: 100k, peak: 3x }\nflow view { from: web, rate: 10/user/day, op: read }\nservice api {}\ndatabase people { replicas: 16, shards: 16, capacity: 1k/s\n  table profiles { skew: 5%, shard-key: id, sharding: consistent-hash, fields { id: id }\n    query by id\n  }\n}\n\nweb -> api { timeout: 3s }\napi -> people { timeout: 500ms }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const store of model.components) {
      for (const { holder, load, requests, isWritten } of hotKeysOf(estimates, store)) {
        const { skew } = holder.properties;
        const message = `The hottest key of \`${holder.id}\` gets ${rate(requests)} at peak (${percent(skew!.value)} of the load), but the nodes it lies on serve ${rate(requests / load)}.`;
        report(holder, message, {
          at: skew!.property,
          subjects: [store],
          fixes: fixes(model, holder, store, isWritten, options),
        });
      }
    }
  },
});

function fixes(
  model: Model,
  holder: Holder,
  store: Component,
  isWritten: boolean,
  options: { salt: number; copies: number },
): Fix[] {
  const table = holder.what === 'table' ? holder : store.tables.length === 1 ? store.tables[0] : undefined;
  if (!table) return [];
  const ways = [`salt(${options.salt})`, `copies(${options.copies})`];
  const first = isWritten ? ways : [...ways].reverse();
  return [...first, 'local-cache'].map((way) => {
    return {
      title: `Add \`hot-keys: ${way}\``,
      safe: false,
      edits: [insertStatement(model, table, `hot-keys: ${way}`)],
    };
  });
}
