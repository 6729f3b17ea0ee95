import { isQuantityError, parseQuantity, sameDimension } from '@archlang/grammar';
import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import type { Snapshot } from '../../snapshot.js';
import { contextAt } from '../../text/context.js';
import { workspaceEdit } from '../../text-edits.js';
import { unitsOf } from '../completion/units.js';
import type { Stretch } from './fixes.js';

const most = 4;
/** A number that a person would write. */
const [least, greatest] = [0.1, 9999];
const digits = 6;
/** How long these are is the design's own matter, so nothing is turned into or out of them. */
const calendarUnit = /(?<![a-z])(mo|y|month|year)$/i;

/** The number under the cursor in other units, where it comes out exactly and short: `2000ms` as `2s`, `864k/day` as `10/s`. */
export function unitActions(snapshot: Snapshot, place: Stretch): CodeAction[] {
  const { word } = contextAt(snapshot.parsed, place.offset);
  if (word.kind !== 'number' || place.end > word.end) return [];
  return conversions(word.text)
    .slice(0, most)
    .flatMap((text) => {
      const edit = workspaceEdit(snapshot, [{ at: { file: snapshot.file, offset: word.offset, end: word.end }, text }]);
      return edit ? [{ title: `Write as \`${text}\``, kind: CodeActionKind.RefactorRewrite, edit }] : [];
    });
}

/** The same quantity in other units, most usual unit first. */
export function conversions(written: string): readonly string[] {
  const quantity = parseQuantity(written);
  if (isQuantityError(quantity) || !(quantity.value > 0) || calendarUnit.test(written)) return [];
  // A percentage or a multiple says by its unit what it is meant as.
  if (quantity.notation !== 'unit' && quantity.notation !== 'number') return [];
  const sign = /^[$€£]/.exec(written)?.[0] ?? '';
  return unitsOf(quantity.dimension, false).flatMap((unit) => {
    if (unit === '%' || unit === 'x' || calendarUnit.test(unit)) return [];
    const one = parseQuantity(`${sign}1${unit}`);
    if (isQuantityError(one) || !sameDimension(one.dimension, quantity.dimension)) return [];
    const amount = Number((quantity.value / one.value).toPrecision(digits));
    const text = `${sign}${amount}${unit}`;
    const made = parseQuantity(text);
    const exact = !isQuantityError(made) && Math.abs(made.value / quantity.value - 1) < 1e-12;
    return exact && amount >= least && amount <= greatest && text !== written ? [text] : [];
  });
}
