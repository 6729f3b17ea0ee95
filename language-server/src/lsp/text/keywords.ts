import type { Kind } from '../../model/model.js';

/** A word that begins a statement. */
export interface Keyword {
  /** What it means, in one or two sentences. */
  readonly doc: string;
  /** What completion writes, with places to fill in. */
  readonly snippet: string;
}

const kinds: Readonly<Record<Kind, string>> = {
  client: 'People or devices that use the system: where load comes from.',
  dns: 'Name resolution: tells callers which region or address to use.',
  cdn: 'A content delivery network: answers near the user what it has in its cache.',
  waf: 'A web application firewall: filters requests before they reach the system.',
  gateway: 'An API gateway: the front door that authenticates, limits and routes requests.',
  lb: 'A load balancer: spreads requests over replicas.',
  service: 'A program of your own that answers requests.',
  function: 'Code that a platform runs on demand and scales by itself.',
  worker: 'A program of your own that takes work from a queue or topic.',
  job: 'Work that runs on a schedule or in batches.',
  cache: 'A fast copy of data that may be lost: reads that miss go on to the store.',
  database: 'Where data is kept and queried; its tables stand in its block.',
  storage: 'A store of objects or files.',
  queue: 'Messages that wait until one consumer takes each of them.',
  topic: 'A stream, or publish and subscribe: every group of consumers gets every message.',
  mesh: 'A service mesh: gives the calls between its services timeouts, retries and encryption.',
  external: 'A system of somebody else that this one depends on.',
};

const kindSnippets: Readonly<Partial<Record<Kind, string>>> = {
  client: 'client ‹browser› "‹Web browser›" { users: ‹1M›, peak: ‹3x› }‹›',
  service: 'service ‹api› { replicas: ‹3›, capacity: ‹1k/s›, latency: ‹5ms› }‹›',
  worker: 'worker ‹worker› { replicas: ‹3›, capacity: ‹1k/s›, idempotent: ‹yes|no› }‹›',
  job: 'job ‹nightly› { every: ‹1d› }‹›',
  cache: 'cache ‹cache› { engine: ‹redis›, memory: ‹16GB›, hit-ratio: ‹90%›, ttl: ‹1h› }‹›',
  database: 'database ‹db› {\n\tengine: ‹postgres›, replicas: ‹3›, storage: ‹1TB›\n\t‹›\n}',
  storage: 'storage ‹objects› { engine: ‹s3› }‹›',
  queue: 'queue ‹work› { engine: ‹sqs› }‹›',
  topic: 'topic ‹events› { engine: ‹kafka›, partitions: ‹12›, retention: ‹7d› }‹›',
  lb: 'lb ‹front› { replicas: ‹2›, layer: ‹7|4›, algorithm: ‹least-connections› }‹›',
};

/** The kinds of component. */
export const kindKeywords: ReadonlyMap<string, Keyword> = new Map(
  Object.entries(kinds).map(([kind, doc]) => [
    kind,
    { doc, snippet: kindSnippets[kind as Kind] ?? `${kind} ‹${kind}› { ‹› }` },
  ]),
);

/** Frames in the picture. */
export const groupKeywords: ReadonlyMap<string, Keyword> = new Map([
  [
    'region',
    {
      doc: 'A place far from others. What stands inside is deployed there.',
      snippet: 'region ‹us-east› {\n\t‹›\n}',
    },
  ],
  ['zone', { doc: 'A part of a region that fails on its own.', snippet: 'zone ‹a› {\n\t‹›\n}' }],
  [
    'group',
    {
      doc: 'A frame around things that belong together, with defaults for them.',
      snippet: 'group "‹Data tier›" {\n\t‹›\n}',
    },
  ],
]);

/** What only the top of a file holds. */
export const fileKeywords: ReadonlyMap<string, Keyword> = new Map([
  [
    'system',
    {
      doc: 'What was promised and what holds for the whole design: objectives, budget, team, maturity, defaults for every link.',
      snippet:
        'system "‹Title›" {\n\tmaturity: ‹sketch|design|production›\n\tslo { availability: ‹99.9%›, latency.p99: ‹200ms› }\n}‹›',
    },
  ],
  ['import', { doc: 'Takes in all top-level names of another file.', snippet: 'import "‹./platform.arch›"‹›' }],
  [
    'engine',
    {
      doc: 'A product of your own with its typical figures; components use it with `engine: name`.',
      snippet: 'engine ‹my-postgres› extends ‹postgres› { capacity: ‹12k/s› }‹›',
    },
  ],
]);

