import { type CompletionItem, CompletionItemKind, MarkupKind, type Position } from 'vscode-languageserver';
import { halfAYearAfter } from '../dates.js';
import { engineOf } from '../engines.js';
import { declared } from '../occurrences.js';
import { offsetAt } from '../positions.js';
import type { Snapshot } from '../snapshot.js';
import { propertyAt } from '../text/calls.js';
import { contextAt } from '../text/context.js';
import { innerKeywords } from '../text/keywords.js';
import { isKind, surroundingsOf } from '../text/surroundings.js';
import { relativePath } from '../uri.js';
import { type Asked, item, type Offer, wordOffer } from './completion/asked.js';
import { asWritten, engines, fields, linkTargets } from './completion/names.js';
import { acceptance, constraint, expectation } from './completion/promises.js';
import { statements } from './completion/statements.js';
import { isComplete, params, values } from './completion/values.js';

export const completionTriggers = [':', '.', '>', '"', '/', ' '];

/** What may be written at the cursor, ranked; told from the text around it, so it works in broken files. */
export function completion(
  snapshot: Snapshot,
  { position, snippets }: { readonly position: Position; readonly snippets: boolean },
): CompletionItem[] {
  const context = contextAt(snapshot.parsed, offsetAt(snapshot.source, position));
  const asked = { snapshot, context, around: surroundingsOf(context), snippets };
  return offers(asked).map((offer, index) => item(asked, asWritten(offer, context.prefix), index));
}

/** The figures of an engine, when it is looked at in the list. */
export function resolveCompletion(snapshot: Snapshot, found: CompletionItem): CompletionItem {
  const name: unknown = found.data?.engine;
  const engine = typeof name === 'string' ? engineOf(snapshot.model, name) : undefined;
  if (!engine) return found;
  const detail = engine.title === undefined ? {} : { detail: engine.title };
  return { ...found, ...detail, documentation: { kind: MarkupKind.Markdown, value: engine.text } };
}

function offers(asked: Asked): Offer[] {
  const { before, word, inComment } = asked.context;
  const first = before[0]?.text;
  if (inComment) return [];
  if (first === 'import' && before.length === 1) return imports(asked);
  if (word.kind === 'string') return [];
  if (first === undefined) return statements(asked);
  if (before[1]?.text === ':') return ofProperty(asked);
  const last = before[before.length - 1];
  if (before[1]?.kind !== 'arrow') {
    switch (first) {
      case 'expect':
        return expectation(asked);
      case 'accept':
        return acceptance(asked, halfAYearAfter(asked.snapshot.today));
      case 'forbid':
        return constraint(asked);
      case 'query':
      case 'index':
        return columns(asked, first === 'query' ? 'by' : 'on');
      case 'step':
        return before.length === 2 ? [wordOffer('compensate', innerKeywords.get('compensate'))] : [];
      case 'engine':
        if (last.text === 'extends' && before.length > 1) return engines(asked);
        return before.length === 2 || last.kind === 'string'
          ? [wordOffer('extends', innerKeywords.get('extends'))]
          : [];
      case 'param':
      case 'let':
        return sum(asked);
    }
  }
  if (last.kind === 'arrow') return linkTargets(asked);
  return before.length === 1 && declared(asked.snapshot.model, first) && !isKind(first) ? arrows : [];
}

const arrows: Offer[] = [
  { label: '->', kind: CompletionItemKind.Operator, rank: 0, detail: 'calls and waits', plain: '-> ' },
  { label: '~>', kind: CompletionItemKind.Operator, rank: 1, detail: 'hands over, nobody waits', plain: '~> ' },
];

function ofProperty(asked: Asked): Offer[] {
  const { around, context } = asked;
  if (isComplete(context.before)) {
    const inBlock = around.what === 'place' || around.what === 'property';
    return inBlock ? statements({ ...asked, context: { ...context, before: [] } }) : [];
  }
  const property = propertyAt(context);
  return property ? values(asked, property.name, property.definition) : [];
}

function columns(asked: Asked, word: 'by' | 'on'): Offer[] {
  const { before } = asked.context;
  const last = before[before.length - 1];
  if (before.length === 1) return [wordOffer(word, word === 'by' ? innerKeywords.get('by') : 'The columns it holds.')];
  return [word, ',', '['].includes(last.text) ? fields(asked) : [];
}

/** Behind `param x =` and `let x =`. */
function sum(asked: Asked): Offer[] {
  const { before } = asked.context;
  const last = before[before.length - 1];
  if (['=', '*', '/', '+', '-', '('].includes(last.text))
    return params(asked).filter(({ label }) => label !== before[1]?.text);
  const ends = before.length > 3 && before[0].text === 'param' && !before.some(({ text }) => text === 'in');
  return ends ? [wordOffer('in', innerKeywords.get('in'))] : [];
}

/** Other files, as they are seen from this one. */
function imports({ snapshot }: Asked): Offer[] {
  const { file } = snapshot;
  const root = file.split('/').slice(0, 3).join('/');
  return snapshot.known
    .filter((other) => other !== file && other.startsWith(root) && other.endsWith('.arch'))
    .map((other) => {
      const path = relativePath(file, other);
      return { label: `"${path}"`, kind: CompletionItemKind.File, rank: path.startsWith('./') ? 0 : 1 };
    });
}
