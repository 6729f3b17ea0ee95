/** How much the choice rests on what the design says: high where a condition is known to hold, low where nothing speaks for it. */
export type Confidence = 'high' | 'medium' | 'low';

export interface Alternative {
  /** Completes “If …”. */
  readonly when: string;
  readonly choice: string;
}

/** What follows from the inputs. */
export interface Decision {
  /** Nothing where an unknown input decides: `need` names it, and `alternatives` what each answer would choose. */
  readonly choice?: string;
  /** Sentences. */
  readonly because: readonly string[];
  readonly confidence: Confidence;
  /** What would change it. */
  readonly alternatives: readonly Alternative[];
  /** Names of the unknown inputs that decide. */
  readonly need: readonly string[];
  /** Where the sources disagree, and which way was taken. */
  readonly conflicts: readonly string[];
  /** Choices that are as sound under the same inputs. */
  readonly fine: readonly string[];
  /** Names of the known inputs that decided. */
  readonly used: readonly string[];
}
