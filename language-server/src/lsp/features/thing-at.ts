import { suggestedCollapse } from '../../diagram/index.js';
import { drawnLinks } from '../../diagram/scene/edges.js';
import { impliedEdges } from '../../diagram/scene/implied.js';
import { Visibility } from '../../diagram/scene/visibility.js';
import type { Model } from '../../model/model.js';
import type { Location } from '../../model/source.js';
import { offsetAt } from '../positions.js';
import type { ThingAtRequest } from '../preview/protocol.js';
import type { Snapshot } from '../snapshot.js';
import { fileOf } from '../uri.js';

/** The innermost thing of the picture in whose declaration a cursor stands; what a collapsed group hides is that group. */
export function thingAt(snapshot: Snapshot, { at, collapse }: ThingAtRequest.Parameters): ThingAtRequest.Result | null {
  const { model } = snapshot;
  const file = fileOf(at.uri);
  const here = drawnAt(model, collapse ?? suggestedCollapse(model)).filter((thing) => thing.at.file === file);
  const source = model.files.get(file);
  if (here.length === 0 || !source) return null;
  const offset = offsetAt(source, at.position);
  const [inner] = here
    .filter((thing) => thing.at.offset <= offset && offset <= thing.at.end)
    .sort((a, b) => length(a.at) - length(b.at));
  return inner ? { id: inner.id } : {};
}

interface Drawn {
  readonly id: string;
  readonly at: Location;
}

function drawnAt(model: Model, collapse: readonly string[]): readonly Drawn[] {
  const visibility = new Visibility(collapse);
  return [
    ...[...model.components, ...model.groups].map((thing) => ({ id: visibility.shown(thing).id, at: thing.at })),
    ...drawnLinks(model, visibility).flatMap(({ links }) => links.map(({ at }) => ({ id: links[0].id, at }))),
    ...impliedEdges(model)
      .filter(({ source, target }) => visibility.shown(source) !== visibility.shown(target))
      .map(({ id, location }) => ({ id, at: location })),
  ];
}

const length = ({ offset, end }: Location): number => end - offset;
