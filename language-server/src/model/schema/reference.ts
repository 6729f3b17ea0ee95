import type { Definition, Section } from './definition.js';
import { commonSection, componentKinds, type Place, schema, showAssumed, showType } from './index.js';

interface Chapter {
  readonly title: string;
  readonly intro: string;
  readonly section: Section;
}

const intro = `A property is written \`name: value\`, a block \`name { … }\`. What is not written is unknown, not false; only the
defaults below are assumed, and estimates always show them as assumed.`;

const intros: Readonly<Partial<Record<Place, string>>> = {
  system: 'What was promised, and what holds for the whole design.',
  client: 'People or devices that use the system.',
  flow: 'One kind of request: where it starts, how often, how big, what it needs.',
  link: 'A call `a -> b` or a hand-over `a ~> b`. What it takes from its flow may be written for one hop.',
  waf: 'Only what every component has.',
  region: 'A place far from others, with zones of its own.',
  zone: 'A part of a region that fails on its own.',
  group: 'A frame in the picture, with defaults for what stands in it.',
  table: 'What is stored, and how it is found. It takes what it does not say from its store.',
  field: 'In the block after its type: `code: text(7B) { alphabet: 62, length: 7 }`.',
  index: 'In the block of `index on [author, created] { … }`.',
  query: 'In the block of `query by author 5% { … }`; the share is that of the reads of the table.',
  saga: 'Work in steps over several stores, each with its undoing.',
  transaction: 'Work that happens as a whole or not at all.',
  step: 'In the block of `step pay compensate refund { … }`.',
  engine: 'A product with its typical values: besides these, any property of its kinds.',
};

/** The reference of all properties by place, in Markdown. */
export function referencePage(): string {
  const shown = new Set<Section>();
  const chapters = [
    chapter('system'),
    chapter('client'),
    chapter('flow'),
    chapter('link'),
    { title: 'Every component', intro: 'What all kinds but a client may have.', section: commonSection },
    ...componentKinds.filter((kind) => kind !== 'client').map(chapter),
    ...(['region', 'zone', 'group', 'table', 'field', 'index', 'query'] as const).map(chapter),
    ...(['saga', 'transaction', 'step', 'engine'] as const).map(chapter),
  ];
  return `# Properties\n\n${intro}\n\n${chapters.map((part) => write(part, shown)).join('\n\n')}\n`;
}

function chapter(place: Place): Chapter {
  const text = intros[place] ?? 'Besides what every component has:';
  return { title: place, intro: text, section: ownOf(place) };
}

/** Without what the chapter on every component tells already. */
function ownOf(place: Place): Section {
  if (place === 'system' || place === 'client' || !('replicas' in schema[place])) return schema[place];
  const elsewhere: Section =
    place === 'engine' ? Object.assign({}, ...componentKinds.map((kind) => schema[kind])) : commonSection;
  return Object.fromEntries(Object.entries(schema[place]).filter(([name]) => !Object.hasOwn(elsewhere, name)));
}

function write({ title, intro, section }: Chapter, shown: Set<Section>): string {
  const heading = `## ${title}\n\n${intro}`;
  const lines = rows(section, '', shown);
  if (lines.length === 0) return heading;
  return `${heading}\n\n| property | value | example | assumed | meaning |\n|-|-|-|-|-|\n${lines.join('\n')}`;
}

/** One row for each property; a block's own follow it, unless they stood on the page before. */
function rows(section: Section, outer: string, shown: Set<Section>): readonly string[] {
  return Object.entries(section).flatMap(([name, definition]) => {
    const path = `${outer}\`${name}\``;
    const { type } = definition;
    const isNew =
      type.type === 'block' && type.open !== 'fields' && type.properties !== schema.link && !shown.has(type.properties);
    if (!isNew) return [row(path, definition)];
    shown.add(type.properties);
    const inner = Object.hasOwn(type.properties, '*') ? [] : rows(type.properties, `${path} · `, shown);
    return [row(path, definition), ...inner];
  });
}

function row(path: string, definition: Definition): string {
  const { type, doc, example, assumed } = definition;
  const value = type.type === 'block' ? 'a block' : showType(type);
  const assumedText = assumed ? `${showAssumed(definition)} (${assumed.source})` : '';
  const code = example === undefined ? '' : `\`${example.replaceAll('|', '\\|')}\``;
  return `| ${[path, prose(value), code, prose(assumedText), prose(doc)].join(' | ')} |`;
}

/** Text for a cell of a table. */
function prose(text: string): string {
  return text.replace(/[\\|<]/g, '\\$&').replace(/\s+/g, ' ');
}
