import { type Dimension, formatQuantity, sameDimension } from '@archlang/grammar';
import { CompletionItemKind } from 'vscode-languageserver';
import type { Definition, ValueType } from '../../../model/schema/definition.js';
import { showCall } from '../../../model/schema/index.js';
import { propertyText } from '../../describe/property.js';
import { callsOf, openCall } from '../../text/calls.js';
import type { Token } from '../../text/tokens.js';
import type { Asked, Offer } from './asked.js';
import { names } from './names.js';
import { unitsOf } from './units.js';

/** What may stand behind `name:`. */
export function values(asked: Asked, name: string, definition: Definition): Offer[] {
  const call = openCall(asked.context.before);
  if (call) {
    const calls = callsOf(definition.type);
    const shape = Object.hasOwn(calls, call.name) ? calls[call.name] : undefined;
    const parameter = shape?.parameters[Math.min(call.index, shape.parameters.length - 1)];
    return parameter ? ofType(asked, parameter.type, undefined) : [];
  }
  const doc = propertyText(name, definition);
  const offers = ofType(asked, definition.type, definition.example).map((offer) => ({ doc, ...offer }));
  const inList = asked.context.before.some(({ text }) => text === '[');
  return inList ? offers.filter(({ label }) => !asked.context.before.some(({ text }) => text === label)) : offers;
}

/** Is there a whole value already, so that a new property begins? */
export function isComplete(before: readonly Token[]): boolean {
  const last = before[before.length - 1];
  if (before.length < 3 || !last) return false;
  const open = before.filter(({ text }) => text === '(' || text === '[').length;
  const closed = before.filter(({ text }) => text === ')' || text === ']').length;
  return (
    open === closed &&
    (['word', 'number', 'string', 'date'].includes(last.kind) || last.text === ')' || last.text === ']')
  );
}

function ofType(asked: Asked, type: ValueType, example: string | undefined): Offer[] {
  switch (type.type) {
    case 'either':
      return unique(type.types.flatMap((option, index) => ofType(asked, option, index === 0 ? example : undefined)));
    case 'list':
      return ofType(asked, type.item, example?.startsWith('[') ? undefined : example);
    case 'choice':
      return type.values.map((label) => ({ label, kind: CompletionItemKind.EnumMember, rank: 0 }));
    case 'yes-no':
      return (type.only === undefined ? ['yes', 'no'] : [type.only]).map((label) => ({
        label,
        kind: CompletionItemKind.EnumMember,
        rank: 0,
      }));
    case 'name':
      return names(asked, type.of);
    case 'quantity':
      return quantities(asked, type.dimension, type.ratio === true, example);
    case 'call':
      return Object.entries(type.calls).map(([name, shape]) => {
        const places = shape.parameters.map((parameter) => `‹${parameter.name}›`).join(', ');
        return {
          label: name,
          kind: CompletionItemKind.Function,
          rank: 0,
          detail: showCall(name, shape),
          doc: shape.doc,
          snippet: `${name}(${places})`,
          plain: `${name}(`,
        };
      });
    case 'text':
      return [
        {
          label: example ?? '""',
          kind: CompletionItemKind.Text,
          rank: 1,
          snippet: textSnippet(example),
          plain: example ?? '""',
        },
      ];
    case 'date':
      return [{ label: asked.snapshot.today, kind: CompletionItemKind.Value, rank: 1 }];
    case 'block':
      return [];
  }
}

function textSnippet(example: string | undefined): string {
  return example?.startsWith('"') ? `"‹${example.slice(1, -1)}›"` : '"‹›"';
}

/** Behind digits their units; else an example, and the params of the same dimension. */
export function quantities(asked: Asked, dimension: Dimension, ratio: boolean, example: string | undefined): Offer[] {
  const { snapshot, context } = asked;
  const digits = context.word.kind === 'number' ? context.prefix.match(/^[$€£]?[\d._]*\d/)?.[0] : undefined;
  if (digits !== undefined) {
    return unitsOf(dimension, ratio).map((unit) => ({
      label: `${digits}${unit}`,
      kind: CompletionItemKind.Unit,
      rank: 0,
    }));
  }
  const params = snapshot.model.params.filter((param) => sameDimension(param.dimension, dimension));
  return [
    ...(example === undefined || example.startsWith('[') ? [] : [exampleOffer(example)]),
    ...params.map(({ id, what, value, title }) => ({
      label: id,
      kind: CompletionItemKind.Variable,
      rank: 1 as const,
      detail: `${what} · ${title ?? formatQuantity(value, dimension)}`,
    })),
  ];
}

function exampleOffer(example: string): Offer {
  return {
    label: example,
    kind: CompletionItemKind.Value,
    rank: 0,
    detail: 'for example',
    snippet: `‹${example}›`,
  };
}

/** The params and lets of all dimensions, for sums. */
export function params({ snapshot }: Asked): Offer[] {
  return snapshot.model.params.map(({ id, what, value, dimension }) => ({
    label: id,
    kind: CompletionItemKind.Variable,
    rank: 0,
    detail: `${what} · ${formatQuantity(value, dimension)}`,
  }));
}

function unique(offers: readonly Offer[]): Offer[] {
  return offers.filter((offer, index) => offers.findIndex(({ label }) => label === offer.label) === index);
}
