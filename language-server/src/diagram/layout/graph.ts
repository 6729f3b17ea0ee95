import type { ElkExtendedEdge, ElkNode, LayoutOptions } from 'elkjs/lib/elk-api.js';
import type { Scene, SceneEdge } from '../scene/scene.js';
import { isTurned, turnFeedback } from './feedback.js';
import { cutAtFrames, joined } from './frames.js';
import type { Box, Positions, Route } from './laid-out.js';
import { layersPassed } from './layers.js';
import { plumbed } from './plumb.js';
import { edgeLabel, frameMinimumWidth, framePadding, nodeContent } from './size.js';

const margin = 24;

/** A frame does not take these from the graph around it. */
const spacing: LayoutOptions = {
  'elk.spacing.nodeNode': '36',
  'elk.spacing.edgeNode': '20',
  'elk.spacing.edgeEdge': '14',
  'elk.spacing.edgeLabel': '6',
  'elk.spacing.labelLabel': '10',
  'elk.spacing.labelNode': '10',
  'elk.spacing.componentComponent': '40',
  'elk.spacing.nodeSelfLoop': '20',
  'elk.spacing.portPort': '16',
  // No line ends at a corner.
  'elk.spacing.portsSurrounding': insets({ top: 24, right: 24, bottom: 24, left: 24 }),
  'elk.layered.spacing.nodeNodeBetweenLayers': '24',
  'elk.layered.spacing.edgeNodeBetweenLayers': '20',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '14',
};

const options: LayoutOptions = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.json.shapeCoords': 'ROOT',
  'elk.json.edgeCoords': 'ROOT',
  'elk.padding': insets({ top: margin, right: margin, bottom: margin, left: margin }),
  // What is written first stays first, so that an edit moves little.
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.crossingMinimization.strategy': 'LAYER_SWEEP',
  'elk.layered.edgeLabels.centerLabelPlacementStrategy': 'SPACE_EFFICIENT_LAYER',
  'elk.randomSeed': '1',
  ...spacing,
};

const whole: LayoutOptions = {
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.layered.thoroughness': '50',
};
const apart: LayoutOptions = {
  'elk.hierarchyHandling': 'SEPARATE_CHILDREN',
  'elk.portConstraints': 'FIXED_SIDE',
  // Frames are small enough that a few tries find about as few crossings as many do.
  'elk.layered.thoroughness': '4',
};
/** Within a frame it finds next to nothing. */
const withoutSwitch: LayoutOptions = { 'elk.layered.crossingMinimization.greedySwitch.type': 'OFF' };
/** Several lines end where they need no bend, which takes the engine some time. It fails at it where a line leads back to its own box. */
const straight: LayoutOptions = {
  'elk.layered.nodePlacement.networkSimplex.nodeFlexibility': 'PORT_POSITION',
};
const tidy: LayoutOptions = { 'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX' };
const quick: LayoutOptions = { 'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF' };

/**
 * Up to this many nodes all frames are laid out as one, which leaves the fewest crossings. Above, each is laid out by itself:
 * that takes a fraction of the time and of the room.
 */
const wholeUpTo = 60;
/** The tidier placement takes seconds above this many boxes in one frame; the other a fraction, at the cost of some width. */
const tidyUpTo = 60;
/** It looks at each layer that an edge passes as at another box. */
const tidyThrough = 250;

/**
 * The scene as a graph for ELK: sizes and structure, and nothing that a number changes. Names do not enter it either; its ids are
 * positions in the scene.
 */
