import { changesBetween, type Scene } from '../../diagram/index.js';
import type { SceneRequest } from './protocol.js';

/** Scenes of more designs than this are not kept. */
const most = 8;

/** The last scene of each design that the client got, so that the next can be told by what is different. */
export class SentScenes {
  private readonly last = new Map<string, { readonly edition: number; readonly scene: Scene }>();
  private edition = 0;

  /** @param base the edition that the client has */
  told(
    uri: string,
    scene: Scene,
    base: number | undefined,
  ): Pick<SceneRequest.Result, 'edition' | 'scene' | 'changes'> {
    const before = this.last.get(uri);
    const edition = ++this.edition;
    this.last.delete(uri);
    this.last.set(uri, { edition, scene });
    for (const oldest of this.last.keys()) {
      if (this.last.size <= most) break;
      this.last.delete(oldest);
    }
    const changes = before && before.edition === base ? changesBetween(before.scene, scene) : undefined;
    return { edition, ...(changes ? { changes } : { scene }) };
  }
}
