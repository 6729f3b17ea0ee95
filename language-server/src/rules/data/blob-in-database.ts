import { dimensions, writeQuantity } from '@archlang/grammar';
import { flowProperty } from '../../model/inherit.js';
import type { Component, Field, Flow, Model, Table } from '../../model/model.js';
import type { Fix, TextEdit } from '../../model/problem.js';
import type { Location } from '../../model/source.js';
import { freeName, insertDeclaration, insertProperty, isOwn, replaceValue } from '../edits.js';
import { journeysOf } from '../journeys.js';
import { defineRule } from '../rule.js';
import { tablesOn, type Use, writesTo } from '../uses.js';
import { data } from '../words.js';

const databases: ReadonlySet<string | undefined> = new Set([
  undefined,
  'relational',
  'document',
  'key-value',
  'wide-column',
]);
const bytes: ReadonlySet<string | undefined> = new Set(['image', 'video', 'file']);

/** What is too large for a place, and where that is written. */
interface Blob {
  readonly what: string;
  readonly size?: number;
  readonly limit?: number;
  readonly at: Location;
  readonly table?: Table;
  readonly use?: Use;
  /** What makes it small where it is declared. */
  readonly shrink?: (small: string) => readonly TextEdit[];
}

/** Large objects belong where bytes are cheap; the store of rows keeps the key. */
export const blobInDatabase = defineRule({
  name: 'blob-in-database',
  category: 'data',
  mode: 'derived',
  severity: 'warning',
  tier: 1,
  summary: 'Images, files or other large objects are kept in a database, cache or queue.',
  why: 'A database reads and writes pages of a few kilobytes, keeps them in memory, logs them, copies them to its followers and into its backups. A large object goes through all of that and drives useful rows out of memory. An object store costs a tenth, serves the bytes to clients directly, and leaves a key of a few bytes in the row.',
  silent: [
    'The size is unknown, and nothing says that it is an image, a video or a file.',
    'The bytes of the same flow go to a `storage`, and the size of the row or message is not written: it is a reference to them.',
    'The store is an object store, or a search, vector, graph or time-series database.',
    'A cache that answers HTTP by itself, as a CDN does.',
    'The store, or what writes to it, is only drawn (`future: yes`).',
  ],
  references: [
    'Russell Sears, Catharine van Ingen, Jim Gray, "To BLOB or Not To BLOB: Large Object Storage in a Database or a Filesystem?", Microsoft Research (2006)',
    'Gregor Hohpe, Bobby Woolf, Enterprise Integration Patterns (2003), chapter 8: Claim Check',
    'Amazon DynamoDB Developer Guide: best practices for storing large items and attributes',
  ],
  options: {
    size: { default: 1_000_000, doc: 'Bytes above which an object is too large for rows, entries and messages.' },
    small: { default: 1_000, doc: 'Bytes of a row or message that only refers to the object; what a fix writes.' },
  },
  incorrect: [
    {
      title: 'photos in a relational store',
      code: 'service api {}\ndatabase photos { data-model: relational\n  table pictures { row: 2MB, key: id, fields { id: id } }\n}\n\napi -> photos { op: write, timeout: 5s }\n',
    },
    {
      title: 'videos through a queue',
      code: 'client app {}\nflow upload { from: app, op: write, request: 20MB, content: video }\nservice api {}\nqueue jobs {}\nworker encoder {}\n\napp -> api { timeout: 5min }\napi ~> jobs\njobs ~> encoder\n',
    },
    {
      title: 'more than the engine takes in one item',
      code: 'database docs { engine: dynamodb\n  table pages { row: 600KB, key: id, fields { id: id } }\n}\n',
    },
  ],
  correct: [
    {
      title: 'bytes in an object store, a key in the row',
      code: 'service api {}\nstorage media { object-size: 2MB }\ndatabase photos { data-model: relational\n  table pictures { row: 1KB, key: id, fields { id: id } }\n}\n\napi -> media { op: write, timeout: 5s }\napi -> photos { op: write, timeout: 5s }\n',
    },
    {
      title: 'the message says where the video is',
      code: 'client app {}\nflow upload { from: app, op: write, request: 20MB, content: video }\nservice api {}\nstorage media {}\nqueue jobs {}\nworker encoder {}\n\napp -> api { timeout: 5min }\napi -> media { timeout: 5min }\napi ~> jobs\njobs ~> encoder\n',
    },
  ],
  check({ model, options, report }) {
    const kept = flowsKeptElsewhere(model);
    for (const store of model.components) {
      if (!isForRows(store) || store.properties.future?.value === true) continue;
      const most = Math.min(options.size, store.engine?.properties['max-object']?.value ?? Number.POSITIVE_INFINITY);
      const blobs = [...declaredIn(model, store, most), ...writtenTo(model, store, most, kept)];
      for (const blob of blobs) {
        const size = blob.size === undefined ? '' : ` of ${data(blob.size)}`;
        const tooLarge = blob.size !== undefined && most < options.size ? `, which takes at most ${data(most)}` : '';
        report(
          blob.table ?? store,
          `${blob.what}${size} ${blob.table ? `lie in \`${store.id}\`` : `go into \`${store.id}\``}${tooLarge}: keep the bytes in an object store, and a key to them here.`,
          {
            at: blob.at,
            subjects: [store],
            fixes: fixes(model, store, blob, writeQuantity(options.small, dimensions.data)),
          },
        );
      }
    }
  },
});

function isForRows({ kind, properties, engine }: Component): boolean {
  if (kind === 'database') return databases.has(properties['data-model']?.value);
  if (kind === 'cache') return !engine?.properties.kinds?.value.includes('cdn');
  return kind === 'queue' || kind === 'topic';
}

/** Sizes that are written on the store and its tables. */
function declaredIn(model: Model, store: Component, most: number): Blob[] {
  const found: Blob[] = [];
  const { 'object-size': object, 'message-size': message } = store.properties;
  for (const [what, value] of [
    ['Objects', object],
    ['Messages', message],
  ] as const) {
    if (!value || value.value <= most || value.origin === 'engine') continue;
    found.push({ what, size: value.value, at: value.property, shrink: (small) => [replaceValue(value, small)] });
  }
  for (const table of store.tables) {
    const { row } = table.properties;
    const large = row ? [] : table.fields.filter(({ size }) => (size ?? 0) > most);
    if (row && row.value > most) {
      found.push({
        what: `Rows of \`${table.id}\``,
        size: row.value,
        at: row.property,
        table,
        shrink: (small) => [replaceValue(row, small)],
      });
    } else if (large.length > 0) {
      const [{ id, size, at }] = large;
      const shrink = (): readonly TextEdit[] => large.flatMap((field) => asReference(model, field));
      found.push({ what: `Values of \`${id}\``, at, table, shrink, ...(size !== undefined && { size }) });
    }
  }
  return found;
}

