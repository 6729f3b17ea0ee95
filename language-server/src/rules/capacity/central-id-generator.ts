import type { Estimates } from '../../estimate/estimates.js';
import type { Field } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { replaceValue } from '../edits.js';
import { exceeds } from '../rounding.js';
import { defineRule } from '../rule.js';
import { shardsOf } from '../shards.js';
import { number, rate } from '../words.js';

/** Whoever asks one place for the next number waits for that place. */
export const centralIdGenerator = defineRule({
  name: 'central-id-generator',
  category: 'capacity',
  mode: 'presence',
  severity: 'info',
  tier: 3,
  summary: 'Ids come from one counter, although many nodes write or very much is written.',
  why: 'A counter that all share is asked for every new row, one after the other. It is fast enough for long, but it cannot be spread over shards or over several leaders: either each row waits for a round trip to the one place that counts, or two places give out the same number. Ids of a clock, a node and a sequence, or ranges that are handed out, need nobody.',
  silent: [
    'Nothing says who makes the ids (`generated`), or they need no common counter: `snowflake`, `uuid`, `random`, `hash`, `range-allocated`.',
    'The table is in one piece with one leader, and fewer rows a second are written at peak than the limit, or how many is not known.',
    'The store is only drawn (`future: yes`).',
  ],
  references: [
    'Twitter Engineering, "Announcing Snowflake" (2010)',
    'Instagram Engineering, "Sharding & IDs at Instagram" (2012)',
  ],
  options: {
    rate: { default: 10_000, doc: 'Rows written per second at peak; above, one counter is asked too often.' },
  },
  incorrect: [
    {
      title: 'a counter for eight shards',
      code: 'database links { shards: 8\n  table urls { fields { number: id { generated: auto-increment }, code: text(7B) }, key: number, shard-key: code }\n}\n',
    },
    {
      title: 'thirty thousand a second',
      code: 'client web { users: 86.4M }\nflow shorten { from: web, rate: 10/user/day, op: write, peak: 3x }\nservice api {}\ndatabase links {\n  table urls { fields { number: id { generated: counter } }, key: number }\n}\n\nweb -> api { timeout: 1s }\napi -> links { timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'ids that need nobody',
      code: 'database links { shards: 8\n  table urls { fields { number: id { generated: snowflake }, code: text(7B) }, key: number, shard-key: code }\n}\n',
    },
    {
      title: 'one box, few rows',
      code: 'client web { users: 1M }\nflow shorten { from: web, rate: 1/user/day, op: write }\nservice api {}\ndatabase links {\n  table urls { fields { number: id { generated: auto-increment } }, key: number }\n}\n\nweb -> api { timeout: 1s }\napi -> links { timeout: 500ms }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const table of model.tables) {
      if (table.store.properties.future?.value === true) continue;
      for (const field of table.fields) {
        const { generated } = field.properties;
        if (generated?.value !== 'auto-increment' && generated?.value !== 'counter') continue;
        const why = trouble(estimates, field, options.rate);
        if (!why) continue;
        report(field, `One counter makes each \`${field.id}\`, and ${why}.`, {
          at: generated.property,
          subjects: [table],
          fixes: ['snowflake', 'range-allocated'].map(
            (text): Fix => ({
              title: `Set \`generated: ${text}\``,
              safe: false,
              edits: [replaceValue(generated, text)],
            }),
          ),
        });
      }
    }
  },
});

/** Why one counter is too few, in words. */
function trouble(estimates: Estimates, { table }: Field, limit: number): string | undefined {
  const topology = table.store.properties.replication?.value.topology?.value;
  if (topology === 'multi-leader' || topology === 'leaderless')
    return `several nodes of \`${table.store.id}\` take writes: each has to ask the same one for the next number`;
  const shards = shardsOf(table) ?? 1;
  if (shards > 1) return `${number(shards)} shards have to ask it for the next number`;
  const writes = estimates.value(table, 'rate.peak.write');
  if (writes === undefined || !exceeds(writes, limit)) return undefined;
  return `${rate(writes)} rows wait for it one after the other at peak`;
}
