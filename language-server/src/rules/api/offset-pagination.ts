import type { Estimates } from '../../estimate/estimates.js';
import { isRead } from '../../estimate/traffic/operations.js';
import type { Flow, Model, Table } from '../../model/model.js';
import { isOwn, replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';
import { tablesOn, usesOn } from '../uses.js';
import { number } from '../words.js';

/** Late pages of a long list are found by counting all rows before them. */
export const offsetPagination = defineRule({
  name: 'offset-pagination',
  category: 'api',
  mode: 'presence',
  severity: 'info',
  tier: 2,
  summary: 'A long list is cut by offset, so that late pages read and skip all rows before them.',
  why: 'An offset tells the store how many rows to leave out, and it has to find each of them first: the thousandth page costs a thousand times the first. While somebody leafs through, new rows shift the pages, so that things appear twice or never. A cursor, which names the last row that was seen, goes straight to the next one. It has to end in a unique key, or rows that are alike are skipped.',
  silent: [
    'The list is cut by a cursor, or nobody says how: `missing-pagination` looks at that.',
    'Nobody knows how many rows the tables have that it reads, or they are few.',
    'Only operators leaf through it (`role: admin`).',
    'The client or the store is only drawn (`future: yes`).',
  ],
  references: [
    'Markus Winand, SQL Performance Explained (2012), chapter 7: Partial Results, paging through results',
    'PostgreSQL documentation, chapter "Queries": LIMIT and OFFSET',
    'Google, API Improvement Proposals, AIP-158: Pagination',
  ],
  options: {
    rows: { default: 10_000, doc: 'Rows of a table above which an offset is too slow.' },
  },
  incorrect: [
    {
      title: 'a feed of millions of posts',
      code: 'client web {}\nflow feed { from: web, rate: 10/s, op: list, items: 20, pagination: offset }\nservice api {}\ndatabase store { table posts { rows: 5M } }\n\nweb -> api { timeout: 2s }\napi -> store { timeout: 500ms }\n',
    },
    {
      title: 'the orders of five years',
      code: 'client web {}\nflow order { from: web, rate: 1/s, op: write }\nflow history { from: web, rate: 10/s, op: list, items: 20, pagination: offset }\nservice api {}\ndatabase store { table orders { row: 1KB, retention: 5y } }\n\nweb -> api { timeout: 2s }\napi -> store { timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'a cursor',
      code: 'client web {}\nflow feed { from: web, rate: 10/s, op: list, items: 20, pagination: cursor }\nservice api {}\ndatabase store { table posts { rows: 5M } }\n\nweb -> api { timeout: 2s }\napi -> store { timeout: 500ms }\n',
    },
    {
      title: 'a short list',
      code: 'client web {}\nflow countries { from: web, rate: 10/s, op: list, items: 20, pagination: offset }\nservice api {}\ndatabase store { table countries-of-the-world { rows: 200 } }\n\nweb -> api { timeout: 2s }\napi -> store { timeout: 500ms }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    const paged = new Set(model.flows.filter(({ properties }) => properties.pagination?.value === 'offset'));
    if (paged.size === 0) return;
    const read = tablesRead(model);
    for (const flow of paged) {
      const pagination = flow.properties.pagination!;
      if (flow.from?.properties.role?.value === 'admin' || flow.from?.properties.future?.value === true) continue;
      const sizes = [...(read.get(flow) ?? [])].map((table) => ({ table, rows: rowsOf(estimates, table) }));
      const longest = sizes.sort((a, b) => b.rows - a.rows)[0];
      if (!longest || longest.rows <= options.rows) continue;
      report(
        flow,
        `\`${flow.id}\` cuts \`${longest.table.id}\` by offset: with ${number(longest.rows)} rows, a late page reads and skips nearly all of them.`,
        {
          at: pagination.property,
          subjects: [longest.table.store],
          fixes: isOwn(flow, pagination)
            ? [{ title: 'Use a cursor', safe: false, edits: [replaceValue(pagination, 'cursor')] }]
            : [],
        },
      );
    }
  },
});

function tablesRead(model: Model): ReadonlyMap<Flow, ReadonlySet<Table>> {
  const read = new Map<Flow, Set<Table>>();
  for (const store of model.components) {
    const tables = new Map(store.tables.map((table) => [table.id, table]));
    for (const link of store.incoming) {
      for (const { flow, operation } of usesOn(model, link)) {
        if (!flow || !isRead(operation)) continue;
        for (const id of tablesOn(link, 'reads') ?? []) {
          const table = tables.get(id);
          if (table) read.set(flow, (read.get(flow) ?? new Set()).add(table));
        }
      }
    }
  }
  return read;
}

/** As written, else what is kept ÷ the size of a row; 0 where nobody knows. */
function rowsOf(estimates: Estimates, table: Table): number {
  const { rows, row } = table.properties;
  return rows?.value ?? (estimates.value(table, 'storage') ?? 0) / (row?.value ?? 1);
}
