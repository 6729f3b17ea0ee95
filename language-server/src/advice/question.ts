import type { Estimates } from '../estimate/estimates.js';
import type { Component, Flow, Link, Model, Table } from '../model/model.js';
import type { SystemProperties } from '../model/schema/index.js';
import type { Alternative, Decision } from './decision.js';
import { decideByList, type ListedDecision, noneOfThese } from './decision-list.js';
import type { Gathered, Input, InputsOf } from './input.js';
import type { Setting, SettingValue, SettingValues } from './settings.js';

/** The design as a whole; it is asked about without a `system` block too. */
export interface Whole {
  readonly what: 'system';
  readonly id: 'system';
  readonly properties: SystemProperties;
}

export type Subject = Whole | Component | Table | Flow | Link;
export type Sort = Subject['what'];
type SubjectOf<W extends Sort> = Extract<Subject, { readonly what: W }>;

/** All that advice may look at. */
export interface Design {
  readonly model: Model;
  readonly estimates: Estimates;
}

export const topics = [
  'consistency',
  'data',
  'caching',
  'traffic',
  'messaging',
  'api',
  'security',
  'organisation',
] as const;
export type Topic = (typeof topics)[number];

type Inputs = Readonly<Record<string, Input>>;
type Settings = Readonly<Record<string, Setting>>;
type AnySettings = Readonly<Record<string, SettingValue>>;

interface Common<W extends Sort, I extends Inputs, S extends Settings> {
  readonly name: string;
  readonly topic: Topic;
  /** In plain words, with its question mark. */
  readonly asks: string;
  readonly about: W;
  /** Which of these it is asked about, in words. */
  readonly of: string;
  readonly inputs: I;
  readonly settings?: S;
  /** Public sources: a book with its chapter, a paper, a vendor's guide. */
  readonly sources: readonly string[];
  /** Rules that find the opposite. */
  readonly rules?: readonly string[];
  concerns(subject: SubjectOf<W>, design: Design): boolean;
  /** What the design says of each input; what it leaves open is left out. */
  gather(design: Design, subject: SubjectOf<W>, settings: SettingValues<S>): Gathered<InputsOf<I>>;
  /** What the design already has, in the words of the choices; nothing where it does not say. */
  present?(design: Design, subject: SubjectOf<W>, settings: SettingValues<S>): string | readonly string[] | undefined;
}

/** A decision that is no list of conditions: a comparison of costs, a choice among the design's own fields. */
interface ComputedDecision<I extends Inputs, S extends Settings> {
  decide(inputs: Partial<InputsOf<I>>, settings: SettingValues<S>): Decision;
  /** The decision in words, for its page. */
  readonly steps: readonly Alternative[];
  readonly conflicts?: readonly string[];
}

/** One decision function: a pure entry of the table in `registry.ts`. */
export interface Question {
  readonly name: string;
  readonly topic: Topic;
  readonly asks: string;
  readonly about: Sort;
  readonly of: string;
  readonly inputs: Inputs;
  readonly settings: Settings;
  readonly sources: readonly string[];
  readonly rules: readonly string[];
  /** In the order in which it is decided; the last is what is left. */
  readonly steps: readonly Alternative[];
  readonly conflicts: readonly string[];
  concerns(subject: Subject, design: Design): boolean;
  gather(design: Design, subject: Subject, settings: AnySettings): Gathered<Readonly<Record<string, unknown>>>;
  decide(inputs: Readonly<Record<string, unknown>>, settings: AnySettings): Decision;
  present?(design: Design, subject: Subject, settings: AnySettings): string | readonly string[] | undefined;
}

export function defineQuestion<
  const W extends Sort,
  const I extends Inputs,
  const S extends Settings = Readonly<Record<never, never>>,
>(
  question: Common<W, I, S> & (ListedDecision<Partial<InputsOf<I>>, SettingValues<S>> | ComputedDecision<I, S>),
): Question {
  const isListed = 'first' in question;
  const steps = isListed
    ? [
        ...question.first.map(({ when, choose }) => ({ when, choice: choose })),
        { when: noneOfThese, choice: question.otherwise.choose },
      ]
    : question.steps;
  const conflicts = isListed
    ? [...question.first, question.otherwise].flatMap(({ conflict }) => conflict ?? [])
    : (question.conflicts ?? []);
  const decide = isListed
    ? (inputs: Partial<InputsOf<I>>, settings: SettingValues<S>) => decideByList(question, inputs, settings)
    : question.decide;
  return {
    settings: {},
    rules: [],
    ...question,
    steps,
    conflicts: [...new Set(conflicts)],
    decide,
  } as unknown as Question;
}
