import { Resvg } from '@resvg/resvg-js';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  buildScene,
  createLayout,
  diagramStyles,
  type LaidOutScene,
  renderSvg,
  type SceneOptions,
} from '../../language-server/src/diagram/index.js';
import { createInlineEngine } from '../../language-server/src/diagram/layout/engine-inline.js';
import { nodeContent } from '../../language-server/src/diagram/layout/size.js';
import { lineWidth } from '../../language-server/src/diagram/svg/edges.js';
import { element, escapeXml } from '../../language-server/src/diagram/svg/element.js';
import { legendPanel } from '../../language-server/src/diagram/svg/legend.js';
import { type Side, shape } from '../../language-server/src/diagram/svg/shapes.js';
import type { ThemeName } from '../../language-server/src/diagram/svg/themes.js';
import { textWidth } from '../../language-server/src/diagram/text/measure.js';
import type { Estimates } from '../../language-server/src/estimate/estimates.js';
import { componentKinds, type Model } from '../../language-server/src/model/model.js';
import type { Finding } from '../../language-server/src/rules/finding.js';
import { design, figures, finding } from './fixtures.js';
import { randomDesign } from './random.js';
import { shortener, shortenerFigures, shortenerFindings } from './shortener.js';

const layout = createLayout(createInlineEngine());
const themeNames: readonly ThemeName[] = ['light', 'dark', 'print', 'vscode', 'auto'];

async function laidOut(
  model: Model,
  estimates: Estimates = figures({}),
  findings: readonly Finding[] = [],
  options?: SceneOptions,
): Promise<LaidOutScene> {
  return layout.layout(buildScene(model, estimates, findings, options));
}

/** Throws where it is not well-formed XML. */
function parse(svg: string): Resvg {
  return new Resvg(svg, { font: { loadSystemFonts: false } });
}

