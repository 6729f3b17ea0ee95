import type { Location } from './source.js';

/** Replaces a stretch of a file; an empty stretch inserts. */
export interface TextEdit {
  readonly at: Location;
  readonly text: string;
}

/** A change that mends a finding. `safe`: it cannot change what the design means to say. */
export interface Fix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly TextEdit[];
}

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** Something wrong with the text itself: syntax, names, types, units. Rules report findings in the same shape. */
export interface Problem {
  /** Kebab-case, stable: `syntax`, `unknown-name`, `unknown-property`, `wrong-unit`, … */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly at: Location;
  readonly related?: readonly { readonly at: Location; readonly message: string }[];
  readonly fixes?: readonly Fix[];
}
