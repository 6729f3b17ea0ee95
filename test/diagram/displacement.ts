import type { Box, LaidOutScene, Scene, SceneEdge, SceneNode } from '../../language-server/src/diagram/index.js';
import { randomNumbers } from './random.js';

/** How far what two pictures have in common moved from the one to the other. */
export interface Displacement {
  /** The mean way of a node, beyond what all move together, as a part of the first picture's diagonal. */
  readonly mean: number;
  /** The part of the nodes that stand in another layer of their frame, beyond what all of the frame are shifted by. */
  readonly layers: number;
  /** The part of the nodes that stand on another side of others of their layer. */
  readonly order: number;
}

export function displacement(before: LaidOutScene, after: LaidOutScene): Displacement {
  const places = new Map(after.nodes.map((node) => [node.id, node]));
  const kept = before.nodes.flatMap((node) => {
    const now = places.get(node.id);
    return now && now.group === node.group ? [{ was: node, is: now }] : [];
  });
  if (kept.length === 0) return { mean: 0, layers: 0, order: 0 };
  const shift = (of: (box: Box) => number) => median(kept.map(({ was, is }) => of(is) - of(was)));
  const [right, down] = [shift(middle), shift(centre)];
  const ways = kept.map(({ was, is }) => Math.hypot(middle(is) - middle(was) - right, centre(is) - centre(was) - down));
  const [layersBefore, layersAfter] = [layers(before), layers(after)];
  let moved = 0;
  let swapped = 0;
  for (const frame of new Set(kept.map(({ was }) => was.group))) {
    const inside = kept
      .filter(({ was }) => was.group === frame)
      .map(({ was, is }) => ({ was, is, from: layersBefore.get(was.id)!, to: layersAfter.get(is.id)! }));
    const common = mostFrequent(inside.map(({ from, to }) => to - from));
    const stayed = inside.filter(({ from, to }) => to - from === common);
    moved += inside.length - stayed.length;
    for (const layer of new Set(stayed.map(({ from }) => from))) {
      const row = stayed.filter(({ from }) => from === layer).sort((a, b) => middle(a.was) - middle(b.was));
      swapped += row.length - longestRise(row.map(({ is }) => middle(is)));
    }
  }
  return {
    mean: sum(ways) / kept.length / Math.hypot(before.width, before.height),
    layers: moved / kept.length,
    order: swapped / kept.length,
  };
}

const middle = ({ x, width }: Box): number => x + width / 2;
const centre = ({ y, height }: Box): number => y + height / 2;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0][0];
}

/** How many of these, in their order, can be kept so that each is greater than the last. */
function longestRise(values: readonly number[]): number {
  const ends: number[] = [];
  for (const value of values) {
    const place = ends.findIndex((end) => end >= value);
    ends[place < 0 ? ends.length : place] = value;
  }
  return ends.length;
}

/** In which layer of its frame each node stands: those that are beside each other are in one. */
function layers({ nodes, groups }: LaidOutScene): ReadonlyMap<string, number> {
  const result = new Map<string, number>();
  for (const frame of [undefined, ...groups.map(({ id }) => id)]) {
    const inside = [...nodes, ...groups].filter(({ group }) => group === frame).sort((a, b) => a.y - b.y);
    let layer = -1;
    let bottom = Number.NEGATIVE_INFINITY;
    for (const { id, y, height } of inside) {
      if (y >= bottom) layer++;
      bottom = Math.max(bottom, y + height);
      result.set(id, layer);
    }
  }
  return result;
}

/** A change that a person makes to a design in one go, at a place that the seed chooses; none where there is no such place. */
export type Edit = (scene: Scene, seed: number) => Scene | undefined;

const pick = <T>(list: readonly T[], seed: number): T | undefined =>
  list[Math.floor(randomNumbers(seed)() * list.length)];

