import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildScene, describeNode, suggestedCollapse } from '../../language-server/src/diagram/index.js';
import { nodeContent } from '../../language-server/src/diagram/layout/size.js';
import { availabilityText, utilisationText } from '../../language-server/src/diagram/scene/figures.js';
import type { Overlay } from '../../language-server/src/diagram/scene/scene.js';
import { estimate } from '../../language-server/src/estimate/estimate.js';
import { buildModel, parseFile } from '../../language-server/src/model/index.js';
import { design, figures, finding } from './fixtures.js';
import { shortener, shortenerFigures, shortenerFindings } from './shortener.js';

const nothing = figures({});

describe('nodes', () => {
  const scene = buildScene(shortener, shortenerFigures, shortenerFindings);
  const node = (id: string) => scene.nodes.find((candidate) => candidate.id === id)!;

  test('carry title, engine, replicas, place and figures', () => {
    expect(scene.title).toBe('URL shortener');
    expect(node('links')).toMatchObject({
      kind: 'database',
      kindLabel: 'Database',
      title: 'links',
      engine: 'cassandra',
      replicas: { value: 60, text: '×60' },
      group: 'us-east',
      rate: { value: 6944, text: '6.94k/s' },
      measure: { figure: 'utilisation', text: '75%', level: 'busy' },
    });
    expect(node('api')).toMatchObject({ title: 'Link API', placement: 'zones a, b, c', measure: { level: 'calm' } });
    expect(node('counter').measure).toMatchObject({ level: 'saturated', fill: 1, text: '116%' });
  });

  test('show no number that is not known', () => {
    const bare = buildScene(shortener, nothing, []);
    expect(bare.figures).toBe(false);
    for (const { rate, measure } of bare.nodes) expect([rate, measure]).toEqual([undefined, undefined]);
    for (const { rate } of bare.edges) expect(rate).toBeUndefined();
    expect(bare.flows[1].objectives).toEqual([
      { figure: 'latency.p99', target: { value: 0.1, text: '100ms' }, state: 'unknown' },
    ]);
  });

  test('are planned, devices, or spread over regions where the design says so', () => {
    const { nodes } = buildScene(
      design({
        components: {
          phone: { kind: 'client', platform: 'ios' },
          later: { future: true },
          wide: { regions: ['us', 'eu'], zones: ['a'] },
        },
      }),
      nothing,
      [],
    );
    expect(nodes.map(({ icon }) => icon)).toEqual(['device', 'service', 'service']);
    expect(nodes[1].future).toBe(true);
    expect(nodes[2].placement).toBe('regions us, eu · zone a');
  });
});

test('flows of a like title are told apart by their names', () => {
  const flows = { 'open-us': { title: 'Open' }, 'open-eu': { title: 'Open' }, edit: { title: 'Edit' } };
  const scene = buildScene(design({ components: { a: {} }, flows }), nothing, []);
  expect(scene.flows.map(({ title }) => title)).toEqual(['Open (open-us)', 'Open (open-eu)', 'Edit']);
});

test('a mesh beside the paths shows no rate', () => {
  const model = design({ components: { inner: { kind: 'mesh' }, api: {} } });
  const rates = figures({ 'inner.rate.peak': 0, 'api.rate.peak': 0 });
  expect(buildScene(model, rates, []).nodes.map(({ rate }) => rate?.text)).toEqual([undefined, '0/s']);
});

test('what is only drawn shows no figures, nor do the links to it', () => {
  const model = design({ components: { api: {}, later: { future: true } }, links: ['api -> later'] });
  const rates = figures({
    'api.rate.peak': 5,
    'later.rate.peak': 0,
    'later.utilisation': 0,
    'api->later.rate.peak': 0,
  });
  const { nodes, edges } = buildScene(model, rates, []);
  expect(nodes.map(({ rate, measure }) => [rate?.text, measure])).toEqual([
    ['5/s', undefined],
    [undefined, undefined],
  ]);
  expect(edges.map(({ rate }) => rate)).toEqual([undefined]);
});

