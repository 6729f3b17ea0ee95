import {
  createLayout,
  createWorkerEngine,
  type LaidOutScene,
  LayoutCancelled,
  type Scene,
  type WorkerLike,
} from './drawing.js';

/** A layout that takes no longer is not worth a word. */
const quiet = 300;

export interface PictureListener {
  /** A scene has its places; `outdated` while the text has errors that hide some of what the last whole one showed. */
  show(picture: LaidOutScene, outdated: boolean): void;
  /** A layout takes its time, or no longer does. */
  busy(busy: boolean): void;
  fail(message: string): void;
}

/** Makes pictures of scenes, off the page's thread. The last good picture stays until the next one is ready. */
export class Pictures {
  private readonly layout;
  private latest = 0;
  private whole: Scene | undefined;

  /** @param workerScript ELK's worker as a script */
  constructor(
    workerScript: Blob,
    private readonly listener: PictureListener,
  ) {
    const url = URL.createObjectURL(workerScript);
    this.layout = createLayout(createWorkerEngine(() => new Worker(url) as WorkerLike));
  }

  /** @param broken whether errors in the text hide parts of the design */
  async show(scene: Scene, broken: boolean): Promise<void> {
    const turn = ++this.latest;
    const outdated = broken && this.whole !== undefined && lacks(scene, this.whole);
    const drawn = outdated ? this.whole! : scene;
    const late = setTimeout(() => this.listener.busy(true), quiet);
    try {
      const picture = await this.layout.layout(drawn);
      if (turn !== this.latest) return;
      if (!outdated) this.whole = scene;
      this.listener.show(picture, outdated);
    } catch (error) {
      if (!(error instanceof LayoutCancelled) && turn === this.latest) {
        this.listener.fail(error instanceof Error ? error.message : String(error));
      }
    } finally {
      clearTimeout(late);
      if (turn === this.latest) this.listener.busy(false);
    }
  }
}

/** Whether something of the earlier scene is gone or has become something else, or all of its figures are gone. */
function lacks(scene: Scene, earlier: Scene): boolean {
  if (earlier.figures && !scene.figures) return true;
  const known = new Map(traits(scene));
  return traits(earlier).some(([id, what]) => known.get(id) !== what);
}

/** What everything is, and where it stands. */
function traits({ nodes, groups, edges }: Scene): readonly (readonly [id: string, what: string])[] {
  return [
    ...[...nodes, ...groups].map(({ id, kind, group }) => [id, `${kind} in ${group ?? ''}`] as const),
    ...edges.map(({ id, source, target }) => [id, `${source} to ${target}`] as const),
  ];
}
