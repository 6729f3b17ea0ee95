import type { Figure, Input } from '../../estimate/estimates.js';
import { listedInputs } from '../../estimate/show.js';
import type { Model } from '../../model/model.js';
import type { NameOf } from '../reported.js';
import { originOf } from './places.js';

/** A step of a working: a figure, and for each value in it where that is from, in words. */
export interface Step {
  readonly figure: Figure;
  readonly inputs: readonly { readonly input: Input; readonly from: string }[];
}

/**
 * The working of figures: each of them and, behind it, those it was worked out from, once each, so that a reader can follow
 * from the top. Figures that only hand on the value of another are left out unless they are asked for.
 */
export function workingOf(figures: readonly Figure[], model: Model, nameOf: NameOf): Step[] {
  const order = new Map<Figure, number>();
  for (const figure of figures) {
    const waiting = [figure];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      if (order.has(next)) continue;
      order.set(next, order.size);
      const sources = next.inputs.flatMap((input) => (input.derivation ? [sourceOf(input.derivation)] : []));
      waiting.push(...sources.filter((source) => source.inputs.length > 0).reverse());
    }
  }
  return [...order].map(([figure, index]) => ({
    figure,
    inputs: listedInputs(figure).map((input) => {
      if (!input.derivation) return { input, from: originOf(input, model, nameOf) };
      const source = sourceOf(input.derivation);
      if (source.inputs.length === 0) return { input, from: source.formula };
      const where = (order.get(source) ?? 0) > index ? 'below' : 'above';
      return { input, from: source === input.derivation ? `worked out ${where}` : `as ${source.name} ${where}` };
    }),
  }));
}

/** The figure whose value this one hands on unchanged. */
function sourceOf(figure: Figure): Figure {
  const seen = new Set<Figure>();
  let source = figure;
  while (!seen.has(source)) {
    seen.add(source);
    const [only, ...others] = source.inputs;
    if (others.length > 0 || !only?.derivation || only.value !== source.value || only.unit !== source.unit) break;
    source = only.derivation;
  }
  return source;
}
