import type { CodeAction } from 'vscode-languageserver';
import { estimate } from '../../../estimate/estimate.js';
import { buildModel } from '../../../model/build.js';
import { parseFile } from '../../../model/parsed.js';
import type { TextEdit } from '../../../model/problem.js';
import { applyFixes } from '../../../rules/apply.js';
import { additionsOf } from '../../../rules/configuration.js';
import type { Finding } from '../../../rules/finding.js';
import { lint } from '../../../rules/lint.js';
import type { Snapshot } from '../../snapshot.js';
import { workspaceEdit } from '../../text-edits.js';

export const fixAllKind = 'source.fixAll.archlang';

/** A fix may free the way for the next; more rounds than this mean that two of them undo each other. */
const mostRounds = 10;

/** The safe fixes of all findings in this file, also of those that only show once others are mended. */
export function fixAllAction(snapshot: Snapshot): CodeAction[] {
  const [design] = snapshot.designs;
  const texts = new Map([...snapshot.model.files].map(([file, { text }]) => [file, text]));
  const mended = new Map(texts);
  let findings = snapshot.findings;
  let edits: readonly TextEdit[] = [];
  let rounds = 0;
  for (; rounds < mostRounds; rounds++) {
    const step = attempt(ofFile(findings)) ?? attempt(ofFile(findings).slice(0, 1));
    if (!step) break;
    for (const [file, text] of step.files) mended.set(file, text);
    findings = step.findings;
    edits = step.edits;
  }
  if (rounds === 0) return [];
  // Edits of one round fit the text as it is; those of several only together.
  const edit = workspaceEdit(snapshot, rounds === 1 ? edits : [...texts].flatMap(replaced));
  return edit ? [{ title: 'Apply all safe fixes', kind: fixAllKind, edit }] : [];

  function ofFile(all: readonly Finding[]): readonly Finding[] {
    return all.filter(({ at, accepted, fixes }) => {
      return at.file === snapshot.file && !accepted && fixes.some(({ safe }) => safe);
    });
  }

  /** `undefined` where nothing changes, or more would be wrong than before. */
  function attempt(wanted: readonly Finding[]) {
    const { files, fixes } = applyFixes(mended, wanted);
    if (fixes.length === 0) return undefined;
    const parsed = new Map([...mended].map(([file, text]) => [file, parseFile(file, files.get(file) ?? text)]));
    const model = buildModel(design.entry, parsed, additionsOf(design.configuration));
    const after = lint(model, estimate(model), design.configuration);
    if (errors(after) > errors(findings)) return undefined;
    return { files, findings: after, edits: fixes.flatMap((fix) => fix.edits) };
  }

  /** From the first character that differs to the last. */
  function replaced([file, before]: readonly [string, string]): TextEdit[] {
    const after = mended.get(file) ?? before;
    if (after === before) return [];
    const shorter = Math.min(before.length, after.length);
    let from = 0;
    while (from < shorter && before[from] === after[from]) from++;
    let behind = 0;
    while (behind < shorter - from && before.at(-1 - behind) === after.at(-1 - behind)) behind++;
    const at = { file, offset: from, end: before.length - behind };
    return [{ at, text: after.slice(from, after.length - behind) }];
  }
}

function errors(findings: readonly Finding[]): number {
  return findings.filter(({ severity, accepted }) => severity === 'error' && !accepted).length;
}
