import type { Item } from './items.js';
import { hasTightArrows, spaceBetween } from './spacing.js';

const maxWidth = 120;

/** Breaks a line that is too long: between statements if it can, else by opening a block. `from` is its first item. */
export function breakLine(items: readonly Item[], from: number, column: number, tightArrows: boolean): void {
  while (breakOnce(items, from, column, tightArrows));
}

function breakOnce(items: readonly Item[], from: number, column: number, tightArrows: boolean): boolean {
  let tight = tightArrows;
  let end = column;
  let boundary: Item | undefined;
  /** The last block of the line that is opened and closed on it, outermost ones only. */
  let block: Item | undefined;
  let earlier: Item | undefined;
  let before: Item | undefined;
  for (let i = from; i < items.length; i++) {
    const item = items[i]!;
    if (before && (item.breaks > 0 || item.isComment)) return false;
    if (item.kept) return false;
    if (item.dropped) continue;
    if (item.statement) tight = hasTightArrows(item.statement);
    end += item.text.length + (before ? spaceBetween(earlier, before, item, tight).length : 0);
    const within = block !== undefined && i < block.partner!.index;
    if (before && !within && item.statement && item.isName) boundary = item;
    if (end > maxWidth) return breakAt(items, boundary, block);
    if (!within && item.type === '{' && item.partner?.row === item.row && item.partner.index > i + 1) block = item;
    earlier = before;
    before = item;
  }
  return false;
}

function breakAt(items: readonly Item[], boundary: Item | undefined, block: Item | undefined): boolean {
  if (boundary) {
    const before = items[boundary.index - 1]!;
    if (before.type === ',') before.dropped = true;
    boundary.comma = false;
    boundary.breaks = 1;
  } else if (block) {
    const first = items[block.index + 1]!;
    first.breaks = block.partner!.breaks = 1;
    first.comma = false;
  }
  return boundary !== undefined || block !== undefined;
}
