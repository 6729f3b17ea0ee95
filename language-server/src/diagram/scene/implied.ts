import type { Component, Link, Model } from '../../model/model.js';
import type { Location } from '../../model/source.js';
import type { Value } from '../../model/value.js';
import type { SceneEdge } from './scene.js';

/** A way that no link draws: messages that could not be handled, or the stand-in that is asked when a call fails. */
export interface ImpliedEdge {
  readonly id: string;
  readonly source: Component;
  readonly target: Component;
  readonly implied: NonNullable<SceneEdge['implied']>;
  readonly location: Location;
}

/** Edges out of the properties `dead-letter` and `fallback`, one for each pair of ends that no link connects. */
export function impliedEdges(model: Model): readonly ImpliedEdge[] {
  const named = new Map<string, Component>();
  for (const { at, target } of model.references) if (target.what === 'component') named.set(placeKey(at), target);
  const drawn = new Set(model.links.map(({ source, target }) => JSON.stringify([source.id, target.id])));
  const edges: ImpliedEdge[] = [];
  const add = (link: Link, implied: ImpliedEdge['implied'], value: Value<unknown> | undefined): void => {
    // A word such as `ignore` is no reference, even where a component bears that name.
    const target = value && named.get(placeKey(value.at));
    const ends = target && JSON.stringify([link.source.id, target.id]);
    if (!ends || drawn.has(ends)) return;
    drawn.add(ends);
    edges.push({ id: `${link.id}.${implied}`, source: link.source, target, implied, location: value.property });
  };
  for (const link of model.links) {
    add(link, 'dead-letter', link.properties['dead-letter']);
    add(link, 'fallback', link.properties.fallback);
  }
  return edges;
}

function placeKey({ file, offset }: Location): string {
  return `${offset} ${file}`;
}
