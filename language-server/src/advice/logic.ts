/** Yes, no, or not known. */
export type Answer = boolean | undefined;

/** Yes as soon as one is; no only where all are known not to be. */
export function any(...answers: readonly Answer[]): Answer {
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

/** No as soon as one is not; yes only where all are known to be. */
export function all(...answers: readonly Answer[]): Answer {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

export function not(answer: Answer): Answer {
  return answer === undefined ? undefined : !answer;
}

export function atLeast(value: number | undefined, bound: number): Answer {
  return value === undefined ? undefined : value >= bound;
}

export function below(value: number | undefined, bound: number): Answer {
  return value === undefined ? undefined : value < bound;
}

export function is<T>(value: T | undefined, ...wanted: readonly T[]): Answer {
  return value === undefined ? undefined : wanted.includes(value);
}
