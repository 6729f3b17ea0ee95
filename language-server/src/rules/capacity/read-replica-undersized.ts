import type { Component, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { setProperty } from '../edits.js';
import { type LeaderLoad, leaderFault, leaderLoad, severityOfOverload } from '../leaders.js';
import { defineRule } from '../rule.js';
import { number, rate } from '../words.js';

/** The replicas apply every write themselves, and what is left of them does not serve the reads. */
export const readReplicaUndersized = defineRule({
  name: 'read-replica-undersized',
  category: 'capacity',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'The read replicas, each of which also applies every write, cannot serve the reads of the peak.',
  why: 'Read replicas multiply the capacity for reads, but not by their number: each of them repeats every write first. With ten reads for each write, ten replicas allow about five and a half times the load of one, not ten times. What a node has left after the writes, times the nodes that answer, is what the reads get.',
  silent: [
    'The reads, the writes or what one node can do are not known, or nobody says that there is a single leader.',
    'There is only one replica, or the number is not written: `over-capacity` looks at single machines.',
    'The writes alone are too much: `single-leader-write-bottleneck` says so, and more replicas would not help.',
    'The data is cut into shards, a provider hides its machines, or the store is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 5: Replication, read-scaling architecture',
    'Jim Gray and others, "The Dangers of Replication and a Solution", SIGMOD 1996',
  ],
  incorrect: [
    {
      title: 'thirty thousand reads on two nodes',
      code: 'client web { users: 43.2M, peak: 2x }\nflow look { from: web, rate: 30/user/day, op: read }\nservice api {}\ndatabase wares { replicas: 2, capacity: 5k/s, replication { topology: single-leader } }\n\nweb -> api { timeout: 2s }\napi -> wares { timeout: 500ms }\n',
    },
    {
      title: 'every replica has to apply the writes, too',
      code: 'client web { users: 4.32M, peak: 2x }\nflow look { from: web, rate: 100/user/day, op: read }\nflow save { from: web, rate: 30/user/day, op: write }\nservice api {}\ndatabase wares { replicas: 3, capacity: 5k/s, replication { topology: single-leader } }\n\nweb -> api { timeout: 2s }\napi -> wares { timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'enough nodes for the reads',
      code: 'client web { users: 43.2M, peak: 2x }\nflow look { from: web, rate: 30/user/day, op: read }\nservice api {}\ndatabase wares { replicas: 10, capacity: 5k/s, replication { topology: single-leader } }\n\nweb -> api { timeout: 2s }\napi -> wares { timeout: 500ms }\n',
    },
    {
      title: 'a cache answers most of them',
      code: 'client web { users: 43.2M, peak: 2x }\nflow look { from: web, rate: 30/user/day, op: read }\nservice api {}\ncache hot { hit-ratio: 90%, ttl: 5min }\ndatabase wares { replicas: 2, capacity: 5k/s, replication { topology: single-leader } }\n\nweb -> api { timeout: 2s }\napi -> hot -> wares { timeout: 500ms }\n',
    },
  ],
  check({ model, estimates, report }) {
    for (const store of model.components) {
      const load = leaderLoad(estimates, store);
      if (!load || leaderFault(estimates, store) !== 'reads') continue;
      const free = 1 - load.writes / load.writeCapacity;
      const serves = load.replicas * load.capacity * free;
      const applying = load.writes > 0 ? `, after each of them has applied ${rate(load.writes)} writes` : '';
      const message =
        load.reads > serves
          ? `The ${number(load.replicas)} nodes of \`${store.id}\` can serve ${rate(serves)} reads${applying}; at peak there are ${rate(load.reads)}.`
          : `The nodes of \`${store.id}\` that its ${rate(load.reads)} reads go to cannot serve them${applying}: they are not spread over all ${number(load.replicas)}.`;
      report(store, message, {
        severity: severityOfOverload(store),
        at: store.properties.replicas?.property,
        fixes: more(model, store, load, free),
      });
    }
  },
});

function more(model: Model, store: Component, { reads, capacity }: LeaderLoad, free: number): Fix[] {
  const { replicas } = store.properties;
  const steered = store.incoming.some(({ properties }) => (properties['read-from']?.value ?? 'any') !== 'any');
  if (!replicas || steered) return [];
  const text = String(Math.ceil(reads / (capacity * free) + 1e-9));
  const edits = [setProperty(model, store, 'replicas', replicas, text)];
  return [{ title: `Set \`replicas: ${text}\``, safe: false, edits }];
}
