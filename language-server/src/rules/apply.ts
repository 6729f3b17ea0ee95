import type { Fix, TextEdit } from '../model/problem.js';
import type { Finding } from './finding.js';

export interface Applied {
  /** The new text of every file that changed. */
  readonly files: ReadonlyMap<string, string>;
  readonly fixes: readonly Fix[];
}

/**
 * Applies the first fix of every finding that is not accepted, safe ones only unless `unsafe` is set. A fix that would touch
 * text another one has changed waits for the next run; either all edits of a fix are made or none.
 * @param files the text of every file
 */
export function applyFixes(
  files: ReadonlyMap<string, string>,
  findings: readonly Finding[],
  { unsafe = false }: { unsafe?: boolean } = {},
): Applied {
  const edits = new Map<string, TextEdit[]>();
  const fixes: Fix[] = [];
  for (const finding of findings) {
    const fix = finding.accepted ? undefined : finding.fixes.find(({ safe }) => safe || unsafe);
    if (!fix || fix.edits.some((edit) => !files.has(edit.at.file) || clashes(edit, edits.get(edit.at.file) ?? [])))
      continue;
    for (const edit of fix.edits) {
      const known = edits.get(edit.at.file);
      if (known) known.splice(placeFor(edit, known), 0, edit);
      else edits.set(edit.at.file, [edit]);
    }
    fixes.push(fix);
  }
  const changed = new Map<string, string>();
  for (const [file, list] of edits) changed.set(file, applyEdits(files.get(file)!, list));
  return { files: changed, fixes };
}

/** A file's text after edits that do not overlap; insertions at one place keep their order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const edit of [...edits].sort((a, b) => a.at.offset - b.at.offset || a.at.end - b.at.end)) {
    parts.push(text.slice(from, edit.at.offset), edit.text);
    from = edit.at.end;
  }
  return parts.join('') + text.slice(from);
}

/** Edits that touch cannot both be meant: two insertions at one place may say the same thing twice. `others` are in order. */
function clashes(edit: TextEdit, others: readonly TextEdit[]): boolean {
  const place = placeFor(edit, others);
  const before = others[place - 1];
  const after = others[place];
  return (
    (before !== undefined && edit.at.offset <= before.at.end) || (after !== undefined && after.at.offset <= edit.at.end)
  );
}

/** Behind all that begin at the same offset or before. */
function placeFor(edit: TextEdit, others: readonly TextEdit[]): number {
  let low = 0;
  let high = others.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (others[middle].at.offset <= edit.at.offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
