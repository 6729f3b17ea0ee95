import type { Scene, SceneEdge, SceneGroup, SceneNode } from '../scene/scene.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Absolute, in pixels; y grows downwards. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** A scene in which everything has its place. Plain data. */
export interface LaidOutScene extends Omit<Scene, 'nodes' | 'groups' | 'edges'> {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly (SceneNode & Box)[];
  readonly groups: readonly (SceneGroup & Box)[];
  readonly edges: readonly (SceneEdge & Route)[];
}

export interface Route {
  /** From the source's border to the target's; at least two. */
  readonly points: readonly Point[];
  /** The room reserved for the label, on the edge. */
  readonly label: Box;
}

/** Places alone, in the order of a scene's nodes, groups and edges. */
export interface Positions {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly Box[];
  readonly groups: readonly Box[];
  readonly edges: readonly Route[];
}

/** A scene, the places it was given, and what came of it. */
export interface Placed {
  readonly scene: Scene;
  readonly positions: Positions;
  readonly drawn: LaidOutScene;
}

/**
 * Gives a scene places that were computed for one of the same structure.
 * @param before what both scenes have in common stays the very same object
 */
export function place(scene: Scene, positions: Positions, before?: Placed): LaidOutScene {
  const known = before?.positions === positions ? before : undefined;
  const { width, height, nodes, groups, edges } = positions;
  return {
    ...scene,
    width,
    height,
    nodes: placed(scene.nodes, nodes, known?.scene.nodes, known?.drawn.nodes),
    groups: placed(scene.groups, groups, known?.scene.groups, known?.drawn.groups),
    edges: placed(scene.edges, edges, known?.scene.edges, known?.drawn.edges),
  };
}

function placed<T extends object, P extends object>(
  things: readonly T[],
  places: readonly P[],
  before: readonly T[] = [],
  drawn: readonly (T & P)[] = [],
): readonly (T & P)[] {
  if (things === before) return drawn;
  return things.map((thing, i) => (thing === before[i] ? drawn[i] : { ...thing, ...places[i] }));
}
