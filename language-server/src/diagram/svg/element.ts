/** An element before it is text: its attributes and its children are not escaped yet. */
export interface Shape {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (Markup | string)[];
}

/** A finished piece of SVG. Only `element` makes one of a shape, so that plain strings are always escaped. */
export class Markup {
  constructor(readonly of: Shape | string) {}

  get text(): string {
    return typeof this.of === 'string' ? this.of : written(this.of);
  }
}

export type Child = Markup | string | undefined | false | readonly Child[];
export type Attributes = Readonly<Record<string, string | number | undefined | false>>;

const special: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const plain = /^[\w .,:;·×%()/+-]*$/;
const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;

/** Text for element content or an attribute; characters that XML does not allow become �. */
export function escapeXml(text: string): string {
  if (plain.test(text)) return text;
  return text.replace(notInXml, '�').replace(/[&<>"']/g, (character) => special[character]);
}

/** An SVG element. String children and attribute values are escaped, absent ones left out, numbers cut to two decimals. */
export function element(name: string, attributes: Attributes, ...children: Child[]): Markup {
  const present = new Map<string, string>();
  for (const key in attributes) {
    const value = attributes[key];
    if (value === undefined || value === false) continue;
    present.set(key, typeof value === 'number' ? decimal(value) : value);
  }
  return new Markup({ name, attributes: present, children: flat(children, []) });
}

function flat(children: readonly Child[], into: (Markup | string)[]): (Markup | string)[] {
  for (const child of children) {
    if (child instanceof Markup || typeof child === 'string') {
      if (child !== '') into.push(child);
    } else if (child) flat(child, into);
  }
  return into;
}

function written({ name, attributes, children }: Shape): string {
  let start = `<${name}`;
  for (const [key, value] of attributes) start += ` ${key}="${escapeXml(value)}"`;
  let content = '';
  for (const child of children) content += child instanceof Markup ? child.text : escapeXml(child);
  return content === '' ? `${start}/>` : `${start}>${content}</${name}>`;
}

export function decimal(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Path data: numbers between the letters are cut to two decimals. `path`M${x},${y}h${width}`` */
export function path(strings: TemplateStringsArray, ...values: readonly number[]): string {
  return strings.reduce((text, part, i) => text + decimal(values[i - 1]) + part);
}