function addComponent(scene: Scene, seed: number, last: boolean): Scene | undefined {
  const caller = pick(scene.nodes, seed);
  if (!caller) return undefined;
  const added: SceneNode = { ...caller, id: 'added', kind: 'service', kindLabel: 'Service', title: 'Added' };
  const link = linkOf(scene, caller.id, 'added');
  if (last) return { ...scene, nodes: [...scene.nodes, added], edges: [...scene.edges, link] };
  const place = scene.nodes.indexOf(caller) + 1;
  const behind = scene.edges.findLastIndex(({ source }) => source === caller.id) + 1;
  return { ...scene, nodes: scene.nodes.toSpliced(place, 0, added), edges: scene.edges.toSpliced(behind, 0, link) };
}

function linkOf({ edges }: Scene, source: string, target: string): SceneEdge {
  const [pattern] = edges;
  const { words: _, implied: __, ...plain } = pattern ?? { flows: [], findings: undefined };
  return {
    ...plain,
    id: `${source}->${target}`,
    source,
    target,
    synchronous: true,
    future: false,
    links: 1,
  } as SceneEdge;
}

/** Links two that no link joins yet and of which the one stands so many places behind the other. */
function addLink(scene: Scene, seed: number, fits: (steps: number) => boolean): Scene | undefined {
  const steps = distances(scene);
  const linked = new Set(scene.edges.map(({ source, target }) => `${source} ${target}`));
  const pairs = scene.nodes.flatMap(({ id: source }) =>
    scene.nodes.flatMap(({ id: target }) => {
      const far = source === target ? undefined : steps(source, target);
      return far !== undefined && fits(far) && !linked.has(`${source} ${target}`) ? [[source, target] as const] : [];
    }),
  );
  const pair = pick(pairs, seed);
  return pair && { ...scene, edges: [...scene.edges, linkOf(scene, ...pair)] };
}

/** How many links lead from one to another at least; negative against the links. */
function distances({ nodes, edges }: Scene): (from: string, to: string) => number | undefined {
  const next = new Map(nodes.map(({ id }): [string, string[]] => [id, []]));
  for (const { source, target } of edges) next.get(source)?.push(target);
  const reach = new Map(
    nodes.map(({ id }) => {
      const found = new Map([[id, 0]]);
      for (const [at, far] of found) for (const to of next.get(at) ?? []) if (!found.has(to)) found.set(to, far + 1);
      return [id, found] as const;
    }),
  );
  return (from, to) => {
    const along = reach.get(from)!.get(to);
    const against = reach.get(to)!.get(from);
    return along ?? (against === undefined ? undefined : -against);
  };
}

export const edits: Readonly<Record<string, Edit>> = {
  'a component beside its caller': (scene, seed) => addComponent(scene, seed, false),
  'a component at the end': (scene, seed) => addComponent(scene, seed, true),
  'a link to what is near': (scene, seed) => addLink(scene, seed, (steps) => steps === 2),
  'a link to what is far': (scene, seed) => addLink(scene, seed, (steps) => steps >= 3),
  'a link back': (scene, seed) => addLink(scene, seed, (steps) => steps <= -2),
  'a link less': (scene, seed) => {
    const gone = pick(scene.edges, seed);
    return gone && { ...scene, edges: scene.edges.filter((edge) => edge !== gone) };
  },
  'a component less': (scene, seed) => {
    const gone = pick(scene.nodes, seed);
    return (
      gone && {
        ...scene,
        nodes: scene.nodes.filter((node) => node !== gone),
        edges: scene.edges.filter(({ source, target }) => source !== gone.id && target !== gone.id),
      }
    );
  },
  'a longer title': (scene, seed) => {
    const renamed = pick(scene.nodes, seed);
    const title = 'Another name, which is longer than the first';
    return renamed && { ...scene, nodes: scene.nodes.map((node) => (node === renamed ? { ...node, title } : node)) };
  },
  'an empty group': (scene, seed) => {
    const [first] = scene.nodes;
    const group: SceneNode = { ...first, id: 'added', kind: 'group', kindLabel: 'Group', title: 'Added', hides: 0 };
    return { ...scene, nodes: scene.nodes.toSpliced(Math.floor(randomNumbers(seed)() * scene.nodes.length), 0, group) };
  },
};
