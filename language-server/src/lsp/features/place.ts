import type { Location as EditorLocation } from 'vscode-languageserver';
import { impliedEdges } from '../../diagram/scene/implied.js';
import type { PlaceRequest } from '../preview/protocol.js';
import type { Snapshot } from '../snapshot.js';

/** Where a click on a thing of the picture leads. */
export function place(snapshot: Snapshot, { id }: PlaceRequest.Parameters): EditorLocation | null {
  const { model } = snapshot;
  const declared = model.declarations.get(id) ?? model.links.find((link) => link.id === id);
  const at = declared?.head ?? impliedEdges(model).find((edge) => edge.id === id)?.location;
  return (at && snapshot.locate(at)) ?? null;
}
