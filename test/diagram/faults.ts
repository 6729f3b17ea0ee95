import type { Box, LaidOutScene, Point } from '../../language-server/src/diagram/index.js';

function overlap(a: Box, b: Box): boolean {
  const less = 0.01;
  return (
    a.x < b.x + b.width - less &&
    b.x < a.x + a.width - less &&
    a.y < b.y + b.height - less &&
    b.y < a.y + a.height - less
  );
}

function inside(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function segments(points: readonly Point[]): readonly Box[] {
  return points.slice(1).map((end, i) => {
    const start = points[i];
    return {
      x: Math.min(start.x, end.x) - 0.05,
      y: Math.min(start.y, end.y) - 0.05,
      width: Math.abs(start.x - end.x) + 0.1,
      height: Math.abs(start.y - end.y) + 0.1,
    };
  });
}

function grown({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

/** What is wrong with a laid-out scene, in words. */
export function faults(scene: LaidOutScene): readonly string[] {
  const found: string[] = [];
  const { nodes, edges, groups } = scene;
  const around = new Map(groups.map((group) => [group.id, group]));
  const isIn = (id: string | undefined, group: string): boolean =>
    id !== undefined && (id === group || isIn(around.get(id)?.group, group));
  edges.forEach((edge, i) => {
    for (const other of edges.slice(i + 1)) {
      if (overlap(edge.label, other.label)) found.push(`label ${edge.id} on label ${other.id}`);
    }
    for (const node of nodes) {
      if (overlap(edge.label, node)) found.push(`label ${edge.id} on ${node.id}`);
      const foreign = node.id !== edge.source && node.id !== edge.target;
      if (foreign && segments(edge.points).some((segment) => overlap(segment, node))) {
        found.push(`edge ${edge.id} through ${node.id}`);
      }
    }
    // The label of a loop stands beside it.
    const reach = edge.source === edge.target ? 8 : 0;
    if (!segments(edge.points).some((segment) => overlap(segment, grown(edge.label, reach)))) {
      found.push(`label ${edge.id} away from its edge`);
    }
  });
  nodes.forEach((node, i) => {
    for (const other of nodes.slice(i + 1)) if (overlap(node, other)) found.push(`${node.id} on ${other.id}`);
    for (const group of groups) {
      if (isIn(node.group, group.id) ? !inside(node, group) : overlap(node, group)) {
        found.push(`${node.id} and the frame of ${group.id}`);
      }
    }
  });
  groups.forEach((group, i) => {
    for (const other of groups.slice(i + 1)) {
      if (isIn(other.group, group.id) ? !inside(other, group) : overlap(group, other)) {
        found.push(`frames of ${group.id} and ${other.id}`);
      }
    }
  });
  for (const box of [...nodes, ...groups, ...edges.map(({ label }) => label)]) {
    if (!inside(box, { x: 0, y: 0, width: scene.width, height: scene.height })) found.push('outside the picture');
  }
  return found;
}