function attributes(svg: string, name: string): string[] {
  return [...svg.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map(([, value]) => value);
}

describe('elements', () => {
  test('escape every text and attribute', () => {
    const markup = element('text', { title: `"'<&>`, x: 1.005, gone: undefined }, `<script>]]>&"'`);
    expect(markup.text).toBe(
      '<text title="&quot;&#39;&lt;&amp;&gt;" x="1">&lt;script&gt;]]&gt;&amp;&quot;&#39;</text>',
    );
    expect(escapeXml('a\u0000b\ud800c\uffff🚀')).toBe('a�b�c�🚀');
  });
});

describe('a picture', () => {
  let scene: LaidOutScene;
  beforeAll(async () => {
    scene = await laidOut(shortener, shortenerFigures, shortenerFindings);
  });

  test('is well-formed in every theme, standalone or not, and the same each time', () => {
    for (const theme of themeNames) {
      for (const standalone of [true, false]) {
        const svg = renderSvg(scene, { theme, standalone });
        parse(svg);
        expect(renderSvg(scene, { theme, standalone })).toBe(svg);
        expect(svg.includes('<style>')).toBe(standalone);
        expect(svg).not.toMatch(/undefined|NaN|Infinity|\[object/);
      }
    }
  });

  test('shows what the scene says', () => {
    const svg = renderSvg(scene, { theme: 'light', standalone: true });
    for (const text of [
      'URL shortener',
      'Link API',
      'cassandra · ×60',
      'zones a, b, c',
      '116%',
      '34.7k/s',
      'us-east',
    ]) {
      expect(svg).toContain(`>${text}</text>`);
    }
    expect(svg).toContain('34.7k/s at peak');
    expect(svg).toContain('p99 86ms, at most 100ms');
    expect(svg).toContain('>waits for the answer</text>');
    expect(renderSvg(scene, { theme: 'light', standalone: false })).not.toContain('waits for the answer');
  });

  test('lets every node, edge and frame be reached, named and spoken', () => {
    const svg = renderSvg(scene, { theme: 'vscode', standalone: false });
    const ids = [...scene.nodes, ...scene.edges, ...scene.groups].map(({ id }) => escapeXml(id));
    expect(attributes(svg, 'data-id').sort()).toEqual(ids.sort());
    expect(attributes(svg, 'tabindex').length).toBe(ids.length);
    const spoken = attributes(svg, 'aria-label');
    expect(spoken).toContain(
      'Worker counter: 12 replicas. Peak rate 34.7k/s. Utilisation 116%, saturated. 1 error. At peak counter gets 34.7k/s and can take 30k/s: it is at 116%.',
    );
    expect(spoken).toContain('hot-links calls links. Peak rate 3.47k/s. 1 warning. The call has no timeout.');
    expect(spoken).toContain('Link API hands over to clicks: redirect. Peak rate 34.7k/s.');
    expect((svg.match(/<title>/g) ?? []).length).toBe(ids.length);
  });

  test('brings nothing that a strict page forbids', () => {
    const svg = renderSvg(scene, { theme: 'dark', standalone: true });
    expect(svg).not.toMatch(/<script|<foreignObject|<image|<use| style=| on\w+=| id=|href|url\(|@import/i);
    expect(attributes(svg, 'xmlns')).toEqual(['http://www.w3.org/2000/svg']);
  });

  test('tells asynchronous, saturated and severe apart without colour', () => {
    const svg = renderSvg(scene, { theme: 'print', standalone: false });
    const asynchronous = scene.edges.filter(({ synchronous }) => !synchronous).length;
    expect(attributes(svg, 'stroke-dasharray').length).toBe(asynchronous);
    expect((svg.match(/class="arrow-open"/g) ?? []).length).toBe(asynchronous);
    expect((svg.match(/class="hatch"/g) ?? []).length).toBe(1);
    const marks = [...svg.matchAll(/class="mark" d="([^"]+)"/g)].map(([, d]) => d);
    expect(new Set(marks).size).toBe(3);
  });

  test("names the editor's colours, and both sets for a page that may be dark", () => {
    expect(diagramStyles('vscode')).toContain('var(--vscode-editor-background)');
    expect(diagramStyles('auto')).toContain('@media (prefers-color-scheme: dark)');
    expect(diagramStyles('light')).not.toContain('var(');
  });
});

test('hostile titles are drawn as text, and take no more room than others', async () => {
  const titles = [
    '<script>alert(1)</script>',
    ']]><svg onload="x">',
    `"'&<>`,
    '\u202Egnp.exe\u202C',
    'a\u0000b\ud800',
    '<!--',
    'x'.repeat(10_000),
    `${'\u0301'.repeat(10_000)}`,
    '&#x3c;b&#x3e;',
  ];
  const components = Object.fromEntries(titles.map((title, i) => [`c${i}`, { title, engine: title, zones: [title] }]));
  const groups = Object.fromEntries(titles.map((title, i) => [`g${i}`, { title, kind: 'region' as const }]));
  const flows = Object.fromEntries(titles.map((title, i) => [`f${i}`, { title }]));
  const links = titles.map((title, i) => `c${i} -> c${(i + 1) % titles.length} "${title}"`);
  const findings = titles.map((title) => finding('error', title, 'c0'));
  const model = design({ title: titles[0] + titles[6], groups, components, links, flows });
  const scene = await laidOut(model, figures({}), findings);
  const svg = renderSvg(scene, { theme: 'light', standalone: true });
  parse(svg);
  expect(svg).not.toMatch(/<script|<svg onload|<!--|\u202e|\u0000/);
  expect(svg).toContain('&lt;script&gt;');
  expect(svg.length).toBeLessThan(200_000);
  for (const { width, height } of scene.nodes) {
    expect(width).toBeLessThan(300);
    expect(height).toBeLessThan(150);
  }
});

test('texts of a node stay inside it', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const { model, estimates } = randomDesign(seed, 30);
    const scene = buildScene(model, estimates, []);
    for (const node of scene.nodes) {
      const { width, height, titleLines, detail, placementLines, textLeft, figuresTop } = nodeContent(
        node,
        scene.figures,
      );
      const details = [node.replicas ? `${detail} · ×999` : detail, ...placementLines];
      const widths = [
        ...titleLines.map((line) => textWidth(line, 14, 'bold')),
        ...details.map((line) => textWidth(line, 11.5)),
      ];
      expect(textLeft + Math.max(...widths)).toBeLessThanOrEqual(width - 11);
      expect(figuresTop! + 16).toBeLessThan(height);
    }
  }
});

test('every kind has a silhouette of its own, and lines end on it', () => {
  const kinds = [...componentKinds, 'group'] as const;
  const drawn = kinds.map((kind) => {
    const { outline, lines } = shape(kind, 208, 92);
    return [outline, ...lines].join(' ');
  });
  expect(new Set(drawn).size).toBe(kinds.length);
  for (const kind of kinds) {
    const { inset } = shape(kind, 208, 92);
    for (const side of ['top', 'right', 'bottom', 'left'] as Side[]) {
      const length = side === 'top' || side === 'bottom' ? 208 : 92;
      for (const share of [0.2, 0.35, 0.5, 0.65, 0.8]) {
        const depth = inset(side, length * share);
        expect(depth, `${kind} ${side}`).toBeGreaterThanOrEqual(0);
        expect(depth, `${kind} ${side}`).toBeLessThan(40);
      }
    }
  }
});

test('lines widen with the decades of the rate', () => {
  const widths = [undefined, 5, 50, 5e3, 5e4, 5e5].map(lineWidth);
  expect(widths[0]).toBe(widths[1]);
  expect([...widths.slice(1)].sort((a, b) => a - b)).toEqual(widths.slice(1));
  expect(new Set(widths).size).toBe(5);
});

test('planned parts are faded, and say so', async () => {
  const model = design({ components: { a: {}, b: { kind: 'database', future: true } }, links: ['a -> b'] });
  const svg = renderSvg(await laidOut(model), { theme: 'light', standalone: true });
  expect(svg).toContain('node kind-database family-data planned');
  expect(svg).toContain('>Database · planned</text>');
  expect(svg).toContain('Database b: planned, not built.');
});

test('regions and zones stand on lines of their own where one has no room for both', () => {
  const sketch = { regions: ['us', 'eu', 'asia'], zones: ['a', 'b', 'c'] };
  const regions = ['us-east', 'eu-west'];
  const many = { regions: [...regions, 'ap-south', 'sa-east'], zones: ['a'] };
  const components = { wide: sketch, near: { zones: ['a'] }, two: { regions }, many };
  const { nodes } = buildScene(design({ components }), figures({}), []);
  expect(nodes.map((node) => nodeContent(node, false).placementLines)).toEqual([
    ['regions us, eu, asia', 'zones a, b, c'],
    ['zone a'],
    ['regions us-east, eu-west'],
    ['4 regions', 'zone a'],
  ]);
  const heights = nodes.map((node) => nodeContent(node, false).height);
  expect(heights[0]).toBeGreaterThan(heights[1]!);
});

test('the legend says what the marks of flows mean, in lines of like length', async () => {
  const kinds = ['client', 'lb', 'service', 'cache', 'database', 'queue', 'worker', 'job', 'storage'] as const;
  const model = design({
    components: Object.fromEntries(kinds.map((kind) => [kind, { kind }])),
    flows: { fast: { slo: { 'latency.p99': 0.1 } }, slow: { slo: { 'latency.p99': 0.1 } }, free: {} },
  });
  const scene = await laidOut(model, figures({ 'fast.latency.p99': 0.05, 'slow.latency.p99': 0.2 }));
  const { markup, width } = legendPanel(scene, 620);
  const rows = new Map<string, number>();
  for (const { text } of markup) {
    const row = /translate\(\S+ (\S+)\)/.exec(text)![1]!;
    rows.set(row, (rows.get(row) ?? 0) + 1);
  }
  expect([...rows.values()].slice(0, 2)).toEqual([5, 4]);
  expect(width).toBeLessThanOrEqual(620);
  const words = markup.map(({ text }) => text).join('');
  expect(words).toContain('>objectives met<');
  expect(words).toContain('>objective missed<');
  expect(words).not.toContain('>not known<');
});

test.each([
  ['utilisation', 'utilisation at peak, busy from 70%'],
  ['latency', 'response time at p99, 100us to 1s, each mark ten times the one before'],
  ['cost', 'cost a month, against the highest'],
] as const)('the legend says what the bars of %s mean', async (overlay, words) => {
  const model = design({ components: { a: {} } });
  const known = figures({ 'a.utilisation': 0.5, 'a.latency.p99': 0.1, 'a.cost.month': 1 });
  const legend = async (estimates: Estimates) =>
    legendPanel(await laidOut(model, estimates, [], { overlay }), 620)
      .markup.map(({ text }) => text)
      .join('');
  expect(await legend(known)).toContain(`>${words}<`);
  expect(await legend(figures({}))).not.toContain(words);
});