describe('figures', () => {
  test('are shown on the right side of each threshold', () => {
    expect(utilisationText(0)).toBe('0%');
    expect(utilisationText(0.001)).toBe('< 1%');
    expect(utilisationText(0.4321)).toBe('43%');
    expect(utilisationText(0.698)).toBe('69.8%');
    expect(utilisationText(0.9996)).toBe('99.96%');
    expect(utilisationText(1)).toBe('100%');
    expect(utilisationText(Number.POSITIVE_INFINITY)).toBe('> 10x');
  });

  test('count no more nines than mean something', () => {
    expect(availabilityText(0.9995)).toBe('99.95%');
    expect(availabilityText(0.9999999)).toBe('99.99999%');
    expect(availabilityText(1 - 1e-15)).toBe('> 99.99999%');
    expect(availabilityText(1)).toBe('100%');
  });

  const shownIn = (overlay: Overlay, values: Record<string, number>) =>
    buildScene(shortener, figures(values), [], { overlay }).nodes.flatMap(({ measure }) => measure ?? []);

  test('of cost are scaled to the highest', () => {
    const shown = shownIn('cost', { 'api.cost.month': 400, 'links.cost.month': 200 });
    expect(shown.map(({ fill }) => fill)).toEqual([1, 0.5]);
    expect(shownIn('cost', { 'api.cost.month': 0 })[0]?.fill).toBe(0);
  });

  test('of latency take the same length for each tenfold', () => {
    const shown = shownIn('latency', { 'api.latency.p99': 0.1, 'links.latency.p99': 0.001 });
    expect(shown.map(({ fill, scale }) => [fill, scale?.low, scale?.high])).toEqual([
      [0.75, '100us', '1s'],
      [0.25, '100us', '1s'],
    ]);
    const wider = shownIn('latency', { 'api.latency.p99': 30, 'links.latency.p99': 0.0001 });
    expect(wider.map(({ scale }) => [scale?.low, scale?.high, scale?.tenfolds])).toEqual(
      wider.map(() => ['10us', '100s', 7]),
    );
    expect(wider[1]?.fill).toBeCloseTo(1 / 7, 9);
  });

  test('of latency keep to the bar, however far they lie apart', () => {
    const times = fc.oneof(fc.double({ min: 0, max: 1e12, noNaN: true }), fc.constant(Number.POSITIVE_INFINITY));
    fc.assert(
      fc.property(times, times, (api, links) => {
        const shown = shownIn('latency', { 'api.latency.p99': api, 'links.latency.p99': links });
        const [a, b] = shown.map(({ fill }) => fill!);
        expect(Math.min(a!, b!)).toBeGreaterThanOrEqual(0);
        expect(Math.max(a!, b!)).toBeLessThanOrEqual(1);
        if (api > links) expect(a).toBeGreaterThanOrEqual(b!);
        expect(shown[0]!.scale!.tenfolds).toBeLessThanOrEqual(9);
      }),
    );
  });

  test('of availability have no bar, and those of nothing are not there', () => {
    const available = buildScene(shortener, figures({ 'api.availability': 0.9995 }), [], { overlay: 'availability' });
    expect(available.nodes.find(({ id }) => id === 'api')?.measure?.text).toBe('99.95%');
    const none = buildScene(shortener, shortenerFigures, [], { overlay: 'none' });
    expect(none.nodes.every(({ measure }) => measure === undefined)).toBe(true);
    expect(none.nodes.some(({ rate }) => rate !== undefined)).toBe(true);
  });

  test('survive JSON, infinite ones too', () => {
    const scene = buildScene(shortener, figures({ 'api.utilisation': Number.POSITIVE_INFINITY }), shortenerFindings);
    expect(JSON.parse(JSON.stringify(scene))).toEqual(scene);
    expect(scene.nodes.find(({ id }) => id === 'api')?.measure).toMatchObject({ level: 'saturated', fill: 1 });
  });
});

describe('edges', () => {
  test('carry kind, rate and the flows or title that restrict them', () => {
    const { edges } = buildScene(shortener, shortenerFigures, shortenerFindings);
    const edge = (id: string) => edges.find((candidate) => candidate.id === id);
    expect(edge('api->hot-links')).toMatchObject({ synchronous: true, words: 'redirect', rate: { text: '34.7k/s' } });
    expect(edge('api~>clicks')).toMatchObject({ synchronous: false, source: 'api', target: 'clicks' });
    expect(edge('browser->edge')?.words).toBeUndefined();
    expect(edge('hot-links->links')?.findings.warning).toBe(1);
  });

  test('name two flows and count more', () => {
    const { edges } = buildScene(
      design({
        components: { a: {}, b: {} },
        flows: { x: {}, y: {}, z: {} },
        links: ['a -> b : x, y', 'b -> a : x, y, z', 'a -> a : x "own title"'],
      }),
      nothing,
      [],
    );
    expect(edges.map(({ words }) => words)).toEqual(['x, y', '3 flows', 'own title']);
    expect(edges[0].flows).toEqual(['x', 'y']);
  });

  test('lead to dead letters and fallbacks, which no link draws', () => {
    const text = `service api {} external cards {} external reserve {} service ignore {} queue jobs {} queue dead {} worker w {}
api -> cards { fallback: reserve }
api ~> jobs { fallback: ignore }
jobs ~> w { dead-letter: dead }`;
    const model = buildModel('pay.arch', new Map([['pay.arch', parseFile('pay.arch', text)]]));
    const { edges } = buildScene(model, nothing, []);
    expect(edges.filter(({ implied }) => implied).map(({ source, target, words }) => [source, target, words])).toEqual([
      ['api', 'reserve', 'fallback'],
      ['jobs', 'dead', 'dead letters'],
    ]);
    const linked = `${text}\napi -> reserve`;
    const both = buildModel('pay.arch', new Map([['pay.arch', parseFile('pay.arch', linked)]]));
    expect(buildScene(both, nothing, []).edges.filter(({ implied }) => implied).length).toBe(1);
  });
});

