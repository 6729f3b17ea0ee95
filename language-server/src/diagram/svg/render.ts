import type { LaidOutScene } from '../layout/laid-out.js';
import { ellipsis } from '../text/wrap.js';
import { document, type RenderOptions } from './document.js';
import { drawEdge } from './edges.js';
import { element, type Markup } from './element.js';
import { flowsPanel, type Panel } from './flows.js';
import { drawGroup } from './groups.js';
import { legendPanel } from './legend.js';
import { drawNode } from './nodes.js';

const margin = 24;
const titleFont = { size: 20, weight: 'bold' } as const;
const headerHeight = 52;
const leastWidth = 560;

/**
 * The picture as SVG text. The same scene gives the same text; all of its words are escaped; there are no scripts, ids, inline
 * styles or outside references in it.
 */
export function renderSvg(scene: LaidOutScene, options: RenderOptions): string {
  const { standalone } = options;
  const { width, height, top, left, footer } = standalone
    ? sheet(scene)
    : { ...scene, top: 0, left: 0, footer: undefined };
  return document(
    { width, height, label: labelOf(scene) },
    options,
    standalone && scene.title !== '' && heading(scene, width),
    element('g', { class: 'graph', transform: top + left > 0 && `translate(${left} ${top})` }, graph(scene)),
    footer,
  );
}

/** What a screen reader says of the picture. */
export function labelOf({ title }: LaidOutScene): string {
  return title === '' ? 'Architecture diagram' : `Architecture diagram: ${title}`;
}

export interface Draw {
  readonly node: typeof drawNode;
  readonly edge: typeof drawEdge;
}

/** The graph as single elements, the lowest first. */
export function graph(scene: LaidOutScene, draw: Draw = { node: drawNode, edge: drawEdge }): readonly Markup[] {
  const nodes = new Map(scene.nodes.map((node) => [node.id, node]));
  const groups = scene.groups.map((group) => drawGroup(group, scene.edges));
  const edges = scene.edges.map((edge) => draw.edge(edge, scene, nodes.get(edge.source)!, nodes.get(edge.target)!));
  return [
    ...groups.map(({ frame }) => frame),
    ...edges.map(({ line }) => line),
    ...groups.map(({ caption }) => caption),
    ...scene.nodes.map((node) => draw.node(node, scene)),
    ...edges.map(({ label }) => label),
  ];
}

function heading({ title }: LaidOutScene, width: number): Markup {
  const shown = ellipsis(title, width - 2 * margin, titleFont);
  return element('text', { class: 'bold', x: margin, y: 40, 'font-size': titleFont.size }, shown);
}

/** The graph in the middle of a sheet with room for a heading and what stands below. */
function sheet(scene: LaidOutScene): { width: number; height: number; top: number; left: number; footer: Markup } {
  const flows = flowsPanel(scene.flows);
  const width = Math.max(scene.width, leastWidth, flows.width + 2 * margin);
  const legend = legendPanel(scene, width - 2 * margin);
  const top = scene.title === '' ? 0 : headerHeight;
  const panels = [flows, legend].filter((panel) => panel.markup.length > 0);
  const { markup, bottom } = stack(panels, top + scene.height, width);
  return {
    width,
    height: bottom,
    top,
    left: (width - scene.width) / 2,
    footer: element('g', { class: 'footer' }, markup),
  };
}

const panelGap = 18;

function stack(panels: readonly Panel[], top: number, width: number): { markup: readonly Markup[]; bottom: number } {
  const markup: Markup[] = [];
  let y = top;
  for (const panel of panels) {
    markup.push(
      element('path', { class: 'rule', d: `M${margin},${y}H${width - margin}`, 'stroke-width': 1 }),
      element('g', { transform: `translate(${margin} ${y + panelGap - 6})` }, panel.markup),
    );
    y += panel.height + 2 * panelGap - 8;
  }
  return { markup, bottom: y };
}
