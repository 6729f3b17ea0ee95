import { replaceValue } from '../edits.js';
import { mostReplicas } from '../replicas.js';
import { defineRule } from '../rule.js';
import { counted } from '../words.js';

/** A ring with one point for each node is cut into very unequal pieces. */
export const ringWithoutVnodes = defineRule({
  name: 'ring-without-vnodes',
  category: 'data',
  mode: 'presence',
  severity: 'info',
  tier: 3,
  summary: 'Each node has so few points on the hash ring that the load is uneven.',
  why: 'A node of a hash ring gets the keys between its points and the next ones. With one point each the pieces are as long as chance makes them: the longest is easily several times the shortest, and when a node fails its whole piece falls to a single neighbour. With many points for each node the pieces even out, and the load of a lost node spreads over all others.',
  silent: [
    'The number of `virtual-nodes` is not written by the author.',
    'Keys are not placed by `consistent-hash`.',
    'There is a single node, or how many there are is not known.',
    'The store is only drawn (`future: yes`).',
  ],
  references: [
    'Giuseppe DeCandia and others, "Dynamo: Amazon’s Highly Available Key-value Store", SOSP (2007), sections 4.2 and 6.2',
    'David Karger and others, "Consistent Hashing and Random Trees", STOC (1997)',
    'Apache Cassandra documentation: num_tokens and token allocation',
  ],
  options: {
    least: { default: 10, doc: 'Points for each node below which the load counts as uneven.' },
    points: { default: 100, doc: 'The `virtual-nodes` that a fix writes.' },
  },
  incorrect: [
    {
      title: 'one point each',
      code: 'cache hot { replicas: 4, sharding: consistent-hash, virtual-nodes: 1, ttl: 1h }\n',
    },
    {
      title: 'four points each',
      code: 'database store { replicas: 6\n  table carts { shard-key: owner, sharding: consistent-hash, virtual-nodes: 4\n    fields { owner: id }\n  }\n}\n',
    },
  ],
  correct: [
    {
      title: 'a hundred points each',
      code: 'cache hot { replicas: 4, sharding: consistent-hash, virtual-nodes: 100, ttl: 1h }\n',
    },
    { title: 'left to the product', code: 'cache hot { replicas: 4, sharding: consistent-hash, ttl: 1h }\n' },
  ],
  check({ model, options, report }) {
    for (const holder of [...model.components, ...model.tables]) {
      const store = holder.what === 'table' ? holder.store : holder;
      const { sharding, 'virtual-nodes': points } = holder.properties;
      if (points?.origin !== 'written' || points.value >= options.least) continue;
      if (sharding?.value !== 'consistent-hash' || store.properties.future?.value === true) continue;
      if ((store.properties.shards?.value ?? mostReplicas(store) ?? 1) < 2) continue;
      const few = counted(points.value, 'point');
      report(
        holder,
        `With ${few} for each node on its ring, the nodes of \`${holder.id}\` get very different shares, and one neighbour takes over what a lost node had.`,
        {
          at: points.property,
          fixes: [
            {
              title: `Set \`virtual-nodes: ${options.points}\``,
              safe: false,
              edits: [replaceValue(points, String(options.points))],
            },
          ],
        },
      );
    }
  },
});
