import type { ElkExtendedEdge, ElkNode, LayoutOptions } from 'elkjs/lib/elk-api.js';
import type { Scene } from '../scene/scene.js';
import type { Box, Positions, Route } from './laid-out.js';
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
  'elk.layered.spacing.nodeNodeBetweenLayers': '24',
  'elk.layered.spacing.edgeNodeBetweenLayers': '20',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '14',
};

const options: LayoutOptions = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.json.shapeCoords': 'ROOT',
  'elk.json.edgeCoords': 'ROOT',
  'elk.padding': insets({ top: margin, right: margin, bottom: margin, left: margin }),
  // What is written first stays first, so that an edit moves little.
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.crossingMinimization.strategy': 'LAYER_SWEEP',
  'elk.randomSeed': '1',
  ...spacing,
};

/** The tidier placement takes seconds above this many nodes; the other a fraction, at the cost of some width. */
const tidyUpTo = 60;

/**
 * The scene as a graph for ELK: sizes and structure, and nothing that a number changes. Names do not enter it either; its ids are
 * positions in the scene.
 */
export function toGraph(scene: Scene): ElkNode {
  const placement = scene.nodes.length <= tidyUpTo ? 'NETWORK_SIMPLEX' : 'BRANDES_KOEPF';
  const layoutOptions = { ...options, 'elk.layered.nodePlacement.strategy': placement };
  const root: ElkNode = { id: 'root', layoutOptions, children: [], edges: [] };
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
  scene.nodes.forEach((node, i) => {
    const { width, height } = nodeContent(node, scene.figures);
    ids.set(node.id, `n${i}`);
    parentOf(node.group, frames, root).push({ id: `n${i}`, width, height });
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
  return root;
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
  return { width: graph.width ?? 0, height: graph.height ?? 0, nodes, groups, edges: (graph.edges ?? []).map(route) };
}

function route({ sections = [], labels = [] }: ElkExtendedEdge): Route {
  const points = sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => [startPoint, ...bendPoints, endPoint]);
  return { points: points.map(({ x, y }) => ({ x, y })), label: box(labels[0] ?? {}) };
}

function box({ x = 0, y = 0, width = 0, height = 0 }: Partial<Box>): Box {
  return { x, y, width, height };
}
