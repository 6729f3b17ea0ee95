import type { Scene } from '../scene/scene.js';
import { isAlike } from './alike.js';
import { LayoutCancelled, type LayoutEngine } from './engine.js';
import { readPositions, toGraph } from './graph.js';
import { type LaidOutScene, type Placed, type Positions, place } from './laid-out.js';
import { shrunk } from './shrink.js';
import { asBefore, type Earlier, middles } from './steady.js';
import { straightened } from './straighten.js';

export interface Layout {
  /**
   * Places a scene. Of a structure seen before the places are applied at once, without the engine. A newer request for the same
   * document cancels an older one of another structure, which then rejects with `LayoutCancelled`.
   */
  layout(scene: Scene, document?: string): Promise<LaidOutScene>;
  /** The scene at once where its structure was laid out before. */
  cached(scene: Scene): LaidOutScene | undefined;
  /** Cancels what is under way for a document that was closed or has changed. */
  cancel(document?: string): void;
}

/** What the places of a scene depend on; scenes of one key have the same places. */
export function structureKey(scene: Scene): string {
  return JSON.stringify(toGraph(scene));
}

interface Running {
  readonly key: string;
  readonly abort: AbortController;
  readonly positions: Promise<Positions>;
}

interface LayoutOptions {
  /** How many structures are remembered, the latest used ones. */
  readonly capacity?: number;
  /** Whether a new structure of a document is placed the way round that its last one was: for a person who watches. */
  readonly steady?: boolean;
}

export function createLayout(engine: LayoutEngine, { capacity = 32, steady = false }: LayoutOptions = {}): Layout {
  const seen = new Map<string, Earlier>();
  const cache = new Map<string, Positions>();
  const running = new Map<string, Running>();
  let latest: { readonly scene: Scene; readonly key: string } | undefined;
  let placed: Placed | undefined;

  function drawn(scene: Scene, positions: Positions): LaidOutScene {
    placed = { scene, positions, drawn: place(scene, positions, placed) };
    return placed.drawn;
  }

  function keyOf(scene: Scene): string {
    const key = latest && isAlike(scene, latest.scene) ? latest.key : structureKey(scene);
    latest = { scene, key };
    return key;
  }

  function recall(key: string): Positions | undefined {
    const positions = cache.get(key);
    if (positions) remember(key, positions);
    return positions;
  }

  function remember(key: string, positions: Positions): void {
    cache.delete(key);
    cache.set(key, positions);
    for (const oldest of cache.keys()) {
      if (cache.size <= capacity) break;
      cache.delete(oldest);
    }
  }

  function cancel(document = ''): void {
    running.get(document)?.abort.abort();
    running.delete(document);
  }

  function start(document: string, key: string, scene: Scene): Running {
    const abort = new AbortController();
    const run: Running = { key, abort, positions: compute(document, key, scene, abort.signal) };
    running.set(document, run);
    const done = () => {
      if (running.get(document) === run) running.delete(document);
    };
    run.positions.then(done, done);
    return run;
  }

  async function compute(document: string, key: string, scene: Scene, signal: AbortSignal): Promise<Positions> {
    const read = straightened(scene, shrunk(scene, readPositions(await engine.layout(toGraph(scene), signal))));
    if (signal.aborted) throw new LayoutCancelled();
    const earlier = seen.get(document);
    const positions = earlier ? asBefore(scene, read, earlier) : read;
    remember(key, positions);
    return positions;
  }

  return {
    async layout(scene, document = '') {
      const key = keyOf(scene);
      const known = recall(key);
      const under = running.get(document);
      if (under && under.key !== key) cancel(document);
      const positions = known ?? (await (under?.key === key ? under : start(document, key, scene)).positions);
      if (steady) seen.set(document, middles(scene, positions));
      return drawn(scene, positions);
    },
    cached(scene) {
      const known = recall(keyOf(scene));
      return known && drawn(scene, known);
    },
    cancel,
  };
}
