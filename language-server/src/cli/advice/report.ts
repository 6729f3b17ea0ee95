import type { Advice } from '../../advice/advise.js';
import type { Estimated } from '../figures/select.js';
import type { Paths } from '../paths.js';
import type { Style } from '../terminal/style.js';

/** The advice for one design. */
export interface Advised {
  readonly design: Estimated;
  /** All that was asked for. */
  readonly advice: readonly Advice[];
  /** What of it is shown to people. */
  readonly shown: readonly Advice[];
}

export interface AdviceContext {
  readonly paths: Paths;
  readonly style: Style;
}

export type AdviceReport = (advised: readonly Advised[], context: AdviceContext) => string;

/** Advice on the same part of a design, in order. */
export function bySubject(advice: readonly Advice[]): readonly (readonly [Advice, ...Advice[]])[] {
  const groups = new Map<string, [Advice, ...Advice[]]>();
  for (const each of advice) {
    const key = `${each.subject.what} ${each.subject.id}`;
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return [...groups.values()];
}
