import type { LaidOutScene } from '../layout/laid-out.js';
import { isSame } from '../scene/same.js';
import { drawEdge } from './edges.js';
import type { Markup } from './element.js';
import { drawNode } from './nodes.js';
import { graph } from './render.js';

type Node = LaidOutScene['nodes'][number];

/** Draws scenes one after the other; boxes and links that are to look as they did in the last one are those of the last one. */
export class Redraw {
  private readonly nodes = new Kept<ReturnType<typeof drawNode>>();
  private readonly edges = new Kept<ReturnType<typeof drawEdge>>();

  /** The graph of a scene as single elements, in drawing order. */
  pieces(scene: LaidOutScene): readonly Markup[] {
    const { nodes, edges } = this;
    nodes.begin();
    edges.begin();
    const { figures } = scene;
    return graph(scene, {
      node: (node) => nodes.get(node.id, [node, figures], () => drawNode(node, scene)),
      edge: (edge, _, source, target) =>
        edges.get(edge.id, [edge, figures, end(source), end(target)], () => drawEdge(edge, scene, source, target)),
    });
  }
}

/** What a line shows of the node it ends at. */
function end({ title, kind, x, y, width, height }: Node): unknown {
  return [title, kind, x, y, width, height];
}

/** What was made of which things; forgets what a round does not ask for. */
class Kept<T> {
  private before = new Map<string, Made<T>>();
  private now = new Map<string, Made<T>>();

  begin(): void {
    this.before = this.now;
    this.now = new Map();
  }

  get(id: string, of: unknown, make: () => T): T {
    const known = this.before.get(id);
    const made = known && isSame(known.of, of) ? known : { of, result: make() };
    this.now.set(id, made);
    return made.result;
  }
}

interface Made<T> {
  readonly of: unknown;
  readonly result: T;
}
