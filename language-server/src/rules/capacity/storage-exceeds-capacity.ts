import { dimensions, writeQuantity } from '@archlang/grammar';
import type { Estimates } from '../../estimate/estimates.js';
import type { Component, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { setProperty } from '../edits.js';
import { exceeds } from '../rounding.js';
import { defineRule } from '../rule.js';
import { data, percent } from '../words.js';

/** What is kept does not fit on the declared disks. */
export const storageExceedsCapacity = defineRule({
  name: 'storage-exceeds-capacity',
  category: 'capacity',
  mode: 'derived',
  severity: 'error',
  tier: 1,
  summary: 'What a store keeps does not fit on the disks it declares, or fills them too far.',
  why: 'A store whose disk is full refuses writes, and many refuse to start again without room to work in. Compaction, vacuum, rebalancing and the repair of a lost node all need free space first, so that the disks cannot be filled to the brim. What has to fit is every copy of everything written within the retention, not one copy of today.',
  silent: [
    'The size of a row, the retention, the writes or the disk is unknown: the figure names what is missing.',
    'The number of replicas is not written: the size of all disks together is then unknown.',
    'The provider grows the disks (`managed: yes` without `storage`), or the store is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 3: storage and compaction',
    'Apache Cassandra documentation, Operating: Compaction and its need for free disk space',
    'John L. Hennessy and David A. Patterson, Computer Architecture, 6th edition (2017), chapter 6: storage of warehouse-scale computers',
  ],
  options: {
    fill: {
      default: 0.8,
      doc: 'Share of the disks from which on it is a warning, where the store sets no `fill` of its own; above all of them it is an error.',
    },
  },
  incorrect: [
    {
      title: 'a year of links on disks that hold half of it',
      code: 'client web { users: 100M }\nflow shorten { from: web, rate: 1/user/day, op: write, peak: 3x }\nservice api {}\ndatabase links { replicas: 1, storage: 10TB\n  table urls { row: 500B, retention: 1y }\n}\n\nweb -> api { timeout: 2s }\napi -> links { timeout: 500ms, stores: urls }\n',
    },
    {
      title: 'three copies of each row were forgotten',
      code: 'client web { users: 100M }\nflow shorten { from: web, rate: 1/user/day, op: write }\nservice api {}\ndatabase links { replicas: 6, replication-factor: 3, storage: 4TB\n  table urls { row: 500B, retention: 1y }\n}\n\nweb -> api { timeout: 2s }\napi -> links { timeout: 500ms, stores: urls }\n',
    },
  ],
  correct: [
    {
      title: 'a year of links, with room to work in',
      code: 'client web { users: 100M }\nflow shorten { from: web, rate: 1/user/day, op: write }\nservice api {}\ndatabase links { replicas: 1, storage: 25TB\n  table urls { row: 500B, retention: 1y }\n}\n\nweb -> api { timeout: 2s }\napi -> links { timeout: 500ms, stores: urls }\n',
    },
    {
      title: 'the retention is not known',
      code: 'client web { users: 100M }\nflow shorten { from: web, rate: 1/user/day, op: write }\nservice api {}\ndatabase links { replicas: 1, storage: 10TB\n  table urls { row: 500B }\n}\n\nweb -> api { timeout: 2s }\napi -> links { timeout: 500ms, stores: urls }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const store of model.components) {
      const { storage, replicas, fill, future } = store.properties;
      if (!storage || !replicas || future?.value === true) continue;
      const kept = estimates.value(store, 'storage');
      const disks = storage.value * replicas.value;
      const limit = fill?.value ?? options.fill;
      if (kept === undefined || exceeds(disks * limit, kept)) continue;
      const isFull = exceeds(kept, disks);
      const has = `\`${store.id}\` has to keep ${data(kept)}${redundancy(estimates, store)} and its ${replicas.value > 1 ? `${replicas.value} disks hold` : 'disk holds'} ${data(disks)}`;
      const message = isFull
        ? `${has}: it is full ${whenFull(estimates, store, disks)}.`
        : `${has}: ${percent(kept / disks)} of it, where less than ${percent(limit)} leaves room for compaction and repair.`;
      report(store, message, {
        at: storage.property,
        severity: isFull ? 'error' : 'warning',
        // Filled exactly so far it would still be said.
        fixes: fixes(model, store, (kept / limit) * (1 + 1e-6)),
      });
    }
  },
});

function redundancy(estimates: Estimates, store: Component): string {
  const copies = estimates
    .of(store)
    .find(({ figure }) => figure === 'storage')
    ?.inputs.find(({ name }) => /replication-factor$|erasure$/.test(name));
  if (!copies || copies.value === 1) return '';
  return copies.name.endsWith('erasure') ? ' (coded)' : ` in ${copies.value} copies`;
}

function whenFull(estimates: Estimates, store: Component, disks: number): string {
  const growth = estimates.value(store, 'storage.growth');
  if (growth === undefined || growth <= 0) return 'before all of it is stored';
  return `after ${Math.floor(disks / growth).toLocaleString('en')} days`;
}

function fixes(model: Model, store: Component, needed: number): Fix[] {
  const { storage, replicas } = store.properties;
  const disk = writeQuantity(needed / replicas!.value, dimensions.data, { rounding: 'up' });
  const all: Fix[] = [
    { title: `Set \`storage: ${disk}\``, safe: false, edits: [setProperty(model, store, 'storage', storage, disk)] },
  ];
  const copies = store.properties['replication-factor'];
  if (copies && replicas && storage!.value > 0) {
    // More nodes hold more only where the data is spread over them.
    const nodes = String(Math.ceil(needed / storage!.value));
    all.push({
      title: `Set \`replicas: ${nodes}\``,
      safe: false,
      edits: [setProperty(model, store, 'replicas', replicas, nodes)],
    });
  }
  return all;
}
