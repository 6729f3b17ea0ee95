import type * as vscode from 'vscode';

export interface Language {
  /** As a language tag, `de` or `pt-br`. */
  readonly name: string;
  /** Translations by the English text; without them the page speaks English. */
  readonly words: typeof vscode.l10n.bundle;
}

/** The page of a preview. It may run our one script, use our style sheet and start a worker of its own; nothing else. */
export function pageHtml(
  webview: vscode.Webview,
  folder: vscode.Uri,
  design: vscode.Uri,
  { name, words }: Language,
): string {
  const nonce = crypto.randomUUID().replaceAll('-', '');
  const address = (file: string) =>
    attribute(webview.asWebviewUri(folder.with({ path: `${folder.path}/${file}` })).toString());
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `connect-src ${webview.cspSource}`,
    'img-src blob:',
    'worker-src blob:',
  ].join('; ');
  const translated = words ? ` data-words="${attribute(JSON.stringify(words))}"` : '';
  return `<!DOCTYPE html>
<html lang="${words ? attribute(name) : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Archlang preview</title>
<link rel="stylesheet" href="${address('preview.css')}">
</head>
<body>
<div id="preview" data-design="${attribute(design.toString())}" data-layout-worker="${address('elk-worker.js')}"${translated}></div>
<script nonce="${nonce}" src="${address('preview.js')}"></script>
</body>
</html>`;
}

function attribute(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
