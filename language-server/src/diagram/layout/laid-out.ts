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

/** Gives a scene places that were computed for one of the same structure. */
export function place(scene: Scene, { width, height, nodes, groups, edges }: Positions): LaidOutScene {
  return {
    ...scene,
    width,
    height,
    nodes: scene.nodes.map((node, i) => ({ ...node, ...nodes[i] })),
    groups: scene.groups.map((group, i) => ({ ...group, ...groups[i] })),
    edges: scene.edges.map((edge, i) => ({ ...edge, ...edges[i] })),
  };
}
