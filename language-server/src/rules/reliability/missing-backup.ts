import { dimensions, writeQuantity } from '@archlang/grammar';
import { isSourceOfTruth } from '../copies.js';
import { heldBy } from '../data-classes.js';
import { insertStatement } from '../edits.js';
import { defineRule } from '../rule.js';

/** Data that cannot be asked for a second time. */
const precious: readonly string[] = ['financial', 'pii', 'health'];

/** Replicas protect against broken machines; a mistaken delete is copied to all of them. */
export const missingBackup = defineRule({
  name: 'missing-backup',
  category: 'reliability',
  mode: 'absence',
  severity: 'warning',
  tier: 2,
  summary: 'Data that exists nowhere else has no backup.',
  why: 'Replication copies everything at once, also the delete without a condition, the bad migration and what an attacker encrypts. Only a copy from before, kept out of reach and restored for practice, brings the data back. No number of replicas replaces it.',
  silent: [
    '`backup` is written, or the store is `immutable`.',
    'The store can be built anew (`derived-from`), or its data may be lost (`durability: best-effort`). Caches, queues and topics are not meant.',
    'Below `maturity: production`, unless it holds financial, personal or health data.',
    'It is only drawn (`future: yes`), or the design is a sketch.',
  ],
  references: [
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 26: Data Integrity: What You Read Is What You Wrote',
    'AWS Well-Architected Framework, Reliability Pillar: back up data',
    'PostgreSQL 16 documentation, chapter 26: Backup and Restore',
  ],
  options: {
    interval: { default: 86_400, doc: 'Seconds between two backups, to suggest.' },
    retention: { default: 30 * 86_400, doc: 'Seconds for which a backup is kept, to suggest.' },
  },
  incorrect: [
    {
      title: 'the only ledger, without a backup',
      code: 'database ledger { replicas: 3, holds: financial }\n',
    },
    {
      title: 'in production every database has one',
      code: 'system "Shop" { maturity: production }\n\ndatabase items { replicas: 3, table articles { row: 1KB } }\n',
    },
  ],
  correct: [
    {
      title: 'any moment of the last month can be restored',
      code: 'database ledger { replicas: 3, holds: financial, backup { interval: 1d, retention: 30d, point-in-time: yes } }\n',
    },
    {
      title: 'an index can be built anew',
      code: 'system "Shop" { maturity: production }\n\ndatabase items { backup { interval: 1d } }\ndatabase finder { data-model: search, derived-from: items }\n',
    },
  ],
  check({ model, options, report }) {
    const write = (seconds: number): string => writeQuantity(seconds, dimensions.time);
    const block = `backup { interval: ${write(options.interval)}, retention: ${write(options.retention)}, point-in-time: yes }`;
    for (const store of model.components) {
      const { backup, immutable, durability, future } = store.properties;
      if (!isSourceOfTruth(store) || backup || immutable?.value === true || future?.value === true) continue;
      if (durability?.value === 'best-effort') continue;
      const held = [...heldBy(store)].filter((each) => precious.includes(each));
      if (model.maturity !== 'production' && held.length === 0) continue;
      const what = held.length > 0 ? `${held.map(inWords).join(' and ')} data` : 'its data';
      report(
        store,
        `\`${store.id}\` is the only place that keeps ${what}, and nothing says that it is backed up: a mistaken delete reaches every replica.`,
        { fixes: [{ title: `Add \`${block}\``, safe: false, edits: [insertStatement(model, store, block)] }] },
      );
    }
  },
});

const inWords = (held: string): string => (held === 'pii' ? 'personal' : held);
