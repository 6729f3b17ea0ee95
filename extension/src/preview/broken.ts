import * as vscode from 'vscode';

/** Problems of the text after which a statement or block may be missing from the design. */
const hiding = new Set<unknown>(['syntax', 'brace', 'limit']);

/** Whether errors in the text hide parts of the design, as they do while a line is half typed. */
export function hidesParts(design: vscode.Uri): boolean {
  return vscode.languages.getDiagnostics(design).some(({ code, severity }) => {
    const name = typeof code === 'object' ? code.value : code;
    return severity === vscode.DiagnosticSeverity.Error && hiding.has(name);
  });
}
