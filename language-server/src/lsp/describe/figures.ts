import type { Estimates, Figure, Input, Spread } from '../../estimate/estimates.js';
import { inOtherUnit, listedInputs, showValue } from '../../estimate/show.js';
import { spreadSentences } from '../../report/figures/spread.js';
import { percent } from '../../rules/words.js';
import { code, escaped, paragraphs } from './markdown.js';

/** `34.7k/s`; `unknown` where an input is missing. */
export function valueText({ value, unit }: Pick<Figure, 'value' | 'unit'>): string {
  return value === undefined ? 'unknown' : showValue(value, unit);
}

/** Percentiles of an uncertain figure, and the ranges of the design by their part in its variance. */
function spreadLines(figure: Figure, spread: Spread | undefined): string[] {
  if (!spread) return [];
  const [percentiles] = spreadSentences(figure, spread);
  const causes = spread.causes.slice(0, 5).map(({ name, share }) => `${code(name)} ${percent(share)}`);
  return [`- ${percentiles}`, ...(causes.length > 0 ? [`- Of the variance: ${causes.join(', ')}`] : [])];
}

/** So many workings leave no room to see the values at one look. */
const fewWorkings = 2;

/** The figures of one subject: the main ones, first their values and then their working, what they lack, the values of the others. */
export function figuresText(estimates: Estimates, subject: { readonly id: string }, main: readonly string[]): string {
  const figures = estimates.of(subject);
  const wanted = main.flatMap((name) => figures.find(({ figure }) => figure === name) ?? []);
  const shown = wanted.filter((figure) => isKnown(figure) && !isOfNothing(figure));
  const others = figures.filter((figure) => !wanted.includes(figure) && isKnown(figure) && !isTrivial(figure));
  return paragraphs([
    shown.length > fewWorkings ? valuesText(shown) : undefined,
    ...shown.map((figure) => derivation(figure, estimates.spread(figure))),
    lackingText(wanted),
    valuesText(others),
  ]);
}

/** The values of some figures of a subject, as far as they are known. */
export function knownText(estimates: Estimates, subject: { readonly id: string }, names: readonly string[]): string {
  return valuesText(estimates.of(subject).filter((figure) => names.includes(figure.figure) && isKnown(figure)));
}

function valuesText(figures: readonly Figure[]): string {
  return figures.map((figure) => `${code(figure.figure)} ${valueText(figure)}`).join(' · ');
}

/** One line for each thing that is not written, with all that cannot be told for want of it. */
function lackingText(figures: readonly Figure[]): string {
  const byLack = new Map<string, string[]>();
  for (const { value, figure, missing } of figures) {
    if (value !== undefined || missing.length === 0) continue;
    const lack = missing.map(code).join(', ');
    byLack.set(lack, [...(byLack.get(lack) ?? []), code(figure)]);
  }
  return [...byLack]
    .map(([lack, names]) => `${names.join(', ')} unknown: the design does not say ${lack}.`)
    .join('\n\n');
}

/** One figure: its value, its formula, how it varies, and what went into it with where it comes from. */
export function derivation(figure: Figure, spread?: Spread): string {
  const { value, formula, missing, notes } = figure;
  const title = `**${code(figure.figure)}** ${valueText(figure)}`;
  if (value === undefined) {
    const lacks = missing.map(code).join(', ');
    return lacks === '' ? title : `${title}: the design does not say ${lacks}.`;
  }
  const other = inOtherUnit(value, figure.unit);
  const working = (other === '' ? '' : ` (${other})`) + (formula === '' ? '' : ` = ${escaped(formula)}`);
  const lines = listedInputs(figure)
    .slice(0, 12)
    .map((input) => `- ${inputText(input)}`);
  return [title + working, ...spreadLines(figure, spread), ...lines, ...notes.map((note) => `- ${note}`)].join('\n');
}

function inputText({ name, value, unit, origin, source }: Input): string {
  const from = source === undefined || source === '' ? '' : `: ${escaped(source)}`;
  return `${code(name)} ${valueText({ value, unit })} (${origin}${from})`;
}

function isKnown({ value }: Figure): boolean {
  return value !== undefined && !Number.isNaN(value);
}

/** Zeros of figures that hardly anybody asks for say nothing. */
function isTrivial({ value, figure }: Figure): boolean {
  return value === 0 || figure.startsWith('visits.');
}

/** The zero of what nothing reaches. */
function isOfNothing({ value, inputs }: Figure): boolean {
  return value === 0 && inputs.length === 0;
}

/** The figures shown with their working. */
export const mainFigures = {
  component: [
    'rate.peak',
    'capacity',
    'utilisation',
    'headroom',
    'storage',
    'memory.working-set',
    'latency.p99',
    'availability',
  ],
  flow: ['rate.average', 'rate.peak', 'latency.p99', 'availability'],
  link: ['rate.average', 'rate.peak'],
  table: ['storage.growth', 'storage'],
} as const;
