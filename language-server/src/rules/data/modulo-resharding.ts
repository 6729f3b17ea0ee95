import type { Component, Model, Table } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { insertBeside, replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';
import { number, percent } from '../words.js';

/** Taking the key modulo the number of nodes moves almost every key when that number changes. */
export const moduloResharding = defineRule({
  name: 'modulo-resharding',
  category: 'data',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'Keys are placed by `hash % n`, and n changes.',
  why: "With `hash % n` the node of a key depends on the number of nodes. Going from n to n + 1, only one key in n + 1 stays where it was, so adding a node to a busy store copies nearly all of its data through the network. On a ring of hashes, or with a fixed number of slots that are handed to nodes, only the new node's own part moves.",
  silent: [
    'The number of shards is fixed: no `autoscale`, and nothing moves shards by itself (`rebalance: auto`).',
    'Keys are mapped to many fixed `slots` and slots to nodes.',
    'A cache is left to `cache-cluster-without-consistent-hashing`: there the keys are not copied but missed.',
    'The store is only drawn (`future: yes`).',
  ],
  references: [
    'David Karger and others, "Consistent Hashing and Random Trees", STOC (1997)',
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 6: strategies for rebalancing, how not to do it: hash mod N',
    'Redis documentation, Redis Cluster specification: hash slots',
  ],
  options: {
    slotsPerNode: { default: 10, doc: 'So many slots for each node make a fixed slot scheme.' },
    virtualNodes: { default: 100, doc: 'Points of each node on the ring that a fix writes.' },
    slots: { default: 1024, doc: 'Logical shards that a fix writes.' },
  },
  incorrect: [
    {
      title: 'nodes come and go with the load',
      code: 'database sessions { sharding: modulo, shards: 4, autoscale { min: 4, max: 12, metric: cpu }\n  table entries { fields { id: uuid }, shard-key: id }\n}\n',
    },
    {
      title: 'shards are moved by themselves',
      code: 'database users { shards: 10, rebalance: auto\n  table profiles { fields { id: uuid }, shard-key: id, sharding: modulo }\n}\n',
    },
  ],
  correct: [
    {
      title: 'a ring with a hundred points for each node',
      code: 'database sessions { sharding: consistent-hash, virtual-nodes: 100, autoscale { min: 4, max: 12, metric: cpu } }\n',
    },
    {
      title: 'slots move as a whole',
      code: 'database sessions { sharding: modulo, slots: 1024, autoscale { min: 4, max: 12, metric: cpu } }\n',
    },
  ],
  check({ model, options, report }) {
    const said = new Set<string>();
    for (const holder of [...model.components, ...model.tables]) {
      const { sharding } = holder.properties;
      const store = holder.what === 'table' ? holder.store : holder;
      if (sharding?.value !== 'modulo' || sharding.origin === 'engine' || store.kind === 'cache') continue;
      const place = `${sharding.at.file}:${sharding.at.offset}`;
      if (said.has(place) || store.properties.future?.value === true) continue;
      const why = changes(holder, store);
      const nodes = Math.max(mostNodes(holder, store), 1);
      const slots = holder.properties.slots ?? store.properties.slots;
      if (why === undefined || (slots && slots.value >= options.slotsPerNode * nodes)) continue;
      said.add(place);
      report(holder, `${consequence(holder, store)}, and ${why}.`, {
        at: sharding.property,
        subjects: [store],
        fixes: fixes(model, holder, sharding, options, nodes),
      });
    }
  },
});

type Holder = Component | Table;

function consequence(holder: Holder, store: Component): string {
  const now =
    holder.properties.shards?.value ?? store.properties.replicas?.value ?? store.properties.autoscale?.value.min?.value;
  const moved = now === undefined ? 'nearly all' : percent(now / (now + 1));
  const step =
    now === undefined
      ? 'with every node that is added'
      : `when it goes from ${number(now)} nodes to ${number(now + 1)}`;
  return `\`hash % n\` moves ${moved} of the keys of \`${holder.id}\` ${step}`;
}

/** Why the number of nodes will change, as words. */
function changes(holder: Holder, store: Component): string | undefined {
  const { autoscale, rebalance } = store.properties;
  if (autoscale && autoscale.value.min?.value !== autoscale.value.max?.value)
    return `\`autoscale\` changes their number`;
  const moving = holder.properties.rebalance ?? rebalance;
  return moving?.value === 'auto' && moving.origin !== 'engine' ? 'its shards are moved by themselves' : undefined;
}

function mostNodes(holder: Holder, store: Component): number {
  const { autoscale, replicas } = store.properties;
  return Math.max(holder.properties.shards?.value ?? 0, autoscale?.value.max?.value ?? 0, replicas?.value ?? 0);
}

function fixes(
  model: Model,
  { properties }: Holder,
  sharding: Value<unknown>,
  { virtualNodes, slots, slotsPerNode }: { virtualNodes: number; slots: number; slotsPerNode: number },
  nodes: number,
): Fix[] {
  const ring = [replaceValue(sharding, 'consistent-hash')];
  if (!properties['virtual-nodes']) ring.push(insertBeside(model, sharding, `virtual-nodes: ${virtualNodes}`));
  const all: Fix[] = [{ title: 'Place keys on a ring: `sharding: consistent-hash`', safe: false, edits: ring }];
  if (!properties.slots && slots >= slotsPerNode * nodes) {
    const edits = [insertBeside(model, sharding, `slots: ${slots}`)];
    all.push({ title: `Cut the data into ${slots} slots that move as a whole`, safe: false, edits });
  }
  return all;
}
