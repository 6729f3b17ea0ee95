import { consequencesOf } from '../preview/consequences.js';
import type { Consequences, ConsequencesRequest } from '../preview/protocol.js';
import { variantOf } from '../preview/variant.js';
import type { Snapshot } from '../snapshot.js';

/** What no longer holds where the design is thought to differ from what is written. */
export function consequences(
  { designs: [design] }: Snapshot,
  { whatIf }: ConsequencesRequest.Parameters,
): Consequences {
  return consequencesOf(design, whatIf, variantOf(design, whatIf));
}
