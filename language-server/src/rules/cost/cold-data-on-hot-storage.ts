import { dimensions, writeQuantity } from '@archlang/grammar';
import type { Estimates } from '../../estimate/estimates.js';
import type { Model, Table } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { freeName, insertDeclaration, insertStatement } from '../edits.js';
import { exceeds } from '../rounding.js';
import { defineRule } from '../rule.js';
import { data, percent, time } from '../words.js';

const day = 86_400;

/** Rows that nobody reads any more lie on the disks of those that are read. */
export const coldDataOnHotStorage = defineRule({
  name: 'cold-data-on-hot-storage',
  category: 'cost',
  mode: 'derived',
  severity: 'hint',
  tier: 3,
  summary: 'A database keeps rows on its own disks long after they are read.',
  why: 'The disks of a database are fast, kept several times and backed up, and cost several times as much as an object store. Of logs that are kept for a year and searched for a week, ninety-eight parts in a hundred pay that price for nothing, and make indexes, backups and restores larger besides. Old rows can move to cheaper storage by themselves, and still be read there, only more slowly.',
  silent: [
    'How far back reads go is not written (`read-window`), or how long rows are kept (`retention`).',
    'Rows are kept for less than 90 days, or for no longer than they are read.',
    'Old rows move away (`tiering`), or are kept more coarsely (`downsampling`).',
    'The store is no database: objects are on cheap storage already, and a cache forgets by itself.',
    'The store is only drawn (`future: yes`).',
  ],
  references: [
    'Amazon Web Services, OpenSearch Service documentation: UltraWarm and cold storage',
    'Elastic documentation, Data tiers: hot, warm, cold and frozen',
    'Amazon Web Services Well-Architected Framework, Cost Optimization Pillar: data lifecycle',
  ],
  options: {
    days: { default: 90, doc: 'Days of `retention` from which on it is worth a word.' },
  },
  incorrect: [
    {
      title: 'a year of logs, searched for a week',
      code: 'database logs { engine: elasticsearch\n  table lines { row: 500B, retention: 1y, read-window: 7d }\n}\n',
    },
    {
      title: 'orders for ever',
      code: 'database shop { data-model: relational\n  table orders { row: 1KB, retention: forever, read-window: 30d }\n}\n',
    },
  ],
  correct: [
    {
      title: 'old lines move away',
      code: 'storage archive {}\ndatabase logs { engine: elasticsearch\n  table lines { row: 500B, retention: 1y, read-window: 7d, tiering { after: 7d, to: archive } }\n}\n',
    },
    {
      title: 'read for as long as they are kept',
      code: 'database logs { engine: elasticsearch\n  table lines { row: 500B, retention: 1y, read-window: 1y }\n}\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const table of model.tables) {
      const { retention, 'read-window': recent, tiering, downsampling } = table.properties;
      const { store } = table;
      if (!retention || !recent || tiering || downsampling) continue;
      if (store.kind !== 'database' || store.properties.future?.value === true) continue;
      const kept = retention.value === 'forever' ? Number.POSITIVE_INFINITY : retention.value;
      if (exceeds(options.days * day, kept) || !exceeds(kept, recent.value)) continue;
      report(table, `${message(estimates, table, kept, recent.value)}: it pays for fast disks that it does not need.`, {
        at: recent.property,
        subjects: [store],
        related: [{ at: retention.property, message: 'Rows are kept for so long.' }],
        fixes: fixes(model, table, recent.value),
      });
    }
  },
});

/** How much is older than what is read, where rows come evenly. */
function message(estimates: Estimates, table: Table, kept: number, recent: number): string {
  const read = `\`${table.id}\` is read for ${time(recent)}, and kept`;
  if (!Number.isFinite(kept))
    return `${read} for ever on \`${table.store.id}\`. Sooner or later nearly all of it is older`;
  const share = 1 - recent / kept;
  const all = estimates.value(table, 'storage');
  const much = all === undefined ? '' : `, ${data(all * share)},`;
  return `${read} for ${time(kept)} on \`${table.store.id}\`. About ${percent(share)} of it${much} is older`;
}

/** To the object store of the design, else to a new one beside the database. */
function fixes(model: Model, table: Table, recent: number): Fix[] {
  const objects = model.components.find(
    ({ kind, properties }) => kind === 'storage' && properties.future?.value !== true,
  );
  const name = objects?.id ?? freeName(model, 'archive');
  const after = writeQuantity(recent, dimensions.time, { rounding: 'up' });
  const statement = `tiering { after: ${after}, to: ${name} }`;
  const edits = [insertStatement(model, table, statement)];
  if (!objects) edits.push(insertDeclaration(model, table.store, `storage ${name} {}`, 'before'));
  return [{ title: `Add \`${statement}\``, safe: false, edits }];
}
