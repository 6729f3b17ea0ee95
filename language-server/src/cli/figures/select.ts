import type { Estimates, Figure } from '../../estimate/estimates.js';
import type { Model } from '../../model/model.js';
import { nearest } from '../../model/nearest.js';
import { matchesGlob } from '../../rules/globs.js';
import { CallError } from '../call-error.js';

/** A design whose figures are shown. */
export interface Estimated {
  /** Full name of the file it was built from. */
  readonly entry: string;
  readonly model: Model;
  readonly estimates: Estimates;
}

/** Those a first look needs; everything else is there under `--figure`. */
const essential = new Set([
  'rate.average',
  'rate.peak',
  'latency.p50',
  'latency.p99',
  'availability',
  'utilisation',
  'replicas.needed',
  'storage.growth',
  'storage',
  'storage.days-left',
  'memory.working-set',
  'lag.drain',
  'job.duration',
  'cost.month',
  'cost.user',
]);

/** The figures that matter most; those of links are left out, they repeat the components'. */
export function essentialFigures({ model, estimates }: Estimated): Figure[] {
  const links = new Set(model.links.map(({ id }) => id));
  return estimates.figures.filter(
    ({ figure, subject }) =>
      (essential.has(figure) && !links.has(subject)) || (subject === 'system' && figure === 'breaking-point'),
  );
}

/**
 * The figures of all designs that a name or a pattern means: `*` stands for anything, `?` for one character, `{a,b}` for either.
 * @throws CallError when a pattern means none, with the nearest name
 */
export function selectFigures(designs: readonly Estimated[], patterns: readonly string[]): Figure[][] {
  const matched = new Set<string>();
  const selected = designs.map(({ estimates }) => {
    const wanted = new Set<Figure>();
    for (const pattern of patterns) {
      for (const figure of figuresOf(estimates, pattern)) {
        wanted.add(figure);
        matched.add(pattern);
      }
    }
    return estimates.figures.filter((figure) => wanted.has(figure));
  });
  const unmatched = patterns.find((pattern) => !matched.has(pattern));
  if (unmatched !== undefined) throw new CallError(`there is no figure \`${unmatched}\``, advice(designs, unmatched));
  return selected;
}

function figuresOf(estimates: Estimates, pattern: string): readonly Figure[] {
  if (!/[*?{]/.test(pattern)) {
    const figure = estimates.get(pattern);
    return figure ? [figure] : [];
  }
  return estimates.figures.filter(({ name }) => matchesGlob(pattern, name));
}

function advice(designs: readonly Estimated[], pattern: string): string {
  const names = designs.flatMap(({ estimates }) => estimates.figures.map(({ name }) => name));
  const near = nearest(pattern, names);
  if (near !== undefined) return `Did you mean \`${near}\`?`;
  if (names.length === 0) return 'The design has no figures yet: it needs a flow with a rate.';
  return `\`--figure '*'\` shows them all; \`${names[0]}\` is one.`;
}
