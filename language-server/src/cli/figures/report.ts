import type { Figure } from '../../estimate/estimates.js';
import type { Paths } from '../paths.js';
import type { Style } from '../terminal/style.js';
import type { Estimated } from './select.js';

export interface FigureContext {
  readonly paths: Paths;
  readonly style: Style;
  readonly exact: boolean;
}

/** The figures of one design that were asked for. */
export interface Selection {
  readonly design: Estimated;
  readonly figures: readonly Figure[];
}

export type FigureReport = (selections: readonly Selection[], context: FigureContext) => string;

/** Is any of these figures uncertain? */
export function isUncertain({ design, figures }: Selection): boolean {
  return figures.some((figure) => design.estimates.spread(figure) !== undefined);
}
