/** A finished piece of SVG. Only `element` makes one, so that plain strings are always escaped. */
export class Markup {
  constructor(readonly text: string) {}
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
  let start = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    start += ` ${key}="${typeof value === 'number' ? decimal(value) : escapeXml(value)}"`;
  }
  let content = '';
  for (const child of children) content += render(child);
  return new Markup(content === '' ? `${start}/>` : `${start}>${content}</${name}>`);
}

function render(child: Child): string {
  if (child instanceof Markup) return child.text;
  if (typeof child === 'string') return escapeXml(child);
  return child ? child.map(render).join('') : '';
}

export function decimal(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Path data: numbers between the letters are cut to two decimals. `path`M${x},${y}h${width}`` */
export function path(strings: TemplateStringsArray, ...values: readonly number[]): string {
  return strings.reduce((text, part, i) => text + decimal(values[i - 1]) + part);
}
