import type { Component, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { insertBeside, isOwn, replaceValue, setProperty } from '../edits.js';
import { leaderLoad, severityOfOverload } from '../leaders.js';
import { defineRule } from '../rule.js';
import { number, rate } from '../words.js';

/** All writes go to one node, and it cannot take them. */
export const singleLeaderWriteBottleneck = defineRule({
  name: 'single-leader-write-bottleneck',
  category: 'capacity',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'The one leader of a store gets more writes than a node can take.',
  why: 'With a single leader every write goes to one machine, and then to all followers as well. More replicas spread the reads and make it safer, but they do not take one write away. Only cutting the data into shards with a leader each, merging writes in a queue or a batch, or another kind of store lets the writes grow.',
  silent: [
    'The writes or what one node can take are not known.',
    'Nobody says that the store has a single leader: neither the design (`replication { topology }`) nor its engine.',
    'The data is cut into shards, by the design or by the engine itself.',
    'A provider hides its machines (`managed: yes` without `replicas`), or the store is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapters 5 and 6: Leaders and Followers, Partitioning',
    'PostgreSQL documentation, chapter "High Availability, Load Balancing, and Replication"',
  ],
  options: {
    limit: { default: 1, doc: 'Share of the write capacity of one node that may be used at peak.' },
  },
  incorrect: [
    {
      title: 'log lines of a whole fleet',
      code: 'client agents { concurrent: 1M }\nflow log { from: agents, every: 10s, op: write, peak: 2x }\nservice intake {}\ndatabase logs { replicas: 5, write-capacity: 10k/s, capacity: 20k/s, replication { topology: single-leader } }\n\nagents -> intake { timeout: 2s }\nintake -> logs { timeout: 500ms }\n',
    },
    {
      title: 'what a relational engine usually takes',
      code: 'client web { users: 100M, peak: 3x }\nflow vote { from: web, rate: 20/user/day, op: write }\nservice api {}\ndatabase votes { engine: postgres, replicas: 9 }\n\nweb -> api { timeout: 2s }\napi -> votes { pool: 5, timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'cut into shards, a leader each',
      code: 'client agents { concurrent: 1M }\nflow log { from: agents, every: 10s, op: write, peak: 2x }\nservice intake {}\ndatabase logs { replicas: 60, shards: 30, write-capacity: 10k/s, capacity: 20k/s, replication { topology: single-leader } }\n\nagents -> intake { timeout: 2s }\nintake -> logs { timeout: 500ms }\n',
    },
    {
      title: 'merged before they are written',
      code: 'client agents { concurrent: 1M }\nflow log { from: agents, every: 10s, op: write, peak: 2x }\nservice intake {}\ndatabase logs { replicas: 2, write-capacity: 10k/s, capacity: 20k/s, replication { topology: single-leader } }\n\nagents -> intake { timeout: 2s }\nintake -> logs { batch: 100, timeout: 500ms }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const store of model.components) {
      const load = leaderLoad(estimates, store);
      if (!load || load.writes <= load.writeCapacity * options.limit) continue;
      const others = load.replicas > 1 ? `, whatever the other ${number(load.replicas - 1)} do` : '';
      const shards = Math.ceil(load.writes / (load.writeCapacity * options.limit));
      report(
        store,
        `${rate(load.writes)} writes at peak all go to the single leader of \`${store.id}\`, which takes ${rate(load.writeCapacity)}${others}. It would take ${number(shards)} leaders: shards, or fewer and larger writes.`,
        {
          ...(load.writes > load.writeCapacity && { severity: severityOfOverload(store) }),
          fixes: cut(model, store, shards),
        },
      );
    }
  },
});

/** A leader and as many followers as now, at most one, for each shard. */
function cut(model: Model, store: Component, shards: number): Fix[] {
  const { replicas, autoscale, shards: present, 'replication-factor': factor } = store.properties;
  if (!replicas || autoscale || !Number.isFinite(shards)) return [];
  const nodes = shards * (factor?.value ?? Math.min(2, replicas.value));
  const edits = [setProperty(model, store, 'replicas', replicas, String(nodes))];
  if (present && isOwn(store, present)) edits.push(replaceValue(present, String(shards)));
  else if (isOwn(store, replicas)) edits.push(insertBeside(model, replicas, `shards: ${shards}`));
  else return [];
  return [{ title: `Cut it into ${number(shards)} shards on ${number(nodes)} replicas`, safe: false, edits }];
}