describe('findings', () => {
  test('are counted where they belong, once each, accepted ones not at all', () => {
    const twice = finding('warning', 'both ends', 'api', 'links');
    const accepted = { ...finding('error', 'known', 'api'), accepted: { rule: 'x', at: twice.at, ruleAt: twice.at } };
    const scene = buildScene(shortener, nothing, [twice, accepted, finding('hint', 'the design', 'system')], {
      collapse: ['us-east'],
    });
    expect(scene.nodes.find(({ id }) => id === 'us-east')?.findings).toMatchObject({ error: 0, warning: 1 });
    expect(scene.findings).toMatchObject({ error: 0, warning: 1, hint: 1 });
  });

  test('on a table or a field are marks on its store', () => {
    const text = 'database links { table urls { fields { code: text(7B) } } }';
    const model = buildModel('t.arch', new Map([['t.arch', parseFile('t.arch', text)]]));
    const scene = buildScene(model, nothing, [
      finding('warning', 'hot', 'urls'),
      finding('error', 'short', model.tables[0].fields[0].id),
    ]);
    expect(scene.nodes[0].findings).toMatchObject({ error: 1, warning: 1 });
    expect(scene.nodes[0].findings.messages.map(({ severity }) => severity)).toEqual(['error', 'warning']);
  });

  test('flood neither a node nor its messages', () => {
    const many = Array.from({ length: 5000 }, (_, i) => finding('info', `${i} ${'x'.repeat(5000)}`, 'api'));
    const { findings } = buildScene(shortener, nothing, many).nodes.find(({ id }) => id === 'api')!;
    expect(findings.info).toBe(5000);
    expect(JSON.stringify(findings).length).toBeLessThan(20_000);
  });
});

describe('flows', () => {
  const state = (latency: number | undefined, availability: number | undefined) => {
    const model = design({
      components: { a: {} },
      flows: { f: { slo: { 'latency.p99': 0.1, availability: 0.999 } } },
    });
    const known = figures({
      ...(latency !== undefined && { 'f.latency.p99': latency }),
      ...(availability !== undefined && { 'f.availability': availability }),
    });
    return buildScene(model, known, []).flows[0].state;
  };

  test('stand against their objectives', () => {
    expect(state(0.09, 0.9995)).toBe('met');
    expect(state(0.11, 0.9995)).toBe('missed');
    expect(state(0.09, 0.99)).toBe('missed');
    expect(state(0.09, undefined)).toBe('unknown');
    expect(state(0.11, undefined)).toBe('missed');
    expect(buildScene(shortener, shortenerFigures, []).flows[0].state).toBeUndefined();
  });

  test('show on which side of a target of many nines they are', () => {
    const texts = (target: number) => {
      const model = design({ components: { a: {} }, flows: { f: { slo: { availability: target } } } });
      const [objective] = buildScene(model, figures({ 'f.availability': 0.99999999 }), []).flows[0].objectives;
      return [objective.actual?.text, objective.target.text];
    };
    expect(texts(0.999)).toEqual(['> 99.99999%', '99.9%']);
    expect(texts(0.999999999)).toEqual(['99.999999%', '99.9999999%']);
  });
});

