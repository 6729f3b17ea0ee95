import { isSame } from './same.js';
import type { Scene } from './scene.js';

/** What makes one scene of another in which the same things are drawn, each by its index. Plain data. */
export interface SceneChanges extends Omit<Scene, Part> {
  readonly nodes: Changed<Scene['nodes'][number]>;
  readonly groups: Changed<Scene['groups'][number]>;
  readonly edges: Changed<Scene['edges'][number]>;
  readonly flows: Changed<Scene['flows'][number]>;
}

type Part = 'nodes' | 'groups' | 'edges' | 'flows';
type Changed<T> = readonly (readonly [index: number, thing: T])[];

/** `undefined` where other things are drawn, or in another order. Takes time linear in the scene. */
export function changesBetween(before: Scene, after: Scene): SceneChanges | undefined {
  const nodes = changedOf(before.nodes, after.nodes);
  const groups = changedOf(before.groups, after.groups);
  const edges = changedOf(before.edges, after.edges);
  const flows = changedOf(before.flows, after.flows);
  return nodes && groups && edges && flows && { ...after, nodes, groups, edges, flows };
}

function changedOf<T extends { readonly id: string }>(
  before: readonly T[],
  after: readonly T[],
): Changed<T> | undefined {
  if (before.length !== after.length) return undefined;
  const changed: [number, T][] = [];
  for (const [i, thing] of after.entries()) {
    if (thing.id !== before[i].id) return undefined;
    if (!isSame(thing, before[i])) changed.push([i, thing]);
  }
  return changed;
}

/** The scene after these changes; what none of them touches stays the very same object. */
export function withChanges(before: Scene, changes: SceneChanges): Scene {
  return {
    ...changes,
    nodes: replaced(before.nodes, changes.nodes),
    groups: replaced(before.groups, changes.groups),
    edges: replaced(before.edges, changes.edges),
    flows: replaced(before.flows, changes.flows),
  };
}

function replaced<T>(before: readonly T[], changed: Changed<T>): readonly T[] {
  if (changed.length === 0) return before;
  const after = [...before];
  for (const [i, thing] of changed) after[i] = thing;
  return after;
}
