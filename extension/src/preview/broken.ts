import * as vscode from 'vscode';

/**
 * Whether errors in the text may hide parts of the design or its figures, as they do while something is half typed. The text's own
 * errors are told from findings by what only a rule has: a page that explains it.
 */
export function hidesParts(design: vscode.Uri): boolean {
  return vscode.languages
    .getDiagnostics(design)
    .some(({ code, severity }) => severity === vscode.DiagnosticSeverity.Error && typeof code === 'string');
}
