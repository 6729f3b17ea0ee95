import { type Attributes, type Child, element, Markup } from '../../diagram/svg/element.js';

export { type Child, Markup } from '../../diagram/svg/element.js';

const empty = new Set(['meta', 'br', 'input']);

/** An HTML element; strings are escaped. Empty ones are closed as HTML wants it. */
export function html(name: string, attributes: Attributes, ...children: Child[]): Markup {
  const { text } = element(name, attributes, ...children);
  return text.endsWith('/>') && !empty.has(name) ? new Markup(`${text.slice(0, -2)}></${name}>`) : new Markup(text);
}

/** Our own style sheet or script, which HTML does not unescape. */
export function verbatim(name: 'style' | 'script', attributes: Attributes, text: string): Markup {
  return new Markup(html(name, attributes).text.replace('></', () => `>${text}</`));
}

/** A sentence in which `names` are set as code. */
export function prose(text: string): readonly Child[] {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? html('code', {}, unbroken(shown(part.slice(1, -1)))) : shown(part)));
}

/** A line may end before or after an arrow, not in the middle of one. */
function unbroken(code: string): readonly Child[] {
  return code.split(/([-~]>)/).map((part, i) => (i % 2 === 1 ? html('span', { class: 'arrow-sign' }, part) : part));
}

const longest = 2000;
const unseen =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]|\p{Cs}/gu;

/** Untrusted text as it may stand in a page: what cannot be seen or turns the direction of reading is a �; cut where it is endless. */
export function shown(text: string): string {
  const clean = text.slice(0, longest + 2).replace(unseen, '�');
  return text.length > longest ? `${clean.slice(0, longest)}…` : clean;
}

export interface Column {
  readonly name: string;
  readonly numeric?: boolean;
}

/** A table with its caption, column heads and the first cell of each row as its head; it scrolls by itself where it is too wide. */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly Child[])[],
  ids: readonly (string | undefined)[] = [],
): Markup {
  const numeric = (i: number) => (columns[i].numeric ? 'number' : undefined);
  const cells = (row: readonly Child[]) =>
    row.map((cell, i) =>
      i === 0 ? html('th', { scope: 'row', class: numeric(i) }, cell) : html('td', { class: numeric(i) }, cell),
    );
  return html(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    html(
      'table',
      {},
      html('caption', {}, caption),
      html(
        'thead',
        {},
        html(
          'tr',
          {},
          columns.map(({ name }, i) => html('th', { scope: 'col', class: numeric(i) }, name)),
        ),
      ),
      html(
        'tbody',
        {},
        rows.map((row, i) => html('tr', { id: ids[i] }, cells(row))),
      ),
    ),
  );
}
