/** An element of an XML document, as strictly parsed as these reports need it: no comments, no CDATA, no namespaces. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Parses a document; throws on anything that is not well-formed. */
export function parseXml(document: string): Element {
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(document))
    throw new Error('a character XML cannot carry');
  const header = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!document.startsWith(header)) throw new Error('no header');
  let rest = document.slice(header.length);
  const take = (pattern: RegExp): RegExpMatchArray | null => {
    const match = rest.match(pattern);
    if (match) rest = rest.slice(match[0].length);
    return match;
  };
  const element = (): Element => {
    const open = take(/^<([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>/);
    if (!open) throw new Error(`no element at ${JSON.stringify(rest.slice(0, 80))}`);
    const [, name, list, empty] = open;
    const attributes: Record<string, string> = {};
    for (const [, key, value] of list.matchAll(/([\w-]+)="([^"]*)"/g)) {
      if (key in attributes) throw new Error(`twice: ${key}`);
      attributes[key] = decode(value);
    }
    const children: Element[] = [];
    let text = '';
    while (!empty && !rest.startsWith('</')) {
      if (rest.startsWith('<')) children.push(element());
      else text += decode(take(/^[^<]+/)?.[0] ?? '');
    }
    if (!empty && !take(new RegExp(`^</${name}>`))) throw new Error(`${name} is not closed at ${rest.slice(0, 80)}`);
    return { name, attributes, children, text: text.trim() };
  };
  const root = element();
  if (rest.trim() !== '') throw new Error(`after the end: ${rest}`);
  return root;
}

function decode(text: string): string {
  if (/&(?!(?:#\d+|\w+);)/.test(text)) throw new Error(`a bare ampersand: ${text}`);
  return text.replace(/&(?:#(\d+)|(\w+));/g, (_, code?: string, name?: string) => {
    const character = code ? String.fromCodePoint(Number(code)) : entities[name ?? ''];
    if (character === undefined) throw new Error(`unknown entity ${name}`);
    return character;
  });
}

/** What an element may hold: attributes by name with their pattern (a `?` ends the name of one that may be absent), children. */
export interface Shape {
  readonly attributes: Readonly<Record<string, RegExp>>;
  readonly children: readonly string[];
}

/** The places where a document departs from its shapes. */
export function departures(element: Element, shapes: Readonly<Record<string, Shape>>, path = element.name): string[] {
  const shape = shapes[element.name];
  if (!shape) return [`${path}: unknown element`];
  const wrong: string[] = [];
  for (const [key, pattern] of Object.entries(shape.attributes)) {
    const value = element.attributes[key.replace('?', '')];
    if (value === undefined ? !key.endsWith('?') : !pattern.test(value)) wrong.push(`${path}@${key}: ${value}`);
  }
  for (const key of Object.keys(element.attributes)) {
    if (!(key in shape.attributes) && !(`${key}?` in shape.attributes)) wrong.push(`${path}@${key}: not allowed`);
  }
  for (const child of element.children) {
    if (!shape.children.includes(child.name)) wrong.push(`${path}: no place for ${child.name}`);
    wrong.push(...departures(child, shapes, `${path}/${child.name}`));
  }
  return wrong;
}
