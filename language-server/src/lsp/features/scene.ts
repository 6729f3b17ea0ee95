import type { Location as EditorLocation } from 'vscode-languageserver';
import { buildScene } from '../../diagram/index.js';
import type { SceneRequest } from '../protocol.js';
import type { Snapshot } from '../snapshot.js';

/** The picture of the file's design, with the places that a click in it leads to. */
export function scene(snapshot: Snapshot): SceneRequest.Result {
  const { model, estimates, findings, file } = snapshot;
  const built = buildScene(model, estimates, findings);
  const places: Record<string, EditorLocation> = {};
  for (const { id, location } of [...built.flows, ...built.edges, ...built.groups, ...built.nodes]) {
    const place = snapshot.locate(location);
    if (place) places[id] = place;
  }
  return { scene: built, places, version: snapshot.version(file) ?? 0 };
}
