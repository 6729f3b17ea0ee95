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

/**
 * The figures of all designs that a name or a pattern means, see `matchesFigure`.
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
  return estimates.figures.filter((figure) => matchesFigure(pattern, figure));
}

/**
 * Does a pattern mean a figure? Its beginning is held against what the figure is of, where `*` also crosses dots, since names of
 * a design hold them; its end against the figure, where `*` stays between dots, so `*.utilisation` is not `bandwidth.utilisation`.
 * A last part that is `*` takes all that follows, a pattern without a dot all figures of what it names, and a part that is `**`
 * anything; `?` is one character, `{a,b}` either.
 */
export function matchesFigure(
  pattern: string,
  { name, subject, figure }: Pick<Figure, 'name' | 'subject' | 'figure'>,
): boolean {
  const asPath = (dotted: string): string => dotted.replaceAll('.', '/');
  const whole = pattern.includes('.') ? pattern.replace(/\.\*$/, '.**.*') : `${pattern}.**`;
  if (whole.startsWith('**')) return matchesGlob(asPath(whole), asPath(name));
  // All of a group or a store: also of what lies within.
  if (pattern.endsWith('.*') && matchesGlob(pattern, subject)) return true;
  for (let dot = whole.indexOf('.'); dot >= 0; dot = whole.indexOf('.', dot + 1)) {
    const [what, which] = [whole.slice(0, dot), whole.slice(dot + 1)];
    if (matchesGlob(what, subject) && matchesGlob(`figure/${asPath(which)}`, `figure/${asPath(figure)}`)) return true;
  }
  return false;
}

function advice(designs: readonly Estimated[], pattern: string): string {
  const names = designs.flatMap(({ estimates }) => estimates.figures.map(({ name }) => name));
  const near = nearest(pattern, names);
  if (near !== undefined) return `Did you mean \`${near}\`?`;
  if (names.length === 0) return 'The design has no figures yet: it needs a flow with a rate.';
  return `\`--figure '*'\` shows them all; \`${names[0]}\` is one.`;
}
