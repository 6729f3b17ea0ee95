import { isWrite } from '../../estimate/traffic/operations.js';
import type { Component, Model } from '../../model/model.js';
import { isSourceOfTruth } from '../../rules/copies.js';
import { usesOf } from '../../rules/uses.js';
import { data, listed } from '../../rules/words.js';
import type { Decision } from '../decision.js';
import { noneOfThese } from '../decision-list.js';
import { amount, type Evidence, known, unknown, yesNo } from '../input.js';
import { type Answer, all, atLeast } from '../logic.js';
import { type Design, defineQuestion } from '../question.js';
import { accessesOf, isAccessedBy, isKeyAccess } from '../reading/access.js';
import { peakWrites } from '../reading/rates.js';

const kinds = {
  relational: 'a relational database',
  document: 'a document store',
  'key-value': 'a key-value store',
  'wide-column': 'a wide-column store',
  graph: 'a graph store',
  'time-series': 'a time-series store',
  search: 'a search index fed from it',
  vector: 'a vector index fed from it',
  objects: 'an object store for the large ones',
} as const;
type Kind = keyof typeof kinds;

/** What each need asks for; the first that holds among the primary ones keeps the data, the others are added beside it. */
const primary: readonly {
  readonly input: string;
  readonly when: string;
  readonly kind: Kind;
  readonly because: string;
}[] = [
  {
    input: 'transactions',
    when: 'rows are joined or change together',
    kind: 'relational',
    because: 'Rows that are joined or change together belong in tables.',
  },
  {
    input: 'measurements',
    when: 'measurements come with their time, many and for ever',
    kind: 'time-series',
    because: 'Measurements are written in order of time and thinned out with age.',
  },
  {
    input: 'documents',
    when: 'whole documents of varying shape are read and written',
    kind: 'document',
    because: 'A document is read and written as a whole.',
  },
  {
    input: 'manyWrites',
    when: 'more writes come than one node takes, all by key',
    kind: 'wide-column',
    because: 'It is cut by key from the start and takes writes on every node.',
  },
  {
    input: 'byKey',
    when: 'everything is asked by one key',
    kind: 'key-value',
    because: 'One key, one answer: nothing is faster.',
  },
  {
    input: 'paths',
    when: 'relations are followed over two steps or more',
    kind: 'graph',
    because: 'Each further step is another join in tables.',
  },
];
const beside: typeof primary = [
  {
    input: 'fullText',
    when: 'people search in texts',
    kind: 'search',
    because: 'An index over words finds what a key does not; it can be built anew, so it is no place to keep the data.',
  },
  {
    input: 'similarity',
    when: 'the most similar are looked for',
    kind: 'vector',
    because: 'Neighbours among vectors need an index of their own.',
  },
  {
    input: 'largeObjects',
    when: 'rows hold large objects',
    kind: 'objects',
    because: 'Large objects crowd the memory and the backups of a database; keep their names there.',
  },
];

const filing =
  'Sources file products differently: DynamoDB is called a document store and a key-value store, Cassandra a wide-column store and one for time series. The kind is about the way of use, not the label.';

/** The kind of store for the way data is used. A system may need several. */
export const databaseKind = defineQuestion({
  name: 'database-kind',
  topic: 'data',
  asks: 'Which kind of store fits the way it is used?',
  about: 'component',
  of: 'a database that is a source of truth',
  inputs: {
    transactions: yesNo('Are rows joined, or must several change together?', '`access` of the tables and queries'),
    documents: yesNo('Are whole documents of varying shape read and written?'),
    byKey: yesNo('Is everything asked by one key?', '`access` of the tables, `query by` their keys'),
    paths: yesNo('Are relations followed over two steps or more?', '`access: traversal`'),
    measurements: yesNo(
      'Are they measurements with their time, many and in order?',
      '`holds: telemetry`, `downsampling`',
    ),
    fullText: yesNo('Do people search in texts?', '`access: full-text`'),
    similarity: yesNo('Are the most similar things looked for?', '`access: vector`'),
    objectSize: amount('How large is a row or object, in bytes?', '`row` of the tables'),
    writes: amount('How many writes come at peak, in a second?', 'the rates of the flows'),
  },
  settings: {
    'database-kind.blob-from': { default: 1_000_000, doc: 'Bytes from which on an object belongs in an object store.' },
    'database-kind.one-node-writes': { default: 5000, doc: 'Writes a second that one node takes.' },
  },
  sources: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapters 2 and 3',
    'AWS documentation, Choosing an AWS database service',
  ],
  rules: ['access-pattern-mismatch', 'search-as-primary-store', 'blob-in-database'],
  concerns: (component) => component.kind === 'database' && isSourceOfTruth(component),
  gather: (design, store) => ({
    transactions: isAccessedBy(store, 'join', 'transaction'),
    byKey: isKeyAccess(store),
    paths: isAccessedBy(store, 'traversal'),
    measurements: isMeasured(store),
    fullText: isAccessedBy(store, 'full-text'),
    similarity: isAccessedBy(store, 'vector'),
    objectSize: rowOf(design, store),
    writes: peakWrites(design, store),
  }),
  present: ({ model }, store) => presentKinds(model, store),
  steps: [...primary, ...beside]
    .map(({ when, kind }) => ({ when, choice: kinds[kind] }))
    .concat({
      when: noneOfThese,
      choice: kinds.relational,
    }),
  conflicts: [filing],
  decide(inputs, settings) {
    const { objectSize, writes, ...said } = inputs;
    const heavy = atLeast(writes, settings['database-kind.one-node-writes']);
    const facts: Facts = {
      ...said,
      manyWrites: all(heavy, said.byKey),
      largeObjects: atLeast(objectSize, settings['database-kind.blob-from']),
    };
    const keeps = primary.find(({ input }) => facts[input] === true);
    const added = beside.filter(({ input }) => facts[input] === true);
    if (!keeps && added.length === 0) return nothingSaid(facts);
    const chosen = [...(keeps ? [keeps.kind] : []), ...added.map(({ kind }) => kind)];
    return {
      choice: chosen.map((kind) => kinds[kind]).join(', with '),
      because: [...(keeps ? [keeps.because] : []), ...added.map(({ because }) => because)],
      confidence: keeps ? 'high' : 'medium',
      alternatives: [],
      need: [],
      conflicts: keeps === undefined || keeps.kind === 'relational' ? [] : [filing],
      fine: alsoSound(
        keeps?.kind,
        added.map(({ kind }) => kind),
      ),
      used: [...(keeps ? [keeps] : []), ...added].flatMap(({ input }) =>
        input === 'manyWrites' ? ['writes', 'byKey'] : input === 'largeObjects' ? ['objectSize'] : [input],
      ),
    };
  },
});

