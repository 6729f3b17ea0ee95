import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Box,
  buildScene,
  createLayout,
  type LaidOutScene,
  LayoutCancelled,
  type LayoutEngine,
  structureKey,
} from '../../language-server/src/diagram/index.js';
import { isAlike } from '../../language-server/src/diagram/layout/alike.js';
import { createInlineEngine } from '../../language-server/src/diagram/layout/engine-inline.js';
import { estimate } from '../../language-server/src/estimate/estimate.js';
import { buildModel, parseFile } from '../../language-server/src/model/index.js';
import { faults } from './faults.js';
import { type DesignSketch, design, figures, finding } from './fixtures.js';
import { randomDesign } from './random.js';
import { shortener, shortenerFigures, shortenerFindings } from './shortener.js';

const engine = createInlineEngine();

function boxes({ nodes, groups, edges, width, height }: LaidOutScene): unknown {
  const place = ({ x, y, width, height }: Box) => [x, y, width, height];
  return [width, height, nodes.map(place), groups.map(place), edges.map(({ points, label }) => [points, place(label)])];
}

describe('places', () => {
  test('overlap nowhere in the URL shortener, open and collapsed', async () => {
    const layout = createLayout(engine);
    for (const collapse of [[], ['us-east']]) {
      const scene = buildScene(shortener, shortenerFigures, shortenerFindings, { collapse });
      expect(faults(await layout.layout(scene))).toEqual([]);
    }
  });

  test('are found for odd designs', async () => {
    const layout = createLayout(engine);
    const odd: DesignSketch[] = [
      { components: {} },
      { groups: { empty: {}, nested: { in: 'empty' } }, components: {} },
      {
        components: { __proto__x: {}, constructor: {} },
        links: ['constructor -> constructor', 'constructor -> __proto__x'],
      },
      { components: { a: {}, b: {} }, links: ['a -> b', 'b -> a', 'a ~> b'] },
      { groups: { g: { title: 'x'.repeat(10_000) } }, components: { a: { in: 'g', title: '注'.repeat(10_000) } } },
    ];
    for (const sketch of odd)
      expect(faults(await layout.layout(buildScene(design(sketch), figures({}), [])))).toEqual([]);
  });
});

test('a box with one line on each side stands in the middle of its chain', async () => {
  const file = 'examples/platform/url-shortener/design.arch';
  const model = buildModel(file, new Map([[file, parseFile(file, readFileSync(file, 'utf8'))]]));
  const { nodes } = await createLayout(engine).layout(buildScene(model, estimate(model), []));
  const middles = ['browser', 'edge', 'front'].map((id) => {
    const { x, width } = nodes.find((node) => node.id === id)!;
    return Math.round(x + width / 2);
  });
  expect(new Set(middles).size, middles.join(', ')).toBe(1);
});

describe('a changed number', () => {
  test('moves no box and asks no engine', async () => {
    let asked = 0;
    const counting: LayoutEngine = {
      layout(graph) {
        asked++;
        return engine.layout(graph);
      },
    };
    const layout = createLayout(counting);
    const { model, estimates } = randomDesign(7, 25);
    const before = await layout.layout(buildScene(model, estimates, []));
    const larger = figures(Object.fromEntries(estimates.figures.map(({ name, value }) => [name, value! * 98765.4321])));
    const grownModel = { ...model, components: model.components.map(more) };
    const changed = buildScene(grownModel, larger, [finding('error', 'now it is too much', 'c1', 'c2')]);
    const after = await layout.layout(changed);
    expect(boxes(after)).toEqual(boxes(before));
    expect(asked).toBe(1);
    expect(after.nodes.map(({ rate }) => rate?.text)).toEqual(changed.nodes.map(({ rate }) => rate?.text));
    expect(after.nodes.map(({ rate }) => rate?.text)).not.toEqual(before.nodes.map(({ rate }) => rate?.text));
    expect(layout.cached(changed)).toEqual(after);

    function more(component: (typeof model.components)[number]): typeof component {
      const { replicas, ...rest } = component.properties;
      return { ...component, properties: { ...rest, ...(replicas && { replicas: { ...replicas, value: 123_456 } }) } };
    }
  });
});

