import type { Estimates, Figure } from '../../estimate/estimates.js';
import type { Model } from '../../model/model.js';
import { entityText } from './entity.js';
import { derivation, valueText } from './figures.js';
import { code, paragraphs } from './markdown.js';

/** Steps from a figure down to the number that are followed. */
const deepest = 3;

/** What is worked out from the number at a place: one figure with its working, and the values of others. */
export function numberText(model: Model, estimates: Estimates, file: string, offset: number): string | undefined {
  const isThere = (at: { readonly file: string; readonly offset: number; readonly end: number } | undefined): boolean =>
    at !== undefined && at.file === file && at.offset <= offset && offset <= at.end;
  const knob = model.params.find(({ at }) => isThere(at));
  if (knob) return entityText(model, estimates, knob);
  const uses = (figure: Figure, depth: number): boolean =>
    figure.value !== undefined &&
    figure.inputs.some(
      (input) =>
        isThere(input.at) ||
        (depth < deepest && input.derivation?.subject === figure.subject && uses(input.derivation, depth + 1)),
    );
  const subjects = [...model.tables, ...model.flows, ...model.links, ...model.components];
  for (const subject of subjects) {
    if (!isThere(subject.at)) continue;
    const figures = estimates.of(subject).filter((figure) => uses(figure, 0));
    const [first, ...all] = figures.toSorted((a, b) => Number(isIndirect(a)) - Number(isIndirect(b)));
    if (!first) continue;
    const others = all.filter(({ value, figure }) => value !== 0 && !/\.(read|write)$/.test(figure));
    const more = others.slice(0, 6).map((figure) => `${code(figure.figure)} ${valueText(figure)}`);
    const also = more.length === 0 ? undefined : `Also in ${more.join(' · ')}`;
    return paragraphs([derivation(first, estimates.spread(first)), also]);
  }
  return undefined;

  function isIndirect({ inputs }: Figure): boolean {
    return !inputs.some(({ at }) => isThere(at));
  }
}
