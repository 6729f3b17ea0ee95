/** A node on its own, or nodes that reach each other. */
export interface Knot<N> {
  /** In the order of a depth-first search: callers mostly before those they call. */
  readonly nodes: readonly N[];
  readonly cyclic: boolean;
}

/**
 * Strongly connected parts of a graph, callers first (Tarjan 1972, without recursion). Linear in nodes and edges.
 * @param next the places in `nodes` that a place leads to
 */
export function stronglyConnected<N>(
  nodes: readonly N[],
  next: (place: number) => readonly number[],
): readonly Knot<N>[] {
  const unseen = -1;
  const order = new Int32Array(nodes.length).fill(unseen);
  const low = new Int32Array(nodes.length);
  const onStack = new Uint8Array(nodes.length);
  const stack: number[] = [];
  const found: Knot<N>[] = [];
  const path: { readonly place: number; readonly targets: readonly number[]; at: number }[] = [];
  let seen = 0;
  const enter = (place: number): void => {
    order[place] = low[place] = seen++;
    stack.push(place);
    onStack[place] = 1;
    path.push({ place, targets: next(place), at: 0 });
  };
  for (let root = 0; root < nodes.length; root++) {
    if (order[root] !== unseen) continue;
    enter(root);
    for (let frame = path[path.length - 1]; frame; frame = path[path.length - 1]) {
      const { place, targets } = frame;
      if (frame.at < targets.length) {
        const target = targets[frame.at++];
        if (order[target] === unseen) enter(target);
        else if (onStack[target] === 1) low[place] = Math.min(low[place], order[target]);
        continue;
      }
      path.pop();
      if (path.length > 0) {
        const caller = path[path.length - 1].place;
        low[caller] = Math.min(low[caller], low[place]);
      }
      if (low[place] !== order[place]) continue;
      const members = stack.splice(stack.lastIndexOf(place));
      for (const member of members) onStack[member] = 0;
      found.push({
        nodes: members.map((member) => nodes[member]),
        cyclic: members.length > 1 || targets.includes(place),
      });
    }
  }
  return found.reverse();
}
