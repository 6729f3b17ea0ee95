/** What is wrong with a configuration. */
export interface ConfigurationProblem {
  /** Where in the JSON: `['rules', 'missing-timeout', 1, 'suggested']`. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** What was probably meant instead of the last part of the path, or of the value. */
  readonly nearest?: string;
}
