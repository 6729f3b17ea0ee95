import type { Estimates } from '../../estimate/estimates.js';
import type { Model, Table } from '../../model/model.js';
import { insertStatement } from '../edits.js';
import { defineRule } from '../rule.js';
import { tablesOn, writesTo } from '../uses.js';
import { number, time } from '../words.js';

const models: ReadonlySet<string | undefined> = new Set(['relational', 'search']);

/** To drop a day is free, to delete its rows is not. */
export const logTableNotTimePartitioned = defineRule({
  name: 'log-table-not-time-partitioned',
  category: 'data',
  mode: 'presence',
  severity: 'hint',
  tier: 3,
  summary: 'Rows that expire are deleted one by one, because their table is not cut by time.',
  why: 'To delete what is older than a month, a relational or search store finds each row, marks it, takes it out of every index and cleans up later: as much work as writing it, day and night, and the file does not even get smaller. Cut by day, the oldest part is dropped as a whole in a moment.',
  silent: [
    'The table is cut by time (`partition-by`), or old rows move elsewhere (`tiering`).',
    'It is in a time-series store, which does this by itself, or in one that is neither relational nor a search index.',
    'Its rows do not expire (`retention`), or have no time in them.',
    'Rows are changed later, or nothing says that they are only added: no writes, and other data than `telemetry`.',
    'The store is only drawn (`future: yes`).',
  ],
  references: [
    'PostgreSQL documentation: Table Partitioning, partition maintenance',
    'Elastic documentation: data streams, index lifecycle management',
  ],
  options: {
    period: { default: 'day', doc: 'The period of one part that a fix writes: hour, day, week, month or year.' },
  },
  incorrect: [
    {
      title: 'a log that is kept for a month',
      code: 'service api {}\ndatabase logs { data-model: relational\n  table entries { fields { at: timestamp, line: text(300B) }, retention: 30d, holds: telemetry }\n}\n\napi -> logs { op: write, timeout: 1s }\n',
    },
    {
      title: 'events that are only added',
      code: 'client web { users: 8.64M }\nflow click { from: web, rate: 10/user/day, op: write }\nservice api {}\ndatabase events { data-model: relational, retention: 90d\n  table clicks { fields { user: id, at: timestamp } }\n}\n\nweb -> api { timeout: 1s }\napi -> events { timeout: 1s }\n',
    },
  ],
  correct: [
    {
      title: 'one part for each day',
      code: 'service api {}\ndatabase logs { data-model: relational\n  table entries { fields { at: timestamp, line: text(300B) }, retention: 30d, partition-by: day(at), holds: telemetry }\n}\n\napi -> logs { op: write, timeout: 1s }\n',
    },
    {
      title: 'a store for measurements',
      code: 'service api {}\ndatabase metrics { data-model: time-series\n  table points { fields { at: timestamp, value: int }, retention: 30d, holds: telemetry }\n}\n\napi -> metrics { op: write, timeout: 1s }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const table of model.tables) {
      const { store, properties } = table;
      const retention = properties.retention ?? store.properties.retention;
      const when = table.fields.find(({ type }) => type === 'timestamp');
      if (!retention || retention.value === 'forever' || !when || properties['partition-by'] || properties.tiering)
        continue;
      if (!models.has(store.properties['data-model']?.value) || store.properties.future?.value === true) continue;
      if (!isOnlyAdded(model, table)) continue;
      const statement = `partition-by: ${options.period}(${when.name})`;
      report(
        table,
        `Rows of \`${table.id}\` expire after ${time(retention.value)}, and are deleted one by one${perDay(estimates, table)}: cut by time, old ones could be dropped as a whole.`,
        {
          ...(retention.origin === 'written' && { at: retention.property }),
          subjects: [store],
          fixes: [{ title: `Set \`${statement}\``, safe: false, edits: [insertStatement(model, table, statement)] }],
        },
      );
    }
  },
});

/** Does all that is written add rows, or is it a log by its nature? */
function isOnlyAdded(model: Model, table: Table): boolean {
  const writes = writesTo(model, table.store).filter(
    ({ link }) => tablesOn(link, 'stores')?.includes(table.id) ?? true,
  );
  if (writes.some(({ operation }) => operation !== 'write')) return false;
  return writes.length > 0 || table.properties.holds?.value.includes('telemetry') === true;
}

function perDay(estimates: Estimates, table: Table): string {
  const written = estimates.value(table, 'rate.average.write');
  return written === undefined || written <= 0 ? '' : `, ${number(written * 86_400)} a day`;
}
