/** One system of the gallery, as the test holds it. */
export interface Row {
  /** What people call it. */
  readonly system: string;
  /** The folder of its example below `examples`. */
  readonly example: string;
  /**
   * The rules that its design in a hurry has to fire and to name in its comments, whether they are on by default or not;
   * other findings at warning or above it may have only where it names them too. Empty for a system that is shown soundly only.
   */
  readonly rules: readonly string[];
  /** What else of the same faults it may fire; where this is written, it fires nothing besides at warning or above. */
  readonly also?: readonly string[];
}
