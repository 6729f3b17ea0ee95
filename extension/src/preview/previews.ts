import * as vscode from 'vscode';
import type { LanguageServer } from '../client/server.js';
import type { PageState } from './messages.js';
import { Preview } from './preview.js';

const viewType = 'archlang.preview';

/** The previews that are open, at most one for a design. */
export class Previews implements vscode.Disposable {
  private readonly previews = new Map<string, Preview>();
  private readonly serializer: vscode.Disposable;

  constructor(
    private readonly extension: vscode.Uri,
    private readonly server: LanguageServer,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.serializer = vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel, state: Partial<PageState> | undefined) => {
        if (typeof state?.uri === 'string') this.adopt(panel, vscode.Uri.parse(state.uri, true));
        else panel.dispose();
      },
    });
  }

  /** The design of the preview that has the focus. */
  get active(): vscode.Uri | undefined {
    return [...this.previews.values()].find(({ panel }) => panel.active)?.design;
  }

  /** Shows the design's preview, beside the editor when it is new. */
  open(design: vscode.Uri): Preview {
    const open = this.previews.get(design.toString());
    if (open) {
      open.panel.reveal(undefined, true);
      return open;
    }
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    return this.adopt(
      vscode.window.createWebviewPanel(viewType, '', column, { retainContextWhenHidden: true }),
      design,
    );
  }

  private adopt(panel: vscode.WebviewPanel, design: vscode.Uri): Preview {
    const preview = new Preview(panel, design, this.extension, this.server, this.log);
    this.previews.set(design.toString(), preview);
    panel.onDidDispose(() => this.previews.delete(design.toString()));
    return preview;
  }

  dispose(): void {
    this.serializer.dispose();
    for (const { panel } of [...this.previews.values()]) panel.dispose();
  }
}
