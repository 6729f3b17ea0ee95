import { unmarkedScene } from '../../diagram/index.js';
import { whereabouts } from '../../model/what-if.js';
import { knobsOf } from '../preview/knobs.js';
import type { OutlineRequest } from '../preview/protocol.js';
import type { Snapshot } from '../snapshot.js';

/** What a preview has to offer, besides the picture: sliders, places that can fail, and all that can be searched for. */
export function outline({ model, estimates }: Snapshot): OutlineRequest.Result {
  const { nodes, groups } = unmarkedScene(model, estimates);
  const outer = new Map(groups.map(({ id, group }) => [id, group]));
  const around = (id: string | undefined): readonly string[] =>
    id === undefined ? [] : [...around(outer.get(id)), id];
  return {
    knobs: knobsOf(model),
    places: whereabouts(model).map((loss) => {
      const inside = model.components.filter(({ properties: { regions, zones } }) =>
        loss.what === 'region'
          ? regions?.value.includes(loss.name)
          : zones?.value.includes(loss.name) && (!loss.region || !regions || regions.value.includes(loss.region)),
      );
      return { loss, components: inside.length };
    }),
    components: nodes.map(({ id, title, kindLabel, engine, group }) => ({
      id,
      title,
      kind: engine ? `${kindLabel}, ${engine}` : kindLabel,
      groups: around(group),
    })),
    groups: groups.map(({ id, title, kind, group }) => ({ id, title, kind, groups: around(group) })),
  };
}