describe('collapsed groups', () => {
  test('hide what is in them and join the links that cross their border', () => {
    const scene = buildScene(shortener, shortenerFigures, shortenerFindings, { collapse: ['us-east'] });
    expect(scene.groups).toEqual([]);
    expect(scene.nodes.map(({ id }) => id)).toEqual([
      'browser',
      'edge',
      'front',
      'us-east',
      'clicks',
      'counter',
      'clicks-dead',
    ]);
    expect(scene.nodes[3]).toMatchObject({
      kind: 'group',
      hides: 3,
      measure: { text: '75%' },
      findings: { warning: 2 },
    });
    expect(scene.edges.map(({ source, target }) => `${source} ${target}`)).toContain('front us-east');
    expect(scene.edges.some(({ id }) => id === 'api->links')).toBe(false);
  });

  test('sum the rates of what they join, or show none where one is unknown', () => {
    const model = design({
      groups: { g: {} },
      components: { a: {}, b: { in: 'g' }, c: { in: 'g' } },
      links: ['a -> b', 'a -> c', 'a ~> c'],
    });
    const collapse = ['g'];
    const known = buildScene(model, figures({ 'a->b.rate.peak': 10, 'a->c.rate.peak': 5 }), [], { collapse });
    expect(known.edges.map(({ rate, words, links }) => [rate?.value, words, links])).toEqual([
      [15, '2 links', 2],
      [undefined, undefined, 1],
    ]);
    const half = buildScene(model, figures({ 'a->b.rate.peak': 10 }), [], { collapse });
    expect(half.edges[0].rate).toBeUndefined();
  });

  test('inside a collapsed one do not appear, outer frames stay', () => {
    const model = design({
      groups: { outer: { kind: 'region' }, inner: { kind: 'zone', in: 'outer' }, empty: { in: 'outer' } },
      components: { a: { in: 'inner' }, b: { in: 'outer' } },
    });
    const inner = buildScene(model, nothing, [], { collapse: ['inner', 'empty'] });
    expect(inner.groups.map(({ id }) => id)).toEqual(['outer']);
    expect(inner.nodes.map(({ id, group }) => [id, group])).toEqual([
      ['inner', 'outer'],
      ['b', 'outer'],
      ['empty', 'outer'],
    ]);
    const outer = buildScene(model, nothing, [], { collapse: ['outer', 'inner'] });
    expect(outer.nodes.map(({ id, hides }) => [id, hides])).toEqual([['outer', 2]]);
    const [, , empty] = inner.nodes;
    expect([nodeContent(empty, false).detail, describeNode(empty)]).toEqual([
      'Group · empty',
      'Group empty: collapsed, empty.',
    ]);
  });

  test('are left out where nothing stands inside, and components only name them', () => {
    const model = design({
      groups: {
        us: { kind: 'region' },
        eu: { kind: 'region' },
        asia: { kind: 'region' },
        a: { kind: 'zone', in: 'eu' },
        data: {},
      },
      components: { api: { regions: ['us', 'eu'], zones: ['a'] } },
    });
    expect(buildScene(model, nothing, []).groups.map(({ id }) => id)).toEqual(['asia', 'data']);
    const { nodes } = buildScene(model, nothing, [], { collapse: ['us', 'data'] });
    expect(nodes.map(({ id }) => id)).toEqual(['api', 'data']);
  });

  test('are suggested for a large design only, largest first', () => {
    const components = Object.fromEntries(
      Array.from({ length: 200 }, (_, i) => [`c${i}`, { in: i < 120 ? 'big' : i < 130 ? 'small' : undefined }]),
    );
    const model = design({ groups: { small: {}, big: {} }, components });
    expect(suggestedCollapse(model)).toEqual(['big', 'small']);
    expect(suggestedCollapse(model, 200)).toEqual([]);
    expect(suggestedCollapse(shortener)).toEqual([]);
  });

  test('stay open where they only hold others', () => {
    const inner = Array.from({ length: 20 }, (_, i) => `g${i}`);
    const model = design({
      groups: { all: {}, ...Object.fromEntries(inner.map((name) => [name, { in: 'all' }])) },
      components: Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`c${i}`, { in: inner[i % 20] }])),
    });
    expect([...suggestedCollapse(model)].sort()).toEqual([...inner].sort());
  });
});

test('a design in the language becomes a picture with its figures', () => {
  const text = `system "Links" {}
client web { users: 86400, peak: 2x }
flow read { from: web, rate: 10/user/day, op: read }
service api { replicas: 2, capacity: 20/s }
web -> api { timeout: 1s }`;
  const model = buildModel('links.arch', new Map([['links.arch', parseFile('links.arch', text)]]));
  const scene = buildScene(model, estimate(model), []);
  expect(scene.nodes[1]).toMatchObject({
    id: 'api',
    rate: { text: '20/s' },
    measure: { text: '50%' },
    flows: ['read'],
  });
  expect(scene.edges[0]).toMatchObject({ id: 'web->api', rate: { text: '20/s' } });
});

test('titles are cleaned and bounded', () => {
  const title = `\u202E<script>${'x'.repeat(10_000)}`;
  const { nodes } = buildScene(design({ title, components: { a: { title } } }), nothing, []);
  expect(nodes[0].title.length).toBeLessThanOrEqual(200);
  expect(nodes[0].title).toMatch(/^�<script>x+…$/);
});
