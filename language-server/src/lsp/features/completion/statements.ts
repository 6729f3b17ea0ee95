import { CompletionItemKind } from 'vscode-languageserver';
import {
  fileKeywords,
  groupKeywords,
  type Keyword,
  kindKeywords,
  promiseKeywords,
  sagaKeywords,
  statementKeywords,
  storeKeywords,
  tableKeywords,
} from '../../text/keywords.js';
import { isGroup, isKind } from '../../text/surroundings.js';
import { type Asked, type Offer, type Rank, restOfLine } from './asked.js';
import { nameOffer, names } from './names.js';
import { properties } from './properties.js';

const stores = new Set(['database', 'storage', 'cache', 'queue', 'topic']);
const sagas = new Set(['saga', 'transaction']);

/** What may begin a statement here. */
export function statements(asked: Asked): Offer[] {
  const { around } = asked;
  switch (around.what) {
    case 'file':
      return [...keywords(asked, kindKeywords, 1), ...outside(asked), ...keywords(asked, fileKeywords, 2)];
    case 'place': {
      const { place, section } = around;
      const own = properties(asked, section, place);
      if (isGroup(place))
        return [
          ...keywords(asked, kindKeywords, 1),
          ...outside(asked),
          ...own.map((offer) => ({ ...offer, rank: 4 as const })),
        ];
      if (place === 'table')
        return [...own, ...keywords(asked, tableKeywords, 0), ...keywords(asked, promiseKeywords, 4)];
      if (sagas.has(place)) return [...keywords(asked, sagaKeywords, 0), ...own];
      const more = stores.has(place) ? keywords(asked, storeKeywords, 0) : [];
      const promises =
        isKind(place) || place === 'system' || place === 'flow' ? keywords(asked, promiseKeywords, 4) : [];
      return [...own, ...more, ...promises];
    }
    case 'property':
      if (around.name === 'rtt')
        return names(asked, ['region']).map((offer) => ({
          ...offer,
          snippet: `${offer.label}: ‹›`,
          plain: `${offer.label}: `,
        }));
      if (around.name === 'sources') return sourcesOf(asked);
      return properties(asked, around.section, undefined);
    case 'fields':
    case 'unknown':
      return [];
  }
}

/** At the top of a file and in groups; a component's name begins a link. */
function outside(asked: Asked): Offer[] {
  const { snapshot, context } = asked;
  const linked = /^\s*[-~]>/.test(restOfLine(asked));
  const callers = snapshot.model.components.map((component): Offer => {
    const offer = nameOffer(component, 3);
    const { id } = component;
    return linked || context.prefix === id ? offer : { ...offer, plain: `${id} -> `, snippet: `${id} -> ‹›` };
  });
  return [
    ...keywords(asked, groupKeywords, 2),
    ...keywords(asked, statementKeywords, 2),
    ...keywords(asked, promiseKeywords, 2),
    ...callers,
  ];
}

function keywords(asked: Asked, set: ReadonlyMap<string, Keyword>, rank: Rank): Offer[] {
  // Where the statement goes on, only its first word is meant.
  const alone = /^\s*(\/\/.*|\})?$/.test(restOfLine(asked));
  return [...set].map(([label, { doc, snippet }]) => ({
    label,
    kind: CompletionItemKind.Keyword,
    rank,
    doc,
    ...(alone ? { snippet, plain: `${label} ` } : {}),
  }));
}

/** In an engine, the figures that want a source. */
function sourcesOf({ context, snapshot }: Asked): Offer[] {
  const head = context.blocks[context.blocks.length - 2]?.head;
  const engine = snapshot.model.engines.find(({ name, builtIn }) => !builtIn && name === head?.[1]?.text);
  return Object.keys(engine?.properties ?? {})
    .filter((name) => name !== 'sources')
    .map((name) => ({
      label: name,
      kind: CompletionItemKind.Property,
      rank: 0,
      snippet: `${name}: "‹›"`,
      plain: `${name}: `,
    }));
}
