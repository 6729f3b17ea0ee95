import * as vscode from 'vscode';
import { languageId } from '../designs.js';

/** What `archlang init` offers, as the build wrote it down; the first is the one to start with. */
interface Template {
  readonly group: string;
  readonly title: string;
  readonly comment: string;
  readonly text: string;
}

/** Opens one of the examples, the first of them small but whole, as a document that is not saved yet. */
export function newDesign(extension: vscode.Uri): vscode.Disposable {
  return vscode.commands.registerCommand('archlang.newDesign', async () => {
    const file = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, 'dist/templates.json'));
    const templates: Template[] = JSON.parse(new TextDecoder().decode(file));
    const placeHolder = vscode.l10n.t('A design to start from');
    const picked = await vscode.window.showQuickPick(itemsOf(templates), { placeHolder, matchOnDetail: true });
    if (picked?.text === undefined) return;
    const document = await vscode.workspace.openTextDocument({ language: languageId, content: picked.text });
    await vscode.window.showTextDocument(document);
  });
}

type Item = vscode.QuickPickItem & { readonly text?: string };

/** One line for each, under the names of their groups. */
function itemsOf([first, ...others]: readonly Template[]): Item[] {
  return [first, ...others].flatMap(({ group, title, comment, text }, index, all): Item[] => {
    const item = { label: title, detail: comment, text };
    const opensGroup = index > 0 && (index === 1 || all[index - 1].group !== group);
    return opensGroup ? [{ label: group, kind: vscode.QuickPickItemKind.Separator }, item] : [item];
  });
}
