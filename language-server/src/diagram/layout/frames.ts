import type { ElkEdgeSection, ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';

/**
 * Cuts the edges of a graph where they pass frames, so that each frame can be laid out by itself: a port on its border stands for
 * what lies outside. Edges that leave the same box, or lead to the same one, share the line up to the port if they are alike.
 * @param likeness of an edge and its index; only those of one likeness share a line
 */
export function cutAtFrames(root: ElkNode, likeness: (edge: ElkExtendedEdge, index: number) => string): void {
  const around = framesAround(root);
  const ports = new Map<string, string>();
  const edges = root.edges ?? [];
  root.edges = [];

  /** The port by which a line between a box and the outside passes a frame. */
  function passing(frame: ElkNode, box: string, outwards: boolean, alike: string): string {
    const key = `${box} ${outwards} ${alike}`;
    const known = ports.get(key);
    if (known !== undefined) return known;
    const port = `p${ports.size}`;
    ports.set(key, port);
    frame.ports = [
      ...(frame.ports ?? []),
      { id: port, width: 0, height: 0, layoutOptions: { 'elk.port.side': outwards ? 'SOUTH' : 'NORTH' } },
    ];
    const [source, target] = outwards ? [box, port] : [port, box];
    frame.edges = [...(frame.edges ?? []), { id: `t${port}`, sources: [source], targets: [target] }];
    return port;
  }

  edges.forEach((edge, i) => {
    const [source] = edge.sources;
    const [target] = edge.targets;
    const [ofSource, ofTarget] = [source, target].map((id) => around.get(id)!);
    const common = ofSource.find((frame) => ofTarget.includes(frame))!;
    const upTo = (frames: readonly ElkNode[]) => frames.slice(0, frames.indexOf(common));
    const alike = likeness(edge, i);
    const from = upTo(ofSource).reduce((box, frame) => passing(frame, box, true, alike), source);
    const to = upTo(ofTarget).reduce((box, frame) => passing(frame, box, false, alike), target);
    common.edges = [...(common.edges ?? []), { ...edge, sources: [from], targets: [to] }];
  });
}

/** The frames around each box, from the innermost to the root. */
export function framesAround(root: ElkNode): ReadonlyMap<string, readonly ElkNode[]> {
  const around = new Map<string, readonly ElkNode[]>();
  const visit = (frame: ElkNode, outer: readonly ElkNode[]): void => {
    const frames = [frame, ...outer];
    for (const child of frame.children ?? []) {
      around.set(child.id, frames);
      visit(child, frames);
    }
  };
  visit(root, []);
  return around;
}

/** The edges of a graph in the order in which they were given, each with all of its parts. */
export function joined(root: ElkNode): readonly ElkExtendedEdge[] {
  const edges: ElkExtendedEdge[] = [];
  const into = new Map<string, ElkExtendedEdge>();
  const outOf = new Map<string, ElkExtendedEdge>();
  const visit = (frame: ElkNode): void => {
    for (const edge of frame.edges ?? []) {
      if (!edge.id.startsWith('t')) edges[Number(edge.id.slice(1))] = edge;
      else if (edge.targets[0].startsWith('p')) into.set(edge.targets[0], edge);
      else outOf.set(edge.sources[0], edge);
    }
    frame.children?.forEach(visit);
  };
  visit(root);
  return edges.map((edge) => {
    const sections: ElkEdgeSection[] = [...(edge.sections ?? [])];
    for (let part = into.get(edge.sources[0]); part; part = into.get(part.sources[0]))
      sections.unshift(...(part.sections ?? []));
    for (let part = outOf.get(edge.targets[0]); part; part = outOf.get(part.targets[0]))
      sections.push(...(part.sections ?? []));
    return { ...edge, sections };
  });
}
