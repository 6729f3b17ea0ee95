import { Location, LocationLink, type TextDocumentEdit, type TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { Client } from './capabilities.js';

/** The same answer for a client that does not take its newer forms. */
export function forClient<R>(client: Client, answer: R): R {
  if (Array.isArray(answer)) return answer.map((part) => ofPart(client, part)) as R;
  return ofPart(client, answer);
}

function ofPart<R>(client: Client, part: R): R {
  if (!client.locationLinks && LocationLink.is(part))
    return Location.create(part.targetUri, part.targetSelectionRange) as R;
  if (client.documentChanges || typeof part !== 'object' || part === null) return part;
  if ('documentChanges' in part) return plain(part as WorkspaceEdit) as R;
  return 'edit' in part && WorkspaceEdit.is(part.edit) ? { ...part, edit: plain(part.edit) } : part;
}

function plain({ documentChanges = [] }: WorkspaceEdit): WorkspaceEdit {
  const edits = documentChanges.filter((change): change is TextDocumentEdit => 'edits' in change);
  return {
    changes: Object.fromEntries(edits.map(({ textDocument, edits: list }) => [textDocument.uri, list as TextEdit[]])),
  };
}
