import { ast } from '@archlang/grammar';
import {
  type FileOperationRegistrationOptions,
  TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { type Parsed, resolveImport } from '../../model/parsed.js';
import { rangeOf } from '../positions.js';
import { topMembers } from '../text/members.js';
import { fileOf, isBelow, relativePath } from '../uri.js';

/** What the editor asks about before it renames or moves it. */
export const moveFilters: FileOperationRegistrationOptions['filters'] = [
  { pattern: { glob: '**/*.arch', matches: 'file' } },
  { pattern: { glob: '**', matches: 'folder' } },
];

interface Move {
  readonly oldUri: string;
  readonly newUri: string;
}

/**
 * The imports that must be written anew so that every file still imports what it imported, when files or folders move. They
 * are edits of the files as they lie before.
 * @param document what the editor knows of a file
 */
export function renameFiles(
  files: Iterable<Parsed>,
  moves: readonly Move[],
  document: (file: string) => { readonly uri: string; readonly version: number | null },
): WorkspaceEdit | null {
  const pairs = moves.map(({ oldUri, newUri }) => [fileOf(oldUri), fileOf(newUri)] as const);
  const moved = (file: string): string => {
    for (const [from, to] of pairs) {
      if (file === from) return to;
      if (isBelow(from, file)) return to + file.slice(from.length);
    }
    return file;
  };
  const documentChanges: TextDocumentEdit[] = [];
  for (const parsed of files) {
    const edits = editsOf(parsed, moved);
    if (edits.length > 0) documentChanges.push(TextDocumentEdit.create(document(parsed.source.file), edits));
  }
  return documentChanges.length > 0 ? { documentChanges } : null;
}

function editsOf(parsed: Parsed, moved: (file: string) => string): TextEdit[] {
  const { source } = parsed;
  return topMembers(parsed).flatMap(({ node, offset }) => {
    const quote = ast.isImport(node) ? (node.$cstNode?.text.indexOf('"') ?? -1) : -1;
    if (!ast.isImport(node) || !node.path || quote < 0) return [];
    const target = resolveImport(source.file, node.path);
    const [from, to] = [moved(source.file), moved(target)];
    if ((from === source.file && to === target) || resolveImport(from, node.path) === to) return [];
    const start = offset + quote + 1;
    const range = rangeOf(source, { offset: start, end: start + node.path.length });
    return [{ range, newText: relativePath(from, to) }];
  });
}
