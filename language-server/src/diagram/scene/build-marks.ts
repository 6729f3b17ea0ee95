import type { Component, Model } from '../../model/model.js';
import type { Finding } from '../../rules/finding.js';
import { drawnLinks } from './edges.js';
import { FindingIndex, noFindings, summariseFindings } from './findings.js';
import type { SceneMarks } from './marks.js';
import type { SceneFindings } from './scene.js';
import { componentsIn, drawnGroups, Visibility } from './visibility.js';

/**
 * The findings of everything that is drawn while some groups are collapsed. A collapsed group bears those of all it hides.
 * @param collapse ids of groups
 */
export function sceneMarks(model: Model, findings: readonly Finding[], collapse: readonly string[] = []): SceneMarks {
  const index = new FindingIndex(model, findings);
  const visibility = new Visibility(collapse);
  const { frames, boxes } = drawnGroups(model, visibility);
  const things: [string, SceneFindings][] = [];
  const add = (id: string, subjects: readonly string[]): void => {
    const found = index.of(subjects);
    if (found !== noFindings) things.push([id, found]);
  };
  for (const component of model.components) {
    if (visibility.shown(component) === component) add(component.id, [component.id]);
  }
  for (const group of boxes) {
    const hidden = componentsIn(group);
    add(group.id, [group.id, ...hidden.map(({ id }) => id), ...linksInside(hidden)]);
  }
  for (const { id } of [...frames, ...model.flows]) add(id, [id]);
  for (const { links } of drawnLinks(model, visibility)) {
    add(
      links[0].id,
      links.map(({ id }) => id),
    );
  }
  return { design: summariseFindings(findings), things };
}

function linksInside(components: readonly Component[]): readonly string[] {
  const inside = new Set(components);
  return components.flatMap(({ outgoing }) => outgoing.filter(({ target }) => inside.has(target)).map(({ id }) => id));
}
