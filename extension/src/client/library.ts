import * as vscode from 'vscode';
import type { LanguageServer } from './server.js';

/** The built-in engine library as read-only documents, so that going to an engine's definition has somewhere to go. */
export function showLibrary(server: LanguageServer): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider('archlang', {
    provideTextDocumentContent: (uri) => server.libraryText(uri),
  });
}
