import type { Alternative, Confidence, Decision } from './decision.js';
import type { Answer } from './logic.js';

/** The last of several answers: none of the other conditions holds. */
export const noneOfThese = 'none of these';
/** The answer where the condition that decided does not hold. */
export const notSo = 'that is not so';

interface Outcome {
  readonly choose: string;
  /** A sentence: what speaks for it. */
  readonly because: string;
  /** Choices that are as sound under the same inputs. */
  readonly fine?: readonly string[];
  readonly confidence?: Confidence;
  /** Where the sources disagree, and which way is taken here. */
  readonly conflict?: string;
}

export interface Branch<I, S> extends Outcome {
  /** Completes “If …”. */
  readonly when: string;
  /** `undefined` where an unknown input decides. Reads all it depends on, whatever the first of it says. */
  readonly holds: (inputs: I, settings: S) => Answer;
}

/** Conditions in order; the first that holds decides. */
export interface ListedDecision<I, S> {
  readonly first: readonly Branch<I, S>[];
  readonly otherwise: Outcome;
}

interface Asked<I, S> {
  readonly branch: Branch<I, S>;
  readonly answer: Answer;
  readonly reads: readonly string[];
}

/**
 * The first condition that holds decides. A condition before it that is not known to hold or not leaves the choice open, unless
 * it would choose the same.
 */
export function decideByList<I extends object, S>(
  { first, otherwise }: ListedDecision<I, S>,
  inputs: I,
  settings: S,
): Decision {
  const asked = first.map((branch) => ask(branch, inputs, settings));
  const at = asked.findIndex(({ answer }) => answer === true);
  const before = at < 0 ? asked : asked.slice(0, at);
  const taken = asked[at];
  const outcome: Outcome = taken?.branch ?? otherwise;
  const unknown = before.filter(({ answer }) => answer === undefined);
  const last = unknown.findLastIndex(({ branch }) => branch.choose !== outcome.choose);
  if (last >= 0) return openDecision(unknown.slice(0, last + 1), outcome, inputs, settings);
  const overruling = before.filter(({ branch }) => branch.choose !== outcome.choose).map(({ branch }) => branch);
  const without = taken && decideByList({ first: first.slice(at + 1), otherwise }, inputs, settings).choice;
  return {
    choice: outcome.choose,
    because: [outcome.because],
    confidence: outcome.confidence ?? (taken ? 'high' : 'medium'),
    alternatives: [
      ...overruling.map(({ when, choose }) => ({ when, choice: choose })),
      ...(without !== undefined && without !== outcome.choose ? [{ when: notSo, choice: without }] : []),
    ],
    need: [],
    conflicts: outcome.conflict === undefined ? [] : [outcome.conflict],
    fine: outcome.fine ?? [],
    used: decisive(taken ? [taken] : before, inputs, settings),
  };
}

/** What an unknown input decides: each answer with what it would choose. */
function openDecision<I extends object, S>(
  asked: readonly Asked<I, S>[],
  outcome: Outcome,
  inputs: I,
  settings: S,
): Decision {
  const alternatives: Alternative[] = asked.map(({ branch: { when, choose } }) => ({ when, choice: choose }));
  const possible = [...asked.map(({ branch }) => branch), outcome];
  const need = asked.flatMap((each) => deciding(each, inputs, settings));
  return {
    because: [],
    confidence: 'low',
    alternatives: [...alternatives, { when: noneOfThese, choice: outcome.choose }],
    need: [...new Set(need)],
    conflicts: [...new Set(possible.flatMap(({ conflict }) => conflict ?? []))],
    // What is as sound as an outcome is no contradiction of it.
    fine: [...new Set(possible.flatMap(({ fine }) => fine ?? []))],
    used: [],
  };
}

/** Of the unknown inputs of a condition, those of which some value would settle it. */
function deciding<I extends object, S>({ branch, reads }: Asked<I, S>, inputs: I, settings: S): string[] {
  const unknown = reads.filter((name) => inputs[name as keyof I] === undefined);
  return unknown.filter((name) =>
    [true, false, 0, Number.POSITIVE_INFINITY].some(
      (value) => branch.holds({ ...inputs, [name]: value }, settings) !== undefined,
    ),
  );
}

function ask<I extends object, S>(branch: Branch<I, S>, inputs: I, settings: S): Asked<I, S> {
  const reads = new Set<string>();
  const watched = new Proxy(inputs, {
    get(target, name) {
      reads.add(String(name));
      return Reflect.get(target, name);
    },
  });
  return { branch, answer: branch.holds(watched, settings), reads: [...reads] };
}

/** Of the known inputs that were read, a smallest set with which all answers stay as they are. */
function decisive<I extends object, S>(asked: readonly Asked<I, S>[], inputs: I, settings: S): string[] {
  const read = new Set(asked.flatMap(({ reads }) => reads));
  const kept = new Set([...read].filter((name) => inputs[name as keyof I] !== undefined));
  const only = (): I => Object.fromEntries(Object.entries(inputs).filter(([name]) => kept.has(name))) as I;
  for (const name of [...kept].reverse()) {
    kept.delete(name);
    const isSame = asked.every(({ branch, answer }) => branch.holds(only(), settings) === answer);
    if (!isSame) kept.add(name);
  }
  return [...read].filter((name) => kept.has(name));
}
