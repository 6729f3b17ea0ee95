import type { Field, Table } from '../../model/model.js';
import { findsShard, shardKeyOf, shardsOf } from '../../rules/shards.js';
import { number, percent } from '../../rules/words.js';
import type { Decision } from '../decision.js';
import { type Input, known, unknown } from '../input.js';
import { defineQuestion } from '../question.js';

/** A set of fields that could pick the shard. */
export interface Candidate {
  /** `room` or `[room, month]` */
  readonly name: string;
  /** Distinct values; nothing where it is not known. */
  readonly cardinality?: number;
  /** Does it grow with time? A hash of it does not. */
  readonly monotonic?: boolean;
  /** Of the queries, those that find their shard by it. */
  readonly found: number;
}

const candidates: Input<readonly Candidate[]> = {
  asks: 'Which fields are asked by, how often, and how many values do they have?',
  from: '`query by …` of the table, `cardinality` and `generated` of its fields',
};
const hashed: Input<boolean> = {
  asks: 'Is the key hashed before it picks the shard?',
  from: '`sharding` of the table',
};
const shards: Input<number> = { asks: 'How many shards are there?', from: '`shards` of the table or its store' };

const steps = [
  { when: 'it has too few values for the shards', choice: 'not that field' },
  { when: 'it grows with time and is not hashed', choice: 'not that field' },
  { when: 'of the others, most queries find their shard by it', choice: 'that field' },
];
const growing =
  'A key that grows with time is often forbidden outright. Hashed it spreads as well as any; only ranges of it pile up on the last shard.';

/** The field by which rows are spread. */
export const shardKey = defineQuestion({
  name: 'shard-key',
  topic: 'data',
  asks: 'Which field should pick the shard?',
  about: 'table',
  of: 'a table that is cut into shards by one of its fields, and not by place, and says its queries',
  inputs: { candidates, hashed, shards },
  settings: {
    'shard-key.values-per-shard': { default: 10, doc: 'Distinct values for each shard that a key needs at least.' },
  },
  sources: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 6',
    'AWS documentation, DynamoDB: choosing the right partition key',
  ],
  rules: ['hot-shard-key', 'low-cardinality-shard-key', 'shard-key-query-mismatch'],
  concerns: (table) => table.queries.length > 0 && (shardKeyOf(table) !== undefined || (shardsOf(table) ?? 1) > 1),
  gather: (_, table) => ({
    candidates: table.queries.some(({ share }) => share === undefined)
      ? unknown(`the share of each \`query by …\` of \`${table.id}\``)
      : known(candidatesOf(table)),
    hashed: table.properties.sharding
      ? known(table.properties.sharding.value !== 'range' && table.properties.sharding.value !== 'directory')
      : unknown(`\`sharding\` of \`${table.id}\``),
    shards: shardsOf(table) === undefined ? unknown(`\`shards\` of \`${table.id}\``) : known(shardsOf(table)!),
  }),
  present(_, table) {
    const key = shardKeyOf(table);
    return key && nameOf(key);
  },
  steps,
  conflicts: [growing],
  decide: (inputs, settings) => choose(inputs, settings['shard-key.values-per-shard']),
});

function choose(
  {
    candidates: given,
    hashed: isHashed,
    shards: count,
  }: { candidates?: readonly Candidate[]; hashed?: boolean; shards?: number },
  perShard: number,
): Decision {
  const open = (need: string): Decision => ({
    because: [],
    confidence: 'low',
    alternatives: steps,
    need: [need],
    conflicts: [growing],
    fine: (given ?? []).map(({ name }) => name),
    used: [],
  });
  if (!given || given.length === 0) return open('candidates');
  const grows = given.some(({ monotonic }) => monotonic === true);
  if (grows && isHashed === undefined) return open('hashed');
  if (count === undefined && given.some(({ cardinality }) => cardinality !== undefined && cardinality < 1000))
    return open('shards');
  const isFit = ({ cardinality, monotonic }: Candidate): boolean =>
    !(cardinality !== undefined && count !== undefined && cardinality < perShard * count) &&
    !(monotonic === true && isHashed === false);
  const fit = given.filter(isFit).sort((a, b) => b.found - a.found || (b.cardinality ?? 0) - (a.cardinality ?? 0));
  const dropped = given.filter((each) => !isFit(each));
  const [best, ...others] = fit;
  if (!best) {
    return {
      choice: 'another field',
      because: [`${listOf(dropped)} would put too much on one shard.`],
      confidence: 'medium',
      alternatives: [],
      need: [],
      conflicts: grows ? [growing] : [],
      fine: [],
      used: [],
    };
  }
  const isUnlike = others.filter(({ found }) => found < best.found);
  return {
    choice: best.name,
    because: [
      `${percent(best.found)} of the reads find their shard by it${isUnlike.length > 0 ? `, ${percent(isUnlike[0].found)} by ${isUnlike[0].name}` : ''}.`,
      ...(dropped.length > 0 ? [`${listOf(dropped)} would put too much on one shard.`] : []),
    ],
    confidence: best.cardinality === undefined ? 'medium' : 'high',
    alternatives: isUnlike.slice(0, 2).map(({ name, found }) => ({
      when: `more than ${percent(best.found)} of the reads were by it instead of ${percent(found)}`,
      choice: name,
    })),
    need: [],
    conflicts: grows ? [growing] : [],
    fine: others.filter(({ found }) => found === best.found).map(({ name }) => name),
    used: [],
  };
}

const listOf = (list: readonly Candidate[]): string =>
  list
    .map(
      ({ name, cardinality }) => `\`${name}\`${cardinality === undefined ? '' : ` with ${number(cardinality)} values`}`,
    )
    .join(' and ');

const nameOf = (columns: readonly string[]): string => (columns.length === 1 ? columns[0] : `[${columns.join(', ')}]`);

/** The present key, and what each query asks by. */
function candidatesOf(table: Table): readonly Candidate[] {
  const sets = [shardKeyOf(table), ...table.queries.map(({ columns }) => columns)].flatMap((each) =>
    each ? [each] : [],
  );
  const byName = new Map(sets.filter((columns) => columns.length > 0).map((columns) => [nameOf(columns), columns]));
  return [...byName].map(([name, columns]) => {
    const fields = columns.flatMap((column) => table.fields.find((field) => field.name === column) ?? []);
    const cardinality = cardinalityOf(fields, columns, table);
    return {
      name,
      ...(cardinality !== undefined && { cardinality }),
      monotonic: fields.length > 0 && fields.length === columns.length && fields.every(isGrowing),
      found: table.queries.reduce((sum, query) => sum + (findsShard(columns, query) ? (query.share ?? 0) : 0), 0),
    };
  });
}

function cardinalityOf(fields: readonly Field[], columns: readonly string[], table: Table): number | undefined {
  const key = table.properties.key?.value;
  if (key?.every((name) => columns.includes(name))) return table.properties.rows?.value;
  if (fields.length < columns.length) return undefined;
  const each = fields.flatMap(({ properties }) => properties.cardinality?.value ?? []);
  return each.length === fields.length && each.length > 0 ? each.reduce((a, b) => a * b, 1) : undefined;
}

function isGrowing({ type, properties: { monotonic, generated } }: Field): boolean {
  if (monotonic) return monotonic.value;
  return (
    type === 'timestamp' ||
    (generated !== undefined && ['auto-increment', 'counter', 'snowflake'].includes(generated.value))
  );
}
