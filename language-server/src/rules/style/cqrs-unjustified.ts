import type { Estimates } from '../../estimate/estimates.js';
import type { Component, Model, Table } from '../../model/model.js';
import { exceeds } from '../rounding.js';
import { defineRule } from '../rule.js';
import { listed, number } from '../words.js';

/** Two stores that look the same are one store too many. */
export const cqrsUnjustified = defineRule({
  name: 'cqrs-unjustified',
  category: 'style',
  mode: 'derived',
  severity: 'hint',
  tier: 3,
  summary: 'A read model has the same shape as its source, and is hardly read more than it is written.',
  why: 'A read model of its own pays where reads outnumber writes by far, or need the data in another shape. For the same tables and nearly as many writes it brings a second store, a way of changes in between that can stop or fall behind, and answers that are a little old; a follower of the one store does the same without all this.',
  silent: [
    'Reads outnumber writes by at least the limit, or how many there are is not known.',
    'The two differ in shape: in their data model, in the fields of a table, or facts are repeated for readers (`normalized: no`).',
    'A table of the read model, or its counterpart, does not say what its fields are.',
    'The read model is in other regions than its source, or is built from several.',
    'One of the two is only drawn (`future: yes`).',
  ],
  references: ['Martin Fowler, "CQRS" (2011)', 'Microsoft Azure Architecture Center, Cloud Design Patterns: CQRS'],
  options: {
    ratio: { default: 10, doc: 'Reads for each write; below, a read model of the same shape is said to gain little.' },
  },
  incorrect: [
    {
      title: 'the same table twice, two reads for each write',
      code: 'client web { users: 8.64M }\nflow view { from: web, rate: 20/user/day, op: read }\nflow save { from: web, rate: 10/user/day, op: write }\nservice api {}\ndatabase notes { data-model: relational, table texts { fields { id: id, line: text(200B) } } }\ndatabase views { data-model: relational, derived-from: notes, table shown { fields { id: id, line: text(200B) } } }\n\nweb -> api { timeout: 1s }\napi -> notes { for: save, timeout: 500ms }\napi -> views { for: view, timeout: 500ms }\nnotes ~> views { capture: cdc }\n',
    },
    {
      title: 'mostly written',
      code: 'client app { users: 8.64M }\nflow list { from: app, rate: 1/user/day, op: list }\nflow add { from: app, rate: 5/user/day, op: write }\nservice api {}\ndatabase visits { data-model: document, table seen { fields { at: timestamp, place: id } } }\ndatabase copies { data-model: document, derived-from: visits, table seen-again { fields { place: id, at: timestamp } } }\n\napp -> api { timeout: 1s }\napi -> visits { for: add, timeout: 500ms }\napi -> copies { for: list, timeout: 500ms }\nvisits ~> copies { capture: outbox }\n',
    },
  ],
  correct: [
    {
      title: 'another shape',
      code: 'client web { users: 8.64M }\nflow view { from: web, rate: 20/user/day, op: read }\nflow save { from: web, rate: 10/user/day, op: write }\nservice api {}\ndatabase notes { data-model: relational, table texts { fields { id: id, line: text(200B) } } }\ndatabase views { data-model: document, derived-from: notes, table pages { fields { id: id, page: text(2KB) } } }\n\nweb -> api { timeout: 1s }\napi -> notes { for: save, timeout: 500ms }\napi -> views { for: view, timeout: 500ms }\nnotes ~> views { capture: cdc }\n',
    },
    {
      title: 'a thousand reads for each write',
      code: 'client web { users: 8.64M }\nflow view { from: web, rate: 1000/user/day, op: read }\nflow save { from: web, rate: 1/user/day, op: write }\nservice api {}\ndatabase notes { data-model: relational, table texts { fields { id: id, line: text(200B) } } }\ndatabase views { data-model: relational, derived-from: notes, table shown { fields { id: id, line: text(200B) } } }\n\nweb -> api { timeout: 1s }\napi -> notes { for: save, timeout: 500ms }\napi -> views { for: view, timeout: 500ms }\nnotes ~> views { capture: cdc }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const view of model.components) {
      const source = sourceOf(model, view);
      if (!source || !haveSameShape(view, source)) continue;
      const ratio = readsPerWrite(estimates, view, source);
      if (!exceeds(options.ratio, ratio)) continue;
      report(
        view,
        `\`${view.id}\` is a second copy of ${listed([source.id])} in the same shape, for ${number(ratio)} reads for each write: it brings older answers and a way of changes to look after, and gains little.`,
        { at: view.properties['derived-from']!.property, subjects: [source] },
      );
    }
  },
});

/** The one database that a read model in the same place is built from. */
function sourceOf(model: Model, view: Component): Component | undefined {
  const from = view.properties['derived-from']?.value ?? [];
  const found = from.length === 1 ? model.declarations.get(from[0]) : undefined;
  const source = found?.what === 'table' ? found.store : found;
  if (source?.what !== 'component' || source === view) return undefined;
  if (view.properties.future?.value === true || source.properties.future?.value === true) return undefined;
  const here = view.properties.regions?.value ?? [];
  const there = source.properties.regions?.value ?? [];
  return here.length === there.length && here.every((region) => there.includes(region)) ? source : undefined;
}

function haveSameShape(view: Component, source: Component): boolean {
  const model = view.properties['data-model']?.value;
  if (model === undefined || model !== source.properties['data-model']?.value || view.tables.length === 0) return false;
  const shapes = new Set(source.tables.map(shapeOf));
  return view.tables.every(
    (table) => table.fields.length > 0 && table.properties.normalized?.value !== false && shapes.has(shapeOf(table)),
  );
}

const shapeOf = ({ fields }: Table): string =>
  fields
    .map(({ name, type }) => `${name} ${type}`)
    .sort()
    .join(', ');

/** What is read of both, against what is written to the source; endless where one is not known. */
function readsPerWrite(estimates: Estimates, view: Component, source: Component): number {
  const own = estimates.value(view, 'rate.average.read') ?? Number.POSITIVE_INFINITY;
  const others = estimates.value(source, 'rate.average.read') ?? Number.POSITIVE_INFINITY;
  const writes = estimates.value(source, 'rate.average.write') ?? 0;
  return (own + others) / writes;
}