describe('scenes that differ in numbers alone', () => {
  const number = fc.option(fc.constantFrom(0.1, 2, 5000), { nil: undefined });
  const sketch = fc.record({
    replicas: number,
    utilisation: number,
    rate: number,
    title: fc.constantFrom('a', 'a title in lines that need some room', 'b'),
    group: fc.constantFrom(undefined, 'g'),
    link: fc.constantFrom('a -> b', 'a ~> b', 'b -> a', 'a -> b "words"'),
    trouble: fc.boolean(),
  });
  type Sketch = typeof sketch extends fc.Arbitrary<infer T> ? T : never;
  const sceneOf = ({ replicas, utilisation, rate, title, group, link, trouble }: Sketch) => {
    const a = { title, ...(group && { in: group }), ...(replicas !== undefined && { replicas }) };
    const known = {
      ...(utilisation !== undefined && { 'a.utilisation': utilisation }),
      ...(rate !== undefined && { 'a.rate.peak': rate, 'a->b.rate.peak': rate }),
    };
    const model = design({ groups: { g: {} }, components: { a, b: {} }, links: [link] });
    return buildScene(model, figures(known), trouble ? [finding('error', 'bad', 'a')] : []);
  };

  test('have one structure', () => {
    let alike = 0;
    fc.assert(
      fc.property(sketch, sketch, (a, b) => {
        const [one, other] = [sceneOf(a), sceneOf({ ...b, title: a.title, link: a.link })];
        if (!isAlike(one, other)) return;
        alike++;
        expect(structureKey(one)).toBe(structureKey(other));
      }),
      { numRuns: 500 },
    );
    expect(alike).toBeGreaterThan(20);
  });

  test('share in a picture what is the same in both', async () => {
    const layout = createLayout(engine);
    const { model, estimates } = randomDesign(3, 12);
    const scene = buildScene(model, estimates, []);
    const [changed, ...others] = scene.nodes;
    const before = await layout.layout(scene);
    const next = { ...scene, nodes: [{ ...changed, rate: { value: 1, text: '1/s' } }, ...others] };
    const after = await layout.layout(next);
    expect(after).toEqual({
      ...before,
      nodes: [{ ...before.nodes[0], rate: { value: 1, text: '1/s' } }, ...before.nodes.slice(1)],
    });
    expect(after.edges).toBe(before.edges);
    expect(after.nodes.filter((node, i) => node === before.nodes[i])).toHaveLength(others.length);
  });
});

describe('the key of a structure', () => {
  const sketch: DesignSketch = { groups: { g: {} }, components: { a: {}, b: { in: 'g' } }, links: ['a -> b'] };
  const key = (more: Partial<DesignSketch>, known = {}) =>
    structureKey(buildScene(design({ ...sketch, ...more }), figures(known), []));

  test('changes with what has to move', () => {
    expect(key({})).toBe(key({}));
    const keys = [
      key({}),
      key({ links: ['a -> b', 'a ~> b'] }),
      key({ links: ['b -> a'] }),
      key({ links: ['a -> b "a title"'] }),
      key({ components: { a: {}, b: {} } }),
      key({ components: { a: { title: 'Three lines of title that need room' }, b: { in: 'g' } } }),
      key({}, { 'a.utilisation': 0.5 }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('does not change with numbers, nor with a name as long as the old one', () => {
    expect(key({}, { 'a.utilisation': 0.1 })).toBe(key({}, { 'b.utilisation': 1.9, 'a->b.rate.peak': 1e9 }));
    expect(key({ components: { x: {}, b: { in: 'g' } }, links: ['x -> b'] })).toBe(key({}));
  });
});

describe('the cache', () => {
  const scene = (n: number) =>
    buildScene(
      design({ components: Object.fromEntries(Array.from({ length: n }, (_, i) => [`c${i}`, {}])) }),
      figures({}),
      [],
    );

  /** An engine that answers when it is told to. */
  function manual() {
    const calls: { signal: AbortSignal | undefined; answer: () => void; fail: (error: Error) => void }[] = [];
    const layout: LayoutEngine['layout'] = (graph, signal) =>
      new Promise((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new LayoutCancelled()));
        calls.push({ signal, answer: () => resolve({ ...graph, width: 1, height: 1 }), fail: reject });
      });
    return { calls, engine: { layout } };
  }

  test('forgets what was not used for longest', async () => {
    let asked = 0;
    const counting: LayoutEngine = {
      async layout(graph) {
        asked++;
        return graph;
      },
    };
    const layout = createLayout(counting, { capacity: 2 });
    for (const n of [1, 2, 1, 3, 1]) await layout.layout(scene(n));
    expect(asked).toBe(3);
    expect(layout.cached(scene(2))).toBeUndefined();
    expect(layout.cached(scene(1))).toBeDefined();
  });

  test('a newer structure cancels the older one of the same document only', async () => {
    const { calls, engine } = manual();
    const layout = createLayout(engine);
    const first = layout.layout(scene(1), 'one.arch');
    const other = layout.layout(scene(1), 'two.arch');
    const second = layout.layout(scene(2), 'one.arch');
    await expect(first).rejects.toBeInstanceOf(LayoutCancelled);
    expect(calls.map(({ signal }) => signal?.aborted)).toEqual([true, false, false]);
    calls[1].answer();
    calls[2].answer();
    expect((await other).nodes.length).toBe(1);
    expect((await second).nodes.length).toBe(2);
  });

  test('a request of the structure that is under way joins it', async () => {
    const { calls, engine } = manual();
    const layout = createLayout(engine);
    const first = layout.layout(scene(3), 'one.arch');
    const second = layout.layout({ ...scene(3), title: 'newer' }, 'one.arch');
    calls[0].answer();
    expect((await first).title).toBe('');
    expect((await second).title).toBe('newer');
    expect(calls.length).toBe(1);
  });

  test('a failure is told and not remembered; closing a document cancels', async () => {
    const { calls, engine } = manual();
    const layout = createLayout(engine);
    const failing = layout.layout(scene(1));
    calls[0].fail(new Error('no layout'));
    await expect(failing).rejects.toThrow('no layout');
    const again = layout.layout(scene(1), 'one.arch');
    layout.cancel('one.arch');
    await expect(again).rejects.toBeInstanceOf(LayoutCancelled);
    expect(calls.length).toBe(2);
  });
});
