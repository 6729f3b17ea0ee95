import { type Scene, type SceneOptions, suggestedCollapse, unmarkedScene } from '../../diagram/index.js';
import { isGone } from '../../model/what-if.js';
import type { Design } from '../design.js';
import type { SceneRequest } from '../preview/protocol.js';
import type { SentScenes } from '../preview/sent-scenes.js';
import { variantOf } from '../preview/variant.js';
import type { Snapshot } from '../snapshot.js';

/** The picture of the file's design, as written or as it would be. */
export function scene(snapshot: Snapshot, asked: SceneRequest.Parameters, sent: SentScenes): SceneRequest.Result {
  const { uri, overlay, collapse, whatIf, base } = asked;
  const [design] = snapshot.designs;
  const variant = variantOf(design, whatIf);
  const collapsed = collapse ?? suggestedCollapse(variant.model);
  const options = { collapse: collapsed, ...(overlay && { overlay }) };
  const drawn = unmarkedScene(variant.model, variant.estimates, options);
  const built = variant === design ? drawn : shapedAs(writtenScene(design, options), drawn);
  return {
    ...sent.told(uri, built, base),
    version: snapshot.version(snapshot.file) ?? 0,
    broken: design.model.problems.some(({ severity }) => severity === 'error'),
    collapsed,
    gone: variant === design ? [] : variant.model.components.filter(isGone).map(({ id }) => id),
  };
}

const latest = new WeakMap<Design, { readonly key: string; readonly scene: Scene }>();

/** Of the design as it is written, for its shapes alone; while a slider is turned it stays the same. */
function writtenScene(design: Design, options: SceneOptions): Scene {
  const key = JSON.stringify(options);
  const known = latest.get(design);
  if (known?.key === key) return known.scene;
  const scene = unmarkedScene(design.model, design.estimates, options);
  latest.set(design, { key, scene });
  return scene;
}

/** What a box says of its place and whether it counts replicas stays as written: its size hangs on that. */
function shapedAs(written: Scene, drawn: Scene): Scene {
  const shapes = new Map(written.nodes.map((node) => [node.id, node]));
  return {
    ...drawn,
    figures: written.figures,
    nodes: drawn.nodes.map(({ placement: _, replicas, ...node }) => {
      const shape = shapes.get(node.id);
      return {
        ...node,
        ...(shape?.placement !== undefined && { placement: shape.placement }),
        ...(shape?.replicas && { replicas: replicas ?? shape.replicas }),
      };
    }),
  };
}
