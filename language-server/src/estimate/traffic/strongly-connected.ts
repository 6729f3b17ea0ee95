/** A node on its own, or nodes that reach each other. */
export interface Knot<N> {
  /** In the order of a depth-first search: callers mostly before those they call. */
  readonly nodes: readonly N[];
  readonly cyclic: boolean;
}

/** Strongly connected parts of a graph, callers first (Tarjan 1972, without recursion). Linear in nodes and edges. */
export function stronglyConnected<N>(nodes: Iterable<N>, next: (node: N) => readonly N[]): readonly Knot<N>[] {
  const order = new Map<N, number>();
  const low = new Map<N, number>();
  const stack: N[] = [];
  const onStack = new Set<N>();
  const found: Knot<N>[] = [];
  const path: { readonly node: N; readonly targets: readonly N[]; at: number }[] = [];
  const enter = (node: N): void => {
    order.set(node, order.size);
    low.set(node, order.size - 1);
    stack.push(node);
    onStack.add(node);
    path.push({ node, targets: next(node), at: 0 });
  };
  const lower = (node: N, value: number): void => {
    if (value < low.get(node)!) low.set(node, value);
  };
  for (const root of nodes) {
    if (order.has(root)) continue;
    enter(root);
    for (let frame = path[path.length - 1]; frame; frame = path[path.length - 1]) {
      const { node, targets } = frame;
      if (frame.at < targets.length) {
        const target = targets[frame.at++];
        if (!order.has(target)) enter(target);
        else if (onStack.has(target)) lower(node, order.get(target)!);
        continue;
      }
      path.pop();
      if (path.length > 0) lower(path[path.length - 1].node, low.get(node)!);
      if (low.get(node) !== order.get(node)) continue;
      const members = stack.splice(stack.lastIndexOf(node));
      for (const member of members) onStack.delete(member);
      found.push({ nodes: members, cyclic: members.length > 1 || targets.includes(node) });
    }
  }
  return found.reverse();
}
