import {
  createLayout,
  createWorkerEngine,
  type LaidOutScene,
  LayoutCancelled,
  mark,
  neighbourhood,
  type Scene,
  type SceneMarks,
  type WorkerLike,
} from './drawing.js';
import type { AppState } from './state.js';

/** A layout that takes no longer is not worth a word. */
const quiet = 300;

/** What belongs to a scene and is shown with it. */
export type Alongside = Pick<AppState, 'collapsed' | 'gone'>;

export interface PictureListener {
  /** A scene has its places; `outdated` while the text has errors that hide some of what the last whole one showed. */
  show(picture: LaidOutScene, outdated: boolean, more: Alongside): void;
  /** The findings on the picture that is shown. */
  mark(picture: LaidOutScene): void;
  /** A layout takes its time, or no longer does. */
  busy(busy: boolean): void;
  fail(message: string): void;
}

/** Makes pictures of scenes, off the page's thread. The last good picture stays until the next one is ready. */
export class Pictures {
  private readonly layout;
  private latest = 0;
  private whole: Scene | undefined;
  private centre: string | undefined;
  private shown: readonly [Scene, boolean, Alongside] | undefined;
  private picture: LaidOutScene | undefined;
  /** The last that came: they stay until there are new ones. */
  private marks: SceneMarks | undefined;

  /** @param workerScript ELK's worker as a script */
  constructor(
    workerScript: Blob,
    private readonly listener: PictureListener,
  ) {
    const url = URL.createObjectURL(workerScript);
    this.layout = createLayout(
      createWorkerEngine(() => new Worker(url) as WorkerLike),
      { steady: true },
    );
  }

  /** @param broken whether errors in the text hide parts of the design */
  async show(scene: Scene, broken: boolean, more: Alongside): Promise<void> {
    const outdated = broken && this.whole !== undefined && lacks(scene, this.whole);
    if (!outdated) this.whole = scene;
    await this.draw(outdated ? this.whole! : scene, outdated, more);
  }

  /** Findings on the last scene. */
  mark(marks: SceneMarks): void {
    this.marks = marks;
    if (this.picture) this.listener.mark(mark(this.picture, marks));
  }

  /** Shows only what is linked to a thing, or everything again. */
  async focus(id: string | undefined): Promise<void> {
    this.centre = id;
    if (this.shown) await this.draw(...this.shown);
  }

  private async draw(scene: Scene, outdated: boolean, more: Alongside): Promise<void> {
    this.shown = [scene, outdated, more];
    const turn = ++this.latest;
    const late = setTimeout(() => this.listener.busy(true), quiet);
    try {
      const drawn = this.centre === undefined ? scene : neighbourhood(scene, this.centre);
      const picture = await this.layout.layout(drawn);
      if (turn !== this.latest) return;
      this.picture = picture;
      this.listener.show(this.marks ? mark(picture, this.marks) : picture, outdated, more);
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
