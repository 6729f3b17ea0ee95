import * as vscode from 'vscode';
import { isDesign } from './designs.js';

/** How many errors and warnings the design in the active editor has; a click opens the Problems. */
export function showFindingsInStatusBar(): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('archlang.findings', vscode.StatusBarAlignment.Left, 10);
  item.name = 'Archlang Findings';
  item.command = 'workbench.actions.view.problems';
  let document: vscode.TextDocument | undefined;
  const update = () => {
    // While a preview or a panel has the focus, no editor is active: the last one still counts, or one that is to be seen.
    document = vscode.window.activeTextEditor?.document ?? document ?? visibleDesign();
    if (!document || document.isClosed || !isDesign(document)) {
      item.hide();
      return;
    }
    const severities = vscode.languages.getDiagnostics(document.uri).map(({ severity }) => severity);
    const errors = severities.filter((severity) => severity === vscode.DiagnosticSeverity.Error).length;
    const warnings = severities.filter((severity) => severity === vscode.DiagnosticSeverity.Warning).length;
    const said = [counted(errors, 'error'), counted(warnings, 'warning')].join(', ');
    item.text = errors + warnings === 0 ? '$(check) Archlang' : `$(error) ${errors} $(warning) ${warnings} Archlang`;
    item.tooltip = errors + warnings === 0 ? 'This design has no errors or warnings.' : `This design: ${said}.`;
    item.accessibilityInformation = { label: `Archlang: ${said}`, role: 'button' };
    item.show();
  };
  update();
  return vscode.Disposable.from(
    item,
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.languages.onDidChangeDiagnostics(update),
    vscode.workspace.onDidOpenTextDocument(update),
    vscode.workspace.onDidCloseTextDocument(update),
  );
}

function visibleDesign(): vscode.TextDocument | undefined {
  return vscode.window.visibleTextEditors.map(({ document }) => document).find(isDesign);
}

function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : `${noun}s`}`;
}
