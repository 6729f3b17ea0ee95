import { type SceneMarks, sceneMarks, suggestedCollapse } from '../../diagram/index.js';
import type { MarksRequest } from '../preview/protocol.js';
import { variantOf } from '../preview/variant.js';
import type { Snapshot } from '../snapshot.js';

/** The findings on the picture that the same question to `scene` gives. */
export function marks(snapshot: Snapshot, { collapse, whatIf }: MarksRequest.Parameters): SceneMarks {
  const { model, findings } = variantOf(snapshot.designs[0], whatIf);
  return sceneMarks(model, findings, collapse ?? suggestedCollapse(model));
}
