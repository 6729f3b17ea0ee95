import type { Estimates } from '../../estimate/estimates.js';
import type { Model, Table } from '../../model/model.js';
import type { Value } from '../../model/value.js';
import { replaceValue } from '../edits.js';
import { exceeds } from '../rounding.js';
import { defineRule } from '../rule.js';
import { usesOf } from '../uses.js';
import { listed, number } from '../words.js';

/** Repeat facts for those who read, not for those who write. */
export const denormalizationMismatch = defineRule({
  name: 'denormalization-mismatch',
  category: 'data',
  mode: 'presence',
  severity: 'hint',
  tier: 3,
  summary: 'Facts are repeated where they are mostly written, or joined anew for each of very many reads.',
  why: 'A fact that is kept in several places is read in one step and written in many: good where a hundred reads follow each write, a source of contradictions where writes prevail, and no way to keep books. Kept once, it is joined each time it is read, and where three tables are joined for the same page a thousand times a second, a copy that is made when something changes is far cheaper.',
  silent: [
    'Nothing says whether facts are repeated (`normalized`).',
    'Repeated: reads outnumber writes, or how many there are is not known, and the table holds no `financial` data; or it is a read model (`derived-from`).',
    'Kept once: fewer reads for each write than the limit, or no link reads so many of the tables (`reads`) at once.',
    'The store is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 2: normalization, and joins',
    'Microsoft Azure Architecture Center, Cloud Design Patterns: Materialized View',
  ],
  options: {
    ratio: { default: 100, doc: 'Reads for each write from which on a joined copy is worth it.' },
    tables: { default: 3, doc: 'Tables read together from which on joining them counts.' },
  },
  incorrect: [
    {
      title: 'books with facts kept twice',
      code: 'database books { data-model: document, audit: ledger\n  table entries { normalized: no, holds: financial, row: 200B }\n}\ntopic ledger { retention: 7y }\n',
    },
    {
      title: 'repeated for a table that is mostly written',
      code: 'client web { users: 8.64M }\nflow move { from: web, rate: 10/user/day, op: write }\nservice api {}\ndatabase fleet { table positions { normalized: no, row: 200B } }\n\nweb -> api { timeout: 1s }\napi -> fleet { timeout: 500ms }\n',
    },
    {
      title: 'three tables for each page',
      code: 'client web { users: 8.64M }\nflow view { from: web, rate: 100/user/day, op: read }\nservice api {}\ndatabase catalog {\n  table goods { normalized: yes }\n  table prices {}\n  table stock {}\n}\n\nweb -> api { timeout: 1s }\napi -> catalog { reads: [goods, prices, stock], timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'a read model repeats',
      code: 'database catalog { table goods { normalized: yes } }\ndatabase views { data-model: document, derived-from: catalog\n  table pages { normalized: no }\n}\n\ncatalog ~> views { capture: cdc }\n',
    },
    {
      title: 'one table, a hundred reads for each write',
      code: 'client web { users: 8.64M }\nflow view { from: web, rate: 100/user/day, op: read }\nservice api {}\ndatabase catalog { table goods { normalized: yes } }\n\nweb -> api { timeout: 1s }\napi -> catalog { timeout: 500ms }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const table of model.tables) {
      const { normalized } = table.properties;
      const { store } = table;
      if (!normalized || store.properties.future?.value === true) continue;
      if (!normalized.value) {
        if (store.properties['derived-from']) continue;
        const why = contradicts(estimates, table);
        if (!why) continue;
        report(
          table,
          `\`${table.id}\` repeats facts, and ${why}: each change has to find every copy of what it changes.`,
          {
            severity: 'warning',
            at: normalized.property,
            subjects: [store],
            fixes: [keepOnce(normalized)],
          },
        );
        continue;
      }
      const joined = joinedWith(model, table, options.tables);
      const ratio = readsPerWrite(estimates, table) ?? 0;
      if (!joined || exceeds(options.ratio, ratio)) continue;
      const often = Number.isFinite(ratio) ? `${number(ratio)} reads for each write` : 'reads and no writes';
      report(
        table,
        `\`${table.id}\` has ${often}, and ${listed(joined)} are joined for each of them: a read model that has them together would be asked once.`,
        { at: normalized.property, subjects: [store] },
      );
    }
  },
});

function contradicts(estimates: Estimates, table: Table): string | undefined {
  if (table.properties.holds?.value.includes('financial')) return 'holds financial data';
  const ratio = readsPerWrite(estimates, table);
  return ratio === undefined || exceeds(ratio, 1) ? undefined : 'is written at least as often as it is read';
}

/** Infinite where nothing is written; nothing where it is not known, or nothing happens at all. */
function readsPerWrite(estimates: Estimates, table: Table): number | undefined {
  const reads = estimates.value(table, 'rate.average.read');
  const writes = estimates.value(table, 'rate.average.write');
  if (reads === undefined || writes === undefined || reads + writes <= 0) return undefined;
  return reads / writes;
}

/** The tables that one link reads together with this one, if they are as many. */
function joinedWith(model: Model, table: Table, least: number): readonly string[] | undefined {
  const together = usesOf(model, table.store).map(({ link }) => link.properties.reads?.value ?? []);
  return together.find((reads) => reads.length >= least && reads.includes(table.id));
}

function keepOnce(normalized: Value<unknown>) {
  return { title: 'Keep each fact once: `normalized: yes`', safe: false, edits: [replaceValue(normalized, 'yes')] };
}
