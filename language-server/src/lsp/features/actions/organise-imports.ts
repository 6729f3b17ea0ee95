import { ast } from '@archlang/grammar';
import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import { lineBreak, lineEnd, lineStart, onItsOwnLine } from '../../../rules/layout.js';
import type { Snapshot } from '../../snapshot.js';
import { topMembers } from '../../text/members.js';
import { workspaceEdit } from '../../text-edits.js';

/**
 * Sorts the imports by path, each once, where the first of them stands. All that an import brings belongs to the design,
 * so none is taken out for want of use.
 */
export function organiseImports(snapshot: Snapshot): CodeAction[] {
  const { parsed, source, file } = snapshot;
  const { text } = source;
  const imports = topMembers(parsed).flatMap(({ node, offset, end }) => {
    if (!ast.isImport(node) || !node.path || !onItsOwnLine(text, offset, end)) return [];
    const start = lineStart(text, offset);
    return [{ path: node.path, line: text.slice(start, lineEnd(text, end)), start, end: lineEnd(text, end) }];
  });
  if (imports.length < 2) return [];
  const newline = lineBreak(text);
  const byPath = new Map<string, string>();
  for (const { path, line } of imports) if (!byPath.has(path) || line.includes('//')) byPath.set(path, line.trim());
  const sorted = [...byPath].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
  const [first, ...others] = imports;
  const edits = [
    { at: { file, offset: first.start, end: first.end }, text: sorted.join(newline) },
    ...others.map(({ start, end }) => ({ at: { file, offset: start, end: afterBreak(text, end) }, text: '' })),
  ];
  const together = imports.every(({ end }, index) => {
    const next = imports[index + 1];
    return next === undefined || text.slice(end, next.start).trim() === '';
  });
  const present = imports.map(({ line }) => line.trim());
  if (together && present.join('\n') === sorted.join('\n')) return [];
  const edit = workspaceEdit(snapshot, edits);
  return edit ? [{ title: 'Organise imports', kind: CodeActionKind.SourceOrganizeImports, edit }] : [];
}

/** Behind the line break at this place. */
function afterBreak(text: string, offset: number): number {
  return offset + (/^\r?\n|^\r/.exec(text.slice(offset, offset + 2))?.[0].length ?? 0);
}
