import type { Edge, Node } from './graph.js';

/** A node on its own, or nodes that reach each other. */
export interface Component {
  readonly nodes: readonly Node[];
  readonly cyclic: boolean;
}

/** Strongly connected components, callers first (Tarjan 1972, without recursion). Linear in nodes and edges. */
export function stronglyConnected(nodes: readonly Node[]): readonly Component[] {
  const order = new Map<Node, number>();
  const low = new Map<Node, number>();
  const stack: Node[] = [];
  const onStack = new Set<Node>();
  const found: Component[] = [];
  for (const root of nodes) {
    if (order.has(root)) continue;
    const path: { node: Node; next: number }[] = [];
    const enter = (node: Node): void => {
      order.set(node, order.size);
      low.set(node, order.get(node)!);
      stack.push(node);
      onStack.add(node);
      path.push({ node, next: 0 });
    };
    enter(root);
    while (path.length > 0) {
      const frame = path[path.length - 1];
      const edge: Edge | undefined = frame.node.edges[frame.next++];
      if (edge) {
        if (!order.has(edge.to)) enter(edge.to);
        else if (onStack.has(edge.to)) low.set(frame.node, Math.min(low.get(frame.node)!, order.get(edge.to)!));
        continue;
      }
      path.pop();
      const caller = path[path.length - 1]?.node;
      if (caller) low.set(caller, Math.min(low.get(caller)!, low.get(frame.node)!));
      if (low.get(frame.node) !== order.get(frame.node)) continue;
      const members: Node[] = [];
      let member: Node;
      do {
        member = stack.pop()!;
        onStack.delete(member);
        members.push(member);
      } while (member !== frame.node);
      const cyclic = members.length > 1 || frame.node.edges.some(({ to }) => to === frame.node);
      found.push({ nodes: members.reverse(), cyclic });
    }
  }
  return found.reverse();
}
