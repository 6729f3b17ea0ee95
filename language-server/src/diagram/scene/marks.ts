import { noFindings } from './findings.js';
import type { Scene, SceneFindings } from './scene.js';

/**
 * What a look for findings adds to a picture: plain data, small beside the scene. They come later than the numbers, so a
 * scene may wait for them, or bear those of the look before.
 */
export interface SceneMarks {
  /** Of the whole design, also those that nothing drawn carries. */
  readonly design: SceneFindings;
  /** By the id of the node, group, edge or flow; those without a finding are absent. */
  readonly things: readonly (readonly [id: string, findings: SceneFindings])[];
}

const bears = ({ messages }: SceneFindings): boolean => messages.length > 0;

/** A scene, laid out or not, with these findings in the place of those it bears. */
export function mark<S extends Scene>(scene: S, { design, things }: SceneMarks): S {
  const found = new Map(things);
  const marked = <T extends { readonly id: string; readonly findings: SceneFindings }>(
    all: readonly T[],
  ): readonly T[] =>
    all.map((thing) => {
      const findings = found.get(thing.id);
      return findings || bears(thing.findings) ? { ...thing, findings: findings ?? noFindings } : thing;
    });
  return {
    ...scene,
    nodes: marked(scene.nodes),
    groups: marked(scene.groups),
    edges: marked(scene.edges),
    flows: marked(scene.flows),
    findings: design,
  };
}
