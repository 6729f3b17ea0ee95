import type { Estimates } from '../../estimate/estimates.js';
import type { Model } from '../../model/model.js';
import { defineRule } from '../rule.js';
import { listed } from '../words.js';

/** The figures of load and storage lack something that only the author can say. */
export const incompleteWorkload = defineRule({
  name: 'incomplete-workload',
  category: 'capacity',
  mode: 'absence',
  severity: 'info',
  tier: 2,
  summary: 'The design does not say enough of its load to work out rates, bandwidth or storage.',
  why: 'How many people come, how often, what they read and write and how large it is decides every number of a design. Where one of them is missing, the figures that need it stay unknown, and the rules that look at them are silent: a design without findings is then only one that nobody could check.',
  silent: [
    'Users and rates, operations, payloads, sizes of rows and retentions are all there.',
    'The model is a sketch, has no `system`, or has no clients: it is a part of another.',
    'A peak that is missing: `missing-peak-factor` says so.',
    'What is only drawn (`future: yes`).',
  ],
  references: [
    'Alex Xu, System Design Interview (2020), chapters 2 and 3: Back-of-the-envelope Estimation, a Framework',
    'John Allspaw, The Art of Capacity Planning (2008), chapter 2: Setting Goals for Capacity',
  ],
  incorrect: [
    {
      title: 'a client, and no word of what it does',
      code: 'system "Notes" {}\nclient web { users: 10M, peak: 3x }\nservice api {}\n\nweb -> api { timeout: 2s }\n',
    },
    {
      title: 'rows are written, and nobody says how large they are',
      code: 'system "Notes" {}\nclient web { users: 10M, peak: 3x }\nflow save { from: web, rate: 1/user/day, op: write, request: 1KB }\nservice api {}\ndatabase store { table notes { retention: 1y } }\n\nweb -> api { timeout: 2s }\napi -> store { timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'everything is there',
      code: 'system "Notes" {}\nclient web { users: 10M, peak: 3x }\nflow save { from: web, rate: 1/user/day, op: write, request: 1KB }\nservice api {}\ndatabase store { table notes { row: 1KB, retention: 1y } }\n\nweb -> api { timeout: 2s }\napi -> store { timeout: 500ms }\n',
    },
    {
      title: 'a sketch',
      code: 'system "Notes" { maturity: sketch }\nclient web {}\nservice api {}\n\nweb -> api\n',
    },
  ],
  check({ model, estimates, report }) {
    const { system } = model;
    const clients = model.components.filter(({ kind, properties }) => kind === 'client' && !properties.future?.value);
    if (!system || clients.length === 0) return;
    const lacks = [
      ...loadOf(model, estimates).map((name) => [name, 'rates'] as const),
      ...flowsOf(model).map((name) => [name, 'bandwidth, reads and writes'] as const),
      ...rowsOf(model, estimates).map((name) => [name, 'storage'] as const),
    ];
    if (lacks.length === 0) return;
    const names = [...new Set(lacks.map(([name]) => name))];
    const figures = [...new Set(lacks.map(([, figure]) => figure))].join(', ');
    report(
      system,
      `The load is not complete: ${listed(names)} ${names.length === 1 ? 'is' : 'are'} missing, so that nobody can work out ${figures}.`,
    );
  },
});

/** What the rates of flows lack; where there are none, the flows themselves. */
function loadOf(model: Model, estimates: Estimates): string[] {
  if (model.flows.length === 0) return ['flow { from, rate }'];
  return model.flows.flatMap((flow) =>
    flow.from?.properties.future?.value ? [] : (estimates.get(`${flow.id}.rate.average`)?.missing ?? []),
  );
}

/** Operations and payloads of what clients ask for, which links may say instead. */
function flowsOf(model: Model): string[] {
  const onLinks = (name: 'op' | 'request' | 'response'): boolean =>
    model.links.some(({ properties }) => properties[name]);
  return model.flows.flatMap(({ id, from, properties }) => {
    if (from?.kind !== 'client' || from.properties.future?.value) return [];
    const isSized = properties.request || properties.response || onLinks('request') || onLinks('response');
    return [...(properties.op || onLinks('op') ? [] : [`${id}.op`]), ...(isSized ? [] : [`${id}.request`])];
  });
}

/** Sizes and retentions of tables that are written; what the rates lack is said of the flows. */
function rowsOf(model: Model, estimates: Estimates): string[] {
  return model.tables.flatMap((table) => {
    if (table.store.kind !== 'database' || table.store.properties.future?.value) return [];
    const missing = estimates.get(`${table.id}.storage`)?.missing ?? [];
    return missing.filter((name) => name.startsWith(`${table.id}.`));
  });
}
