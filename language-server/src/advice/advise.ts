import type { Estimates } from '../estimate/estimates.js';
import type { Model } from '../model/model.js';
import type { Configuration } from '../rules/configuration.js';
import type { Alternative, Confidence } from './decision.js';
import { isKnown, valuesOf } from './input.js';
import type { Design, Question, Subject, Topic } from './question.js';
import { questions } from './registry.js';
import { settingValues } from './settings.js';
import { subjectsOf } from './subjects.js';

/**
 * How a design stands to the advice. `agrees`: it does so already; `differs`: it has chosen otherwise; `unsaid`: it does not
 * say what it does; `fits`: an unknown input decides, and the design contradicts none of its answers; `open`: an unknown input
 * decides; `general`: the question has no counterpart in the design.
 */
export type Verdict = 'agrees' | 'differs' | 'unsaid' | 'fits' | 'open' | 'general';

/** An unknown input that decides. */
export interface Need {
  readonly input: string;
  readonly asks: string;
  /** The property that would say it, with its place; nothing where a design cannot say it. */
  readonly write?: string;
}

/** The answer to one question about one part of a design. */
export interface Advice {
  readonly question: string;
  readonly topic: Topic;
  readonly asks: string;
  readonly subject: Subject;
  readonly verdict: Verdict;
  /** Nothing where an unknown input decides. */
  readonly choice?: string;
  /** What the design has, in the words of the choices. */
  readonly present: readonly string[];
  readonly because: readonly string[];
  readonly confidence: Confidence;
  readonly alternatives: readonly Alternative[];
  readonly need: readonly Need[];
  readonly conflicts: readonly string[];
  readonly rules: readonly string[];
}

/** The advice for a whole design, in the order of its subjects. Linear in the design. */
export function advise(model: Model, estimates: Estimates, configuration?: Configuration): readonly Advice[] {
  const asked = ready({ model, estimates }, configuration);
  return subjectsOf(model).flatMap((subject) => asked(subject));
}

/** The advice for one part of a design. */
export function adviseOn(
  model: Model,
  estimates: Estimates,
  subject: Subject,
  configuration?: Configuration,
): readonly Advice[] {
  const concerned = questions.filter(({ about }) => about === subject.what);
  return ready({ model, estimates }, configuration, concerned)(subject);
}

function ready(
  design: Design,
  configuration: Configuration | undefined,
  asked: readonly Question[] = questions,
): (subject: Subject) => Advice[] {
  const all = asked.map((question) => ({ question, settings: settingValues(question.settings, configuration) }));
  return (subject) =>
    all.flatMap(({ question, settings }) =>
      question.about === subject.what && question.concerns(subject, design)
        ? [answer(question, design, subject, settings)]
        : [],
    );
}

function answer(
  question: Question,
  design: Design,
  subject: Subject,
  settings: ReturnType<typeof settingValues>,
): Advice {
  const { name, topic, asks, rules, inputs } = question;
  const gathered = question.gather(design, subject, settings);
  const decision = question.decide(valuesOf(gathered), settings);
  const present = listOf(question.present?.(design, subject, settings));
  const seen = decision.used.flatMap((each) => {
    const evidence = gathered[each];
    return isKnown(evidence) && evidence.seen !== undefined ? [sentence(evidence.seen)] : [];
  });
  const { choice, because, confidence, alternatives, conflicts } = decision;
  return {
    question: name,
    topic,
    asks,
    subject,
    verdict: verdictOf(question, decision, present),
    ...(choice !== undefined && { choice }),
    present,
    because: [...new Set([...seen, ...because])],
    confidence,
    alternatives,
    need: decision.need.map((input) => {
      const evidence = gathered[input];
      const write = evidence && !isKnown(evidence) ? evidence.write : inputs[input]?.from;
      return { input, asks: inputs[input].asks, ...(write !== undefined && { write }) };
    }),
    conflicts,
    rules,
  };
}

function verdictOf(
  { present: asksPresent }: Question,
  { choice, alternatives, fine }: ReturnType<Question['decide']>,
  present: readonly string[],
): Verdict {
  const sound = choice === undefined ? alternatives.map((each) => each.choice) : [choice];
  const isSound = present.some((each) => sound.includes(each) || fine.includes(each));
  if (choice === undefined) return isSound || !asksPresent ? 'fits' : 'open';
  if (isSound) return 'agrees';
  if (present.length > 0) return 'differs';
  return asksPresent ? 'unsaid' : 'general';
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

/** A clause as a sentence; one that begins with a name of the design stays as it is. */
function sentence(clause: string): string {
  return `${clause[0].toUpperCase()}${clause.slice(1)}.`;
}

/** What a reader should hear of unless asked for more: where the design chose otherwise or does not say, or one property decides. */
export function isWorthSaying({ verdict, need, confidence }: Advice): boolean {
  if (verdict === 'differs') return true;
  if (verdict === 'unsaid') return confidence === 'high';
  return verdict === 'open' && need.length === 1 && need[0].write !== undefined;
}
