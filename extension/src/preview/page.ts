import * as vscode from 'vscode';

/** The page of a preview. It may run our one script, use our style sheet and start a worker of its own; nothing else. */
export function pageHtml(webview: vscode.Webview, folder: vscode.Uri, design: vscode.Uri): string {
  const nonce = crypto.randomUUID().replaceAll('-', '');
  const address = (name: string) => attribute(webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString());
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `connect-src ${webview.cspSource}`,
    'img-src blob:',
    'worker-src blob:',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Archlang preview</title>
<link rel="stylesheet" href="${address('preview.css')}">
</head>
<body>
<div id="preview" data-design="${attribute(design.toString())}" data-layout-worker="${address('elk-worker.js')}"></div>
<script nonce="${nonce}" src="${address('preview.js')}"></script>
</body>
</html>`;
}

function attribute(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
