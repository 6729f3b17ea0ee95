import type { Estimates, Figure, Input } from '../../estimate/estimates.js';
import { figure as shown } from '../../rules/words.js';
import { code, escaped } from './markdown.js';

/** `34.7k/s`, with its interval where an input is uncertain; `unknown` where one is missing. */
export function valueText({ value, unit, low, high }: Pick<Figure, 'value' | 'unit' | 'low' | 'high'>): string {
  if (value === undefined || Number.isNaN(value)) return 'unknown';
  if (!Number.isFinite(value)) return unit === 'ratio' ? 'saturated' : 'unbounded';
  const interval = low !== undefined && high !== undefined && low !== high;
  return interval ? `${shown(value, unit)} (${shown(low, unit)} to ${shown(high, unit)})` : shown(value, unit);
}

/** The figures of one subject: the main ones with their working, then the values of the others. */
export function figuresText(estimates: Estimates, subject: { readonly id: string }, main: readonly string[]): string {
  const figures = estimates.of(subject);
  const worked = main.flatMap((name) => figures.find(({ figure }) => figure === name) ?? []);
  const others = figures.filter((figure) => !worked.includes(figure) && isKnown(figure) && !isTrivial(figure));
  const lines = worked.filter(isWorthShowing).map(derivation);
  if (others.length > 0) {
    lines.push(others.map((figure) => `${code(figure.figure)} ${valueText(figure)}`).join(' · '));
  }
  return lines.join('\n\n');
}

/** One figure: its value, its formula, and what went into it with where it comes from. */
export function derivation(figure: Figure): string {
  const { value, formula, inputs, missing, notes } = figure;
  const title = `**${code(figure.figure)}** ${valueText(figure)}`;
  if (value === undefined) {
    const lacks = missing.map(code).join(', ');
    return lacks === '' ? title : `${title}: the design does not say ${lacks}.`;
  }
  const working = formula === '' ? '' : ` = ${escaped(formula)}`;
  const lines = inputs.slice(0, 12).map((input) => `- ${inputText(input)}`);
  return [title + working, ...lines, ...notes.map((note) => `- ${note}`)].join('\n');
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

/** Known, or unknown for want of something that can be written; the zero of what nothing reaches is neither. */
function isWorthShowing(figure: Figure): boolean {
  return isKnown(figure) ? figure.value !== 0 || figure.inputs.length > 0 : figure.missing.length > 0;
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
