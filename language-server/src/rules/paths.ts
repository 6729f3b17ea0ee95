/**
 * The strongly connected components of a directed graph (Tarjan 1972), without recursion so that a long chain cannot
 * overflow the stack. Linear in nodes and edges. Each in the order of `nodes`; single nodes are components too.
 */
export function stronglyConnectedComponents<N>(nodes: Iterable<N>, successors: (node: N) => readonly N[]): N[][] {
  const order = new Map<N, number>();
  const lowest = new Map<N, number>();
  const open: N[] = [];
  const isOpen = new Set<N>();
  const components: N[][] = [];
  const enter = (node: N): Frame<N> => {
    order.set(node, order.size);
    lowest.set(node, order.get(node)!);
    open.push(node);
    isOpen.add(node);
    return { node, next: successors(node), at: 0 };
  };
  for (const root of nodes) {
    if (order.has(root)) continue;
    const stack = [enter(root)];
    while (stack.length > 0) {
      const frame = stack[stack.length - 1];
      const { node } = frame;
      if (frame.at < frame.next.length) {
        const successor = frame.next[frame.at++];
        if (!order.has(successor)) stack.push(enter(successor));
        else if (isOpen.has(successor)) lowest.set(node, Math.min(lowest.get(node)!, order.get(successor)!));
        continue;
      }
      stack.pop();
      const parent = stack[stack.length - 1]?.node;
      if (parent !== undefined) lowest.set(parent, Math.min(lowest.get(parent)!, lowest.get(node)!));
      if (lowest.get(node) === order.get(node)) {
        const component = open.splice(open.lastIndexOf(node));
        for (const member of component) isOpen.delete(member);
        components.push(component);
      }
    }
  }
  return components;
}

interface Frame<N> {
  readonly node: N;
  readonly next: readonly N[];
  at: number;
}

/** A shortest way from `from` back to itself over the given steps, both ends included; `undefined` where there is none. */
export function shortestCycle<N>(from: N, successors: (node: N) => readonly N[]): N[] | undefined {
  const cameFrom = new Map<N, N>();
  let front: N[] = [from];
  while (front.length > 0) {
    const next: N[] = [];
    for (const node of front) {
      for (const successor of successors(node)) {
        if (successor === from) {
          const way = [from];
          for (let at: N | undefined = node; at !== undefined && at !== from; at = cameFrom.get(at)) way.push(at);
          return [...way, from].reverse();
        }
        if (cameFrom.has(successor)) continue;
        cameFrom.set(successor, node);
        next.push(successor);
      }
    }
    front = next;
  }
  return undefined;
}
