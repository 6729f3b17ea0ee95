import { CompletionItemKind } from 'vscode-languageserver';
import type { Definition, Section, ValueType } from '../../../model/schema/definition.js';
import { commonSection, type Place, showType } from '../../../model/schema/index.js';
import { propertyText } from '../../describe/property.js';
import { namesInBlock } from '../../text/context.js';
import { blockSection } from '../../text/surroundings.js';
import { type Asked, type Offer, type Rank, restOfLine } from './asked.js';
import { names } from './names.js';

/** More to choose from is easier to find by typing. */
const mostChoices = 12;

/** What estimates and rules ask for first. */
const leading: Readonly<Partial<Record<Place, readonly string[]>>> = {
  system: ['slo', 'maturity', 'defaults', 'budget'],
  client: ['users', 'peak', 'daily', 'concurrent'],
  flow: ['from', 'rate', 'op', 'request', 'response', 'slo'],
  link: ['timeout', 'for', 'retries', 'backoff', 'jitter'],
  table: ['fields', 'row', 'rows', 'retention', 'shard-key'],
  cache: ['engine', 'memory', 'hit-ratio', 'ttl', 'eviction', 'pattern'],
  database: ['engine', 'replicas', 'storage', 'replication-factor'],
  storage: ['engine', 'storage'],
  queue: ['engine', 'delivery'],
  topic: ['engine', 'partitions', 'retention', 'delivery'],
};
const leadingOfComponents = ['replicas', 'capacity', 'latency', 'latency.p99', 'zones'];

/** The properties of a block that are not written yet. */
export function properties(asked: Asked, section: Section, place: Place | undefined): Offer[] {
  const { snapshot, context } = asked;
  const block = context.blocks[context.blocks.length - 1];
  const written = block ? namesInBlock(snapshot.parsed, block) : new Set<string>();
  const first = place === undefined ? [] : (leading[place] ?? leadingOfComponents);
  return Object.entries(section).flatMap(([name, definition]): Offer[] => {
    if (name === '*' || (written.has(name) && name !== context.word.text)) return [];
    return [propertyOffer(asked, name, definition, rankOf(name, first))];
  });
}

function rankOf(name: string, first: readonly string[]): Rank {
  if (first.includes(name)) return 0;
  return Object.hasOwn(commonSection, name) ? 2 : 1;
}

function propertyOffer(asked: Asked, name: string, definition: Definition, rank: Rank): Offer {
  const { type } = definition;
  const isBlock = type.type === 'block';
  const offer = {
    label: name,
    kind: isBlock ? CompletionItemKind.Module : CompletionItemKind.Property,
    rank,
    detail: showType(type),
    doc: propertyText(name, definition),
  };
  if (/^\s*[:{]/.test(restOfLine(asked))) return offer;
  if (isBlock) return { ...offer, snippet: `${name} { ‹› }`, plain: `${name} ` };
  return { ...offer, snippet: `${name}: ${valueSnippet(asked, definition)}`, plain: `${name}: ` };
}

function valueSnippet(asked: Asked, { type, example }: Definition): string {
  const words = wordsOf(asked, type);
  if (words.length > 0 && words.length <= mostChoices) return `‹${words.join('|')}›`;
  if (example !== undefined && blockSection(type) === undefined) return `‹${example}›`;
  return '‹›';
}

/** The words that may stand as the value, where they are all it takes. */
function wordsOf(asked: Asked, type: ValueType): readonly string[] {
  switch (type.type) {
    case 'choice':
      return type.values;
    case 'yes-no':
      return type.only === undefined ? ['yes', 'no'] : [type.only];
    case 'name':
      return type.of.length === 0 ? [] : names(asked, type.of).map(({ label }) => label);
    case 'list':
      return wordsOf(asked, type.item);
    default:
      return [];
  }
}
