import * as vscode from 'vscode';
import { SummaryRequest } from '../../language-server/src/lsp/protocol.js';
import type { LanguageServer } from './client/server.js';
import { isDesign } from './designs.js';

/** How many errors and warnings the design in the active editor has, and how near its busiest component is to its limit. */
export function showStatus(server: LanguageServer): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('archlang.findings', vscode.StatusBarAlignment.Left, 10);
  item.name = vscode.l10n.t('Archlang Findings');
  item.command = 'workbench.actions.view.problems';
  let document: vscode.TextDocument | undefined;
  let busiest: { readonly id: string; readonly utilisation: string } | undefined;

  const show = (): void => {
    const enabled = vscode.workspace.getConfiguration('archlang').get('statusBar.enabled', true);
    if (!enabled || !document || document.isClosed || !isDesign(document)) {
      item.hide();
      return;
    }
    const severities = vscode.languages.getDiagnostics(document.uri).map(({ severity }) => severity);
    const errors = severities.filter((severity) => severity === vscode.DiagnosticSeverity.Error).length;
    const warnings = severities.filter((severity) => severity === vscode.DiagnosticSeverity.Warning).length;
    const counts = errors + warnings === 0 ? '$(check)' : `$(error) ${errors} $(warning) ${warnings}`;
    item.text = busiest ? `${counts} Archlang $(dashboard) ${busiest.utilisation}` : `${counts} Archlang`;
    const said = [
      vscode.l10n.t('Errors: {0}, warnings: {1}.', errors, warnings),
      ...(busiest ? [vscode.l10n.t('Busiest at peak: {0}, {1} utilised.', busiest.id, busiest.utilisation)] : []),
    ].join(' ');
    item.tooltip = said;
    item.accessibilityInformation = { label: `Archlang: ${said}`, role: 'button' };
    item.show();
  };
  const ask = async (): Promise<void> => {
    const asked = document;
    const summary =
      asked && isDesign(asked) && server.running
        ? await server.ask(SummaryRequest.type, { uri: asked.uri.toString() }).catch(() => null)
        : null;
    if (asked !== document) return;
    busiest = summary?.busiest;
    show();
  };
  const follow = (): void => {
    // While a preview or a panel has the focus, no editor is active: the last one still counts, or one that is to be seen.
    const active = vscode.window.activeTextEditor?.document;
    const isText = active && active.uri.scheme !== 'output';
    const now = isText ? active : (document ?? visibleDesign());
    if (now !== document) busiest = undefined;
    document = now;
    show();
    void ask();
  };
  follow();
  return vscode.Disposable.from(
    item,
    server.onStarted(() => void ask()),
    server.onDesignChanged(({ uri }) => {
      if (document && vscode.Uri.parse(uri).toString() === document.uri.toString()) void ask();
    }),
    vscode.window.onDidChangeActiveTextEditor(follow),
    vscode.languages.onDidChangeDiagnostics(show),
    vscode.workspace.onDidOpenTextDocument(follow),
    vscode.workspace.onDidCloseTextDocument(follow),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('archlang.statusBar')) show();
    }),
  );
}

function visibleDesign(): vscode.TextDocument | undefined {
  return vscode.window.visibleTextEditors.map(({ document }) => document).find(isDesign);
}