/** What stands at the top of a file or in a group. */
export const statementKeywords: ReadonlyMap<string, Keyword> = new Map([
  [
    'flow',
    {
      doc: 'One kind of request: where it starts, how often, how big, what it needs.',
      snippet: 'flow ‹read› { from: ‹browser›, rate: ‹10/user/day›, op: ‹read|write› }‹›',
    },
  ],
  [
    'saga',
    {
      doc: 'Work in steps over several stores, each with its undoing.',
      snippet: 'saga ‹checkout› {\n\tstep ‹reserve› compensate ‹release›\n\t‹›\n}',
    },
  ],
  ['transaction', { doc: 'Work that happens as a whole or not at all.', snippet: 'transaction ‹transfer› { ‹› }' }],
  [
    'param',
    {
      doc: 'A knob: a slider in the preview, `--set` on the command line.',
      snippet: 'param ‹dau› = ‹10M› in ‹1M..100M›‹›',
    },
  ],
  ['let', { doc: 'A name for a sum.', snippet: 'let ‹name› = ‹›' }],
  [
    'forbid',
    {
      doc: 'A rule of the team on who may call whom.',
      snippet: 'forbid any ‹client› -> any ‹database› "‹why›"‹›',
    },
  ],
]);

/** What may be said of a design as well as of a single part. */
export const promiseKeywords: ReadonlyMap<string, Keyword> = new Map([
  [
    'expect',
    {
      doc: 'A test on a figure; it runs in the editor and in CI.',
      snippet: 'expect ‹read.rate.peak› <= ‹10k/s›‹›',
    },
  ],
  [
    'accept',
    {
      doc: 'An accepted risk with its reason. Out of date or unused, it is itself a finding.',
      snippet: 'accept ‹rule› on ‹target› until ‹2027-12-31› "‹why›"‹›',
    },
  ],
]);

/** What stands in a table. */
export const tableKeywords: ReadonlyMap<string, Keyword> = new Map([
  ['index', { doc: 'Columns by which rows are found quickly.', snippet: 'index on ‹column›‹›' }],
  ['query', { doc: 'How rows are asked for, with its share of the reads.', snippet: 'query by ‹column› ‹50%›‹›' }],
]);

/** What stands in a store. */
export const storeKeywords: ReadonlyMap<string, Keyword> = new Map([
  [
    'table',
    {
      doc: 'Data of one shape: its fields, how much of it, how long it is kept, how it is found.',
      snippet: 'table ‹rows› {\n\tfields { ‹id›: id }\n\trow: ‹500B›, retention: ‹1y›\n\t‹›\n}',
    },
  ],
]);

/** What stands in a saga. */
export const sagaKeywords: ReadonlyMap<string, Keyword> = new Map([
  [
    'step',
    {
      doc: 'One step and what undoes it.',
      snippet: 'step ‹reserve› compensate ‹release› { at: ‹component› }‹›',
    },
  ],
]);

/** Words inside a statement. */
export const innerKeywords: ReadonlyMap<string, string> = new Map([
  ['extends', 'The engine whose figures are taken where this one has none.'],
  ['compensate', 'What undoes the step; `none "why"` where nothing can.'],
  ['on', 'The component, link, table or group that is meant.'],
  ['until', 'The last day on which the risk is accepted.'],
  ['within', 'How far off the figure may be.'],
  ['except', 'Who may call all the same.'],
  ['any', 'Everything, or everything of a kind.'],
  ['by', 'The columns that are given.'],
  ['in', 'The range in which the knob turns.'],
]);

const all = [
  kindKeywords,
  groupKeywords,
  fileKeywords,
  statementKeywords,
  promiseKeywords,
  tableKeywords,
  storeKeywords,
  sagaKeywords,
] as const;

/** The keyword of that name, wherever it stands. */
export function keyword(word: string): Keyword | undefined {
  return all.map((set) => set.get(word)).find((found) => found !== undefined);
}
