import type { Estimates, Figure, Input } from '../../estimate/estimates.js';
import { listedInputs } from '../../estimate/show.js';
import { spreadSentences } from '../../report/figures/spread.js';
import { valueText } from '../describe/figures.js';
import type { Snapshot } from '../snapshot.js';
import type { FigureView, InputView } from './protocol.js';

/** Inputs and steps beyond these help nobody and cost the page its speed. */
const mostInputs = 40;
const mostSteps = 400;

/** Figures as a page shows them, with every figure that went into them by its name. */
export function viewsOf(
  figures: readonly Figure[],
  estimates: Estimates,
  snapshot: Snapshot,
): { readonly figures: readonly FigureView[]; readonly steps: Readonly<Record<string, FigureView>> } {
  const steps = new Map<string, FigureView>();
  const open = [...figures];
  const seen = new Set<Figure>(figures);
  for (let next = open.shift(); next && steps.size < mostSteps; next = open.shift()) {
    steps.set(next.name, viewOf(next, estimates, snapshot));
    for (const { derivation } of listedInputs(next).slice(0, mostInputs)) {
      if (!derivation || seen.has(derivation)) continue;
      seen.add(derivation);
      open.push(derivation);
    }
  }
  const own = new Set(figures.map(({ name }) => name));
  return {
    figures: figures.flatMap(({ name }) => steps.get(name) ?? []),
    steps: Object.fromEntries([...steps].filter(([name]) => !own.has(name))),
  };
}

function viewOf(figure: Figure, estimates: Estimates, snapshot: Snapshot): FigureView {
  const { name, value, formula, missing, notes } = figure;
  const varies = spreadSentences(figure, estimates.spread(figure));
  return {
    name,
    figure: figure.figure,
    text: valueText(figure),
    known: value !== undefined,
    formula,
    missing,
    notes,
    ...(varies.length > 0 && { spread: varies.join(' · ') }),
    inputs: listedInputs(figure)
      .slice(0, mostInputs)
      .map((input) => inputView(input, snapshot)),
  };
}

function inputView(input: Input, snapshot: Snapshot): InputView {
  const { name, value, unit, origin, at, source, derivation } = input;
  const location = at && snapshot.locate(at);
  return {
    name,
    text: valueText({ value, unit }),
    origin,
    ...(source !== undefined && source !== '' && { source }),
    ...(derivation && { figure: derivation.name }),
    ...(at && location && { place: { label: labelOf(location), location } }),
  };
}

function labelOf({
  uri,
  range,
}: {
  readonly uri: string;
  readonly range: { readonly start: { readonly line: number } };
}): string {
  return `${decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1))}:${range.start.line + 1}`;
}