type Facts = Readonly<Record<string, Answer>>;

/** Where no need is known to hold: the unknown ones decide, unless all are known not to. */
function nothingSaid(facts: Facts): Decision {
  const open = [...primary, ...beside].filter(({ input }) => facts[input] === undefined && input !== 'manyWrites');
  const choice = kinds.relational;
  const none = { because: [], alternatives: [], conflicts: [], fine: [], used: [] };
  const isSettled = open.every(({ input }) => input === 'documents' || input === 'largeObjects');
  if (isSettled) {
    const because = ['No need is known that tables do not serve.'];
    return { ...none, choice, because, confidence: 'low', need: [], fine: Object.values(kinds), conflicts: [filing] };
  }
  return {
    ...none,
    confidence: 'low',
    need: open.map(({ input }) => (input === 'largeObjects' ? 'objectSize' : input)),
    alternatives: [...open.map(({ when, kind }) => ({ when, choice: kinds[kind] })), { when: noneOfThese, choice }],
    fine: Object.values(kinds),
    conflicts: [filing],
  };
}

/** A more general store serves a narrower need: tables hold documents and single keys too. */
const generalities: Readonly<Partial<Record<Kind, readonly Kind[]>>> = {
  'key-value': ['wide-column', 'document', 'relational', 'time-series'],
  document: ['relational', 'key-value'],
  'wide-column': ['key-value', 'document', 'time-series', 'relational'],
  'time-series': ['wide-column', 'relational', 'search'],
};

function alsoSound(main: Kind | undefined, added: readonly Kind[]): string[] {
  // What keeps the data is not known: any store will do, with the others beside it.
  const mains = main ? [main, ...(generalities[main] ?? [])] : (Object.keys(kinds) as Kind[]);
  return mains.map((each) => together([kinds[each], ...added.map((kind) => kinds[kind])]));
}

/** As one choice, each named once. */
const together = (names: readonly string[]): string => [...new Set(names)].join(', with ');

/** The store itself with what is fed from it, as one choice. */
function presentKinds(model: Model, store: Component): string | undefined {
  const own = store.properties['data-model']?.value;
  if (own === undefined) return undefined;
  const wanted = accessesOf(store) ?? new Set();
  const fed = (kind: 'search' | 'vector'): boolean =>
    model.components.some(({ properties }) => properties['data-model']?.value === kind) ||
    store.engine?.properties.supports?.value.includes(kind === 'search' ? 'full-text' : 'vector') === true;
  const added = [
    ...(wanted.has('full-text') && fed('search') ? [kinds.search] : []),
    ...(wanted.has('vector') && fed('vector') ? [kinds.vector] : []),
    ...(hasLargeRows(store) && model.components.some(({ kind }) => kind === 'storage') ? [kinds.objects] : []),
  ];
  return together([kinds[own], ...added]);
}

const hasLargeRows = ({ tables }: Component): boolean =>
  tables.some(({ properties }) => (properties.row?.value ?? 0) >= 1_000_000);

function isMeasured(store: Component): Evidence<boolean> {
  const { holds } = store.properties;
  const thinned = store.tables.find(({ properties }) => properties.downsampling);
  if (thinned) return known(true, `\`${thinned.id}\` is thinned out with age`);
  const classes = [...(holds?.value ?? []), ...store.tables.flatMap(({ properties }) => properties.holds?.value ?? [])];
  if (classes.includes('telemetry')) return known(true, `\`${store.id}\` holds telemetry`);
  return classes.length > 0
    ? known(false, `\`${store.id}\` holds ${listed([...new Set(classes)])} data`)
    : unknown(`\`holds\` of \`${store.id}\``);
}

function rowOf({ model }: Design, store: Component): Evidence<number> {
  const rows = store.tables.flatMap(({ properties }) => properties.row?.value ?? []);
  const sent = usesOf(model, store).flatMap(({ flow, operation }) =>
    isWrite(operation) && store.tables.length === 0 ? (flow?.properties.request?.value ?? []) : [],
  );
  const sizes = rows.length > 0 ? rows : sent;
  if (sizes.length === 0) return unknown(`\`row\` of the tables of \`${store.id}\``);
  const largest = Math.max(...sizes);
  return known(largest, `its largest row has ${data(largest)}`);
}
