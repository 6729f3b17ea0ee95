import { CompletionItemKind } from 'vscode-languageserver';
import type { Figure } from '../../../estimate/estimates.js';
import { componentKinds, type Declaration } from '../../../model/model.js';
import { figure as shownFigure } from '../../../rules/words.js';
import { valueText } from '../../describe/figures.js';
import { namedRules, ruleText } from '../../describe/rule.js';
import { declared } from '../../occurrences.js';
import { innerKeywords, kindKeywords } from '../../text/keywords.js';
import { type Asked, type Offer, wordOffer } from './asked.js';
import { nameOffer } from './names.js';
import { params } from './values.js';

const comparisons = ['<=', '<', '>=', '>', '='];
/** Units in which a figure is kept but that cannot be written. */
const notWritten: readonly string[] = ['B/day', 'days', 'years'];
/** In a larger design the subjects come first, and a dot behind one gives its figures. */
const fewSubjects = 60;

/** Behind `expect`: figures, a comparison, a quantity, how far off it may be. */
export function expectation(asked: Asked): Offer[] {
  const { before, word } = asked.context;
  const last = before[before.length - 1];
  const compared = before.findLastIndex(({ text }) => comparisons.includes(text) || text === '==' || text === '!=');
  const complete = last !== undefined && (last.kind === 'word' || last.kind === 'number') && before.length > 1;
  if (compared < 0 && complete)
    return comparisons.map((label) => ({ label, kind: CompletionItemKind.Operator, rank: 0, plain: `${label} ` }));
  if (compared > 0 && complete) return last.text === 'within' ? [] : [wordOffer('within', innerKeywords.get('within'))];
  const left = compared > 0 ? leftOf(asked, compared) : undefined;
  const others = [...figures(asked, left?.unit), ...params(asked)];
  return word.kind === 'word' ? others : [...present(left), ...others];
}

/** The figure that is compared, where it is one alone. */
function leftOf({ snapshot, context }: Asked, compared: number): Figure | undefined {
  const left = context.before.slice(1, compared).map(({ text }) => text);
  return snapshot.estimates.get(left.join(''));
}

/** What the left side is now: the usual place to begin. */
function present(found: Figure | undefined): Offer[] {
  if (found?.value === undefined || !Number.isFinite(found.value) || notWritten.includes(found.unit)) return [];
  const label = shownFigure(found.value, found.unit);
  return [{ label, kind: CompletionItemKind.Value, rank: 0, detail: 'what it is now' }];
}

/**
 * Names of figures; behind a subject and a dot only those it has.
 * @param unit of what they are compared with
 */
export function figures(asked: Asked, unit?: string): Offer[] {
  const { snapshot, context } = asked;
  const { model, estimates } = snapshot;
  const arrow = context.before[context.before.length - 1]?.kind === 'arrow' ? context.before.slice(-2) : [];
  const start = arrow.map(({ text }) => text).join('');
  for (let dot = context.word.text.lastIndexOf('.'); dot > 0; dot = context.word.text.lastIndexOf('.', dot - 1)) {
    const written = context.word.text.slice(0, dot);
    const target = declared(model, written);
    const subject =
      start === '' ? target : target && { id: `${declared(model, arrow[0].text)?.id}${arrow[1].text}${target.id}` };
    if (!subject && written !== 'system') continue;
    return estimates.of(subject ?? { id: 'system' }).map((figure) => figureOffer(figure, `${written}.`));
  }
  if (start !== '') return model.components.map((component) => nameOffer(component, 0));
  const subjects: readonly Declaration[] = [...model.flows, ...model.components, ...model.tables];
  if (subjects.length > fewSubjects) return subjects.map((subject) => nameOffer(subject, 1));
  return subjects.flatMap((subject) => [
    ...estimates
      .of(subject)
      .filter((figure) => figure.value !== undefined && (unit === undefined || figure.unit === unit))
      .map((figure) => figureOffer(figure, `${subject.id}.`)),
    nameOffer(subject, 2),
  ]);
}

function figureOffer(figure: Figure, subject: string): Offer {
  const { value } = figure;
  const known = value !== undefined && !Number.isNaN(value);
  return {
    label: `${subject}${figure.figure}`,
    kind: CompletionItemKind.Value,
    rank: known ? 0 : 1,
    detail: valueText(figure),
  };
}

/** Behind `accept`: the rule, on what, until when. */
export function acceptance(asked: Asked, halfAYearOn: string): Offer[] {
  const { before } = asked.context;
  const last = before[before.length - 1];
  const { findings } = asked.snapshot;
  if (before.length === 1) {
    return acceptedRules(new Set(findings.filter(({ accepted }) => !accepted).map(({ rule }) => rule)));
  }
  if (last.text === 'until') return [{ label: halfAYearOn, kind: CompletionItemKind.Value, rank: 0 }];
  if (last.text === 'on' || last.kind === 'arrow') {
    // While no target is written yet, the line accepts them all.
    const here = new Set(findings.filter(({ rule }) => rule === before[1]?.text).flatMap(({ subjects }) => subjects));
    return targets(asked, here);
  }
  const said = new Set(before.map(({ text }) => text));
  return ['on', 'until'].filter((name) => !said.has(name)).map((name) => wordOffer(name, innerKeywords.get(name)));
}

function acceptedRules(found: ReadonlySet<string>): Offer[] {
  return namedRules().map(({ name, summary }) => ({
    label: name,
    kind: CompletionItemKind.Constant,
    rank: found.has(name) ? 0 : 1,
    detail: summary,
    ...(ruleText(name) !== undefined && { doc: ruleText(name) }),
  }));
}

function targets({ snapshot }: Asked, first: ReadonlySet<string>): Offer[] {
  const { model } = snapshot;
  const links = model.links
    .filter(({ id }) => first.has(id))
    .map(({ id }): Offer => {
      const label = id.replace(/#\d+$/, '').replace(/(->|~>)/, ' $1 ');
      return { label, kind: CompletionItemKind.Operator, rank: 0, detail: 'link' };
    });
  const all: readonly Declaration[] = [...model.components, ...model.flows, ...model.tables, ...model.groups];
  const system: Offer[] = [{ label: 'system', kind: CompletionItemKind.Module, rank: first.has('system') ? 0 : 2 }];
  return [...links, ...all.map((declaration) => nameOffer(declaration, first.has(declaration.id) ? 0 : 1)), ...system];
}

/** Behind `forbid`: who may not call whom. */
export function constraint(asked: Asked): Offer[] {
  const { before } = asked.context;
  const last = before[before.length - 1];
  const { model } = asked.snapshot;
  const named: readonly Declaration[] = [...model.components, ...model.groups];
  const all = named.map((declaration) => nameOffer(declaration, 1));
  if (last.text === 'any') {
    return [
      ...componentKinds.map((kind): Offer => {
        return { label: kind, kind: CompletionItemKind.Keyword, rank: 0, doc: kindKeywords.get(kind)?.doc ?? '' };
      }),
      { label: '->', kind: CompletionItemKind.Operator, rank: 1, plain: '-> ' },
    ];
  }
  if (
    before.length === 1 ||
    last.kind === 'arrow' ||
    last.text === 'except' ||
    last.text === '[' ||
    last.text === ','
  ) {
    return [wordOffer('any', innerKeywords.get('any')), ...all];
  }
  const said = before.some(({ kind }) => kind === 'arrow');
  return said
    ? [wordOffer('except', innerKeywords.get('except'))]
    : [{ label: '->', kind: CompletionItemKind.Operator, rank: 0, plain: '-> ' }];
}
