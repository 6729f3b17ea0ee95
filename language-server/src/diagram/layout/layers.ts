import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';

/**
 * Over how many layers the edges of some boxes pass in all, each box standing below those that lead to it: an edge to the next
 * layer passes one. What lies on a circle, or behind one, is left out.
 */
export function layersPassed(boxes: readonly ElkNode[], edges: readonly ElkExtendedEdge[]): number {
  const box = new Map<string, string>();
  for (const { id, ports = [] } of boxes) for (const end of [id, ...ports.map((port) => port.id)]) box.set(end, id);
  const below = new Map<string, string[]>(boxes.map(({ id }) => [id, []]));
  const waiting = new Map<string, number>();
  for (const { sources, targets } of edges) {
    const [from, to] = [box.get(sources[0]), box.get(targets[0])];
    if (from === undefined || to === undefined || from === to) continue;
    below.get(from)!.push(to);
    waiting.set(to, (waiting.get(to) ?? 0) + 1);
  }
  const layer = new Map<string, number>();
  const open = boxes.filter(({ id }) => !waiting.has(id)).map(({ id }) => id);
  const settled: string[] = [];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    settled.push(id);
    const next = (layer.get(id) ?? 0) + 1;
    for (const to of below.get(id)!) {
      layer.set(to, Math.max(layer.get(to) ?? 0, next));
      const left = waiting.get(to)! - 1;
      waiting.set(to, left);
      if (left === 0) open.push(to);
    }
  }
  const placed = new Set(settled);
  let passed = 0;
  for (const id of settled)
    for (const to of below.get(id)!) if (placed.has(to)) passed += (layer.get(to) ?? 0) - (layer.get(id) ?? 0);
  return passed;
}
