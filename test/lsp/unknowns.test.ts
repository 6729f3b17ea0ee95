import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CodeAction, CodeActionKind, CodeActionRequest } from 'vscode-languageserver-protocol/node';
import { estimate } from '../../language-server/src/estimate/estimate.js';
import type { Figure } from '../../language-server/src/estimate/estimates.js';
import { buildModel, parseFile } from '../../language-server/src/model/index.js';
import { Editor, uri } from './harness.js';

let editor: Editor;
beforeAll(async () => {
  editor = await Editor.start();
});
afterAll(() => editor.stop());

function figureOf(text: string, name: string): Figure | undefined {
  return estimate(buildModel('a.arch', new Map([['a.arch', parseFile('a.arch', text)]]))).get(name);
}

async function actions(text: string, offset: number, count: number): Promise<readonly CodeAction[]> {
  const name = `u${count}.arch`;
  const position = await editor.open(name, `${text.slice(0, offset)}|${text.slice(offset)}`);
  const found = await editor.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri: uri(name) },
    range: { start: position, end: position },
    context: { diagnostics: [], only: [CodeActionKind.Refactor] },
  });
  return (found ?? []) as CodeAction[];
}

let opened = 0;

const load = 'client w {}\nflow f { from: w, rate: 10/s, op: read }\nflow g { from: w, rate: 1/s, op: write }\n';
const service = (properties = ''): string => `${load}service s { ${properties} }\nw -> s\n`;
const store = (table: string, properties = ''): string =>
  `${load}database s { ${properties} table t { ${table} } }\nw -> s\n`;

/** Of each family: a design, a figure of it, what the figure names as missing, and where that is looked at. */
const families: readonly (readonly [figure: string, missing: readonly string[], text: string, at?: string])[] = [
  ['f.rate.average', ['f.rate'], 'client w {}\nflow f { from: w }\nservice s {}\nw -> s\n', 'flow f'],
  ['f.rate.peak', ['w.users'], 'client w {}\nflow f { from: w, rate: 1/user/day }\nservice s {}\nw -> s\n', 'flow f'],
  ['s.rate.average.read', ['f.op'], 'client w {}\nflow f { from: w, rate: 1/s }\nservice s {}\nw -> s\n', 'flow f'],
  ['s.capacity', ['s.capacity'], service('replicas: 2')],
  ['s.utilisation', ['s.capacity'], service('replicas: 2')],
  ['s.utilisation.zone-lost', ['s.zones'], service('replicas: 2, capacity: 100/s')],
  ['s.replicas.needed', ['s.capacity'], service('replicas: 2')],
  ['system.breaking-point', ['s.capacity'], service()],
  ['s.concurrency', ['s.latency'], service()],
  ['s.wait.p99', ['s.capacity'], service()],
  ['f.latency.p99', ['s.latency', 's.latency.p99'], service('capacity: 100/s'), 'flow f'],
  ['s.latency.mean', ['s.latency'], service('capacity: 100/s')],
  ['w->s.timeout.worst-case', ['w->s.timeout'], service(), 'w -> s'],
  ['f.timeout.worst-case', ['w->s.timeout'], service(), 'w -> s'],
  ['f.availability', ['s.availability'], service(), 'flow f'],
  ['t.storage', ['t.retention'], store('row: 1KB'), 'table t'],
  ['s.storage.growth', ['t.row'], store('retention: 1y'), 'table t'],
  ['s.storage.days-left', ['s.storage'], store('row: 1KB, retention: 1y')],
  [
    't.storage',
    ['t.points.cardinality'],
    store('row: 20B, fields { points: id }, shard-key: points, retention: 1d, downsampling: keep(1h, 1y)'),
    'table t',
  ],
  [
    's.storage',
    ['t.tiering.after'],
    `${store('row: 1KB, retention: 1y, tiering { to: archive }')}storage archive {}\n`,
    'table t',
  ],
  ['t.id.ids.years', ['t.id.length'], store('row: 1KB, fields { id: text(7B) { alphabet: 62 } }'), 'id: text'],
  ['s.durability', ['s.annual-failure-rate', 's.repair-time'], store('row: 1KB', 'replicas: 3')],
  ['w->s.bandwidth.in', ['f.response'], service(), 'w -> s'],
  ['s.memory.working-set', ['s.object-size'], `${load}cache s {}\nw -> s { for: f }\n`],
  ['s.hit-ratio.attainable', ['s.memory'], `${load}cache s { object-size: 1KB }\nw -> s { for: f }\n`],
  ['q.lag.growth', ['k.capacity'], `${load}queue q {}\nworker k {}\nw ~> q { for: g }\nq ~> k\n`, 'queue q'],
  [
    'q.lag.drain',
    ['q.outage'],
    `${load}queue q {}\nworker k { capacity: 20/s }\nw ~> q { for: g }\nq ~> k\n`,
    'queue q',
  ],
  ['t.shard.storage', ['t.row'], store('shards: 4, rows: 1M'), 'table t'],
  ['s.cost.month', ['s.memory'], `${load}function s { latency: 1ms, price { compute: $1/GB/h } }\nw -> s\n`],
  ['j.job.duration', ['j.volume', 'j.throughput'], 'job j { every: 1d }\ndatabase d {}\nj -> d\n', 'job j'],
  ['f.error-budget', ['f.slo.availability'], service(), 'flow f'],
];

test.each(families.map(([name, missing, text, at]) => ({ name, missing, text, at })))(
  'what $name lacks can be written',
  async ({ name, missing, text: start, at }) => {
    let text = start;
    const place = at ?? start.match(/\w+ s\b/)?.[0] ?? '';
    expect(figureOf(text, name)).toMatchObject({ value: undefined });
    expect(figureOf(text, name)?.missing).toEqual(expect.arrayContaining([...missing]));
    // One property at a time, as long as something is missing.
    for (let i = 0; i < 5 && figureOf(text, name)?.value === undefined; i++) {
      const lacks = figureOf(text, name)!.missing;
      const file = `u${++opened}.arch`;
      const found = await actions(text, text.indexOf(place) + place.length, opened);
      const action = found.find(({ title }) =>
        lacks.some(
          (lack) => title.includes(`Add \`${lack.split('.').at(-1)}`) || title.includes(lack.split('.').at(-1)!),
        ),
      );
      expect(action, `${lacks} in ${found.map(({ title }) => title)}`).toBeDefined();
      text = editor.applied(action!.edit ?? {})[file];
      await editor.close(file);
    }
    expect(figureOf(text, name)?.value, text).toBeDefined();
  },
);