export function toGraph(scene: Scene): ElkNode {
  const root: ElkNode = { id: 'root', layoutOptions: options, children: [], edges: [] };
  const frames = new Map<string, ElkNode>();
  scene.groups.forEach((group, i) => {
    const frame: ElkNode = {
      id: `g${i}`,
      layoutOptions: {
        ...spacing,
        'elk.padding': insets(framePadding),
        'elk.nodeSize.constraints': 'MINIMUM_SIZE',
        'elk.nodeSize.minimum': `(${frameMinimumWidth(group)},${framePadding.top + framePadding.bottom})`,
      },
      children: [],
    };
    frames.set(group.id, frame);
    parentOf(group.group, frames, root).push(frame);
  });
  const ids = new Map<string, string>();
  const clients = new Set<string>();
  const ending = endsOf(scene);
  scene.nodes.forEach((node, i) => {
    const { width, height } = nodeContent(node, scene.figures);
    ids.set(node.id, `n${i}`);
    if (node.kind === 'client') clients.add(node.id);
    parentOf(node.group, frames, root).push({
      id: `n${i}`,
      width,
      height,
      ...(scene.nodes.length <= wholeUpTo && ending.get(node.id) === 'several' && { layoutOptions: straight }),
    });
  });
  root.edges = scene.edges.map((edge, i): ElkExtendedEdge => {
    const { width, height } = edgeLabel(edge, scene.figures);
    return {
      id: `e${i}`,
      sources: [ids.get(edge.source)!],
      targets: [ids.get(edge.target)!],
      labels: [{ id: `l${i}`, text: ' ', width, height, layoutOptions: { 'elk.edgeLabels.inline': 'true' } }],
    };
  });
  turnFeedback(root, (i) => weightOf(scene.edges[i], clients));
  const boxes = [root, ...frames.values()].flatMap(({ children = [] }) =>
    children.filter(({ id }) => id.startsWith('n')),
  );
  if (boxes.length <= wholeUpTo)
    return { ...root, layoutOptions: { ...options, ...whole, ...placementOf(boxes, root.edges) } };
  if (frames.size === 0) return { ...root, layoutOptions: { ...options, ...placementOf(boxes, root.edges) } };
  cutAtFrames(root, (edge, i) => `${isTurned(edge)} ${lineOf(scene.edges[i])}`);
  for (const frame of [root, ...frames.values()]) {
    const inside = frame === root ? {} : withoutSwitch;
    frame.layoutOptions = {
      ...options,
      ...frame.layoutOptions,
      ...apart,
      ...inside,
      ...placementOf(frame.children, frame.edges),
    };
  }
  return root;
}

/**
 * What ends at each box: several lines at one of its sides, or a line of its own that leads back to it. A single one belongs in
 * the middle.
 */
function endsOf({ edges }: Scene): ReadonlyMap<string, 'several' | 'loop'> {
  const ends = new Map<string, 'several' | 'loop'>();
  const [leaving, arriving] = [new Set<string>(), new Set<string>()];
  for (const { source, target } of edges) {
    if (leaving.has(source)) ends.set(source, 'several');
    if (arriving.has(target)) ends.set(target, 'several');
    leaving.add(source);
    arriving.add(target);
  }
  for (const { source, target } of edges) if (source === target) ends.set(source, 'loop');
  return ends;
}

/** What clients ask for leads downwards, whatever comes back to them. */
function weightOf({ source }: SceneEdge, clients: ReadonlySet<string>): number {
  return clients.has(source) ? 10 : 1;
}

function placementOf(boxes: readonly ElkNode[] = [], edges: readonly ElkExtendedEdge[] = []): LayoutOptions {
  return boxes.length <= tidyUpTo && layersPassed(boxes, edges) <= tidyThrough ? tidy : quick;
}

/** Edges that are drawn alike may share a line. */
function lineOf({ synchronous, implied, future }: Scene['edges'][number]): string {
  return `${synchronous} ${implied ?? ''} ${future}`;
}

function parentOf(group: string | undefined, frames: ReadonlyMap<string, ElkNode>, root: ElkNode): ElkNode[] {
  return ((group !== undefined && frames.get(group)) || root).children!;
}

function insets({ top, right, bottom, left }: { top: number; right: number; bottom: number; left: number }): string {
  return `[top=${top},left=${left},bottom=${bottom},right=${right}]`;
}

/** Reads the places out of a laid-out graph, in the order of the scene it was made of. */
export function readPositions(graph: ElkNode): Positions {
  const nodes: Box[] = [];
  const groups: Box[] = [];
  const visit = (parent: ElkNode): void => {
    for (const child of parent.children ?? []) {
      const list = child.id.startsWith('g') ? groups : nodes;
      list[Number(child.id.slice(1))] = box(child);
      visit(child);
    }
  };
  visit(graph);
  return { width: graph.width ?? 0, height: graph.height ?? 0, nodes, groups, edges: joined(graph).map(route) };
}

function route({ id, sections = [], labels = [] }: ElkExtendedEdge): Route {
  const all = sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => [startPoint, ...bendPoints, endPoint]);
  const points = plumbed(all);
  return { points: isTurned({ id }) ? [...points].reverse() : points, label: box(labels[0] ?? {}) };
}

function box({ x = 0, y = 0, width = 0, height = 0 }: Partial<Box>): Box {
  return { x, y, width, height };
}