/** The name of the object in place of its bytes. */
function asReference(model: Model, { at }: Field): readonly TextEdit[] {
  const type = model.textOf(at).match(/\b(text|blob)\([^)]*\)/);
  if (type?.index === undefined) return [];
  const offset = at.offset + type.index;
  return [{ at: { ...at, offset, end: offset + type[0].length }, text: 'text(100B)' }];
}

/** Payloads that are written to it, where the store itself does not say how large its rows or messages are. */
function writtenTo(model: Model, store: Component, most: number, kept: ReadonlySet<Flow>): Blob[] {
  const { 'object-size': object, 'message-size': message } = store.properties;
  if (object || message) return [];
  const found: Blob[] = [];
  for (const use of writesTo(model, store)) {
    const { link, flow, operation } = use;
    if (link.properties.capture || operation === 'delete') continue;
    const tables = tablesOn(link, 'stores')?.flatMap((id) => store.tables.find((table) => table.id === id) ?? []) ?? [];
    if (tables.some(({ properties, fields }) => properties.row || fields.length > 0)) continue;
    const own = link.properties.request ?? link.properties.content;
    if (!own && flow && kept.has(flow)) continue;
    const request = flow ? flowProperty(link, flow, 'request') : link.properties.request;
    const content = flow ? flowProperty(link, flow, 'content') : link.properties.content;
    const isLarge = request !== undefined && request.value > most;
    const isContent = bytes.has(content?.value) && request === undefined;
    if (!isLarge && !isContent) continue;
    const what = bytes.has(content?.value)
      ? `${content!.value[0].toUpperCase()}${content!.value.slice(1)}s`
      : 'Payloads';
    found.push({
      what: flow ? `${what} of \`${flow.id}\`` : what,
      ...(isLarge && { size: request.value }),
      at: link.head,
      use,
    });
  }
  return found.slice(0, 1);
}

/** Flows whose bytes an object store takes. */
function flowsKeptElsewhere(model: Model): ReadonlySet<Flow> {
  const journeys = journeysOf(model);
  const stores = model.components.filter(({ kind }) => kind === 'storage');
  return new Set(stores.flatMap(({ incoming }) => incoming.flatMap((link) => link.flows ?? journeys.flowsOn(link))));
}

/** An object store beside it, written by whoever writes the rows. */
function fixes(model: Model, store: Component, { size, use, shrink }: Blob, small: string): Fix[] {
  if (use && use.link.chain.links.length > 1) return [];
  const name = freeName(model, 'media');
  const objects = size === undefined ? '{}' : `{ object-size: ${writeQuantity(size, dimensions.data)} }`;
  const writers = new Set(writesTo(model, store).flatMap(({ link }) => (link.properties.capture ? [] : [link])));
  const links = use ? [use.link] : [...writers];
  if (links.some(({ source }) => source.kind === 'database' || source.kind === 'queue' || source.kind === 'topic'))
    return [];
  const declared = insertDeclaration(model, store, `storage ${name} ${objects}`);
  const wired = links.map((link) => {
    const flows = link.flows
      ? `for: ${link.flows.length === 1 ? link.flows[0].id : `[${link.flows.map(({ id }) => id).join(', ')}]`}, `
      : '';
    const payload = size === undefined ? '' : `, request: ${writeQuantity(size, dimensions.data)}`;
    return insertDeclaration(model, link, `${link.source.id} -> ${name} { ${flows}op: write${payload} }`);
  });
  const shrunk = use
    ? [
        use.link.properties.request && isOwn(use.link, use.link.properties.request)
          ? replaceValue(use.link.properties.request, small)
          : insertProperty(model, use.link, 'request', small),
      ]
    : (shrink?.(small) ?? []);
  if (shrunk.length === 0) return [];
  return [{ title: `Keep the bytes in a \`storage ${name}\``, safe: false, edits: [declared, ...shrunk, ...wired] }];
}
