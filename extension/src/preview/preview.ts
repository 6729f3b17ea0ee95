import * as vscode from 'vscode';
import type { SceneRequest } from '../../../language-server/src/lsp/protocol.js';
import type { LanguageServer } from '../client/server.js';
import { hidesParts } from './broken.js';
import type { ToExtension, ToPage } from './messages.js';
import { pageHtml } from './page.js';
import { goToPlace, idAt, rangeOf } from './places.js';
import { nameOf, savePicture } from './save-picture.js';

/** One design's preview: asks the server for the scene whenever it may have changed, and ties the page to the editor. */
export class Preview {
  private readonly disposables: vscode.Disposable[] = [];
  private shown: SceneRequest.Result | undefined;
  private pageListens = false;
  private pictureWanted = false;
  private asking = false;
  private askAgain = false;
  private disposed = false;
  /** What the person clicked: the cursor that follows belongs to it, even where declarations overlap. */
  private revealed: { readonly id: string; readonly range: vscode.Range } | undefined;

  constructor(
    readonly panel: vscode.WebviewPanel,
    readonly design: vscode.Uri,
    extension: vscode.Uri,
    private readonly server: LanguageServer,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const { webview } = panel;
    const scripts = vscode.Uri.joinPath(extension, 'dist');
    panel.title = `Preview ${nameOf(design)}`;
    panel.iconPath = {
      light: vscode.Uri.joinPath(extension, 'icons/file-light.svg'),
      dark: vscode.Uri.joinPath(extension, 'icons/file-dark.svg'),
    };
    webview.options = { enableScripts: true, localResourceRoots: [scripts] };
    this.disposables.push(
      webview.onDidReceiveMessage((message: ToExtension) => this.receive(message)),
      server.onDesignChanged(({ uri }) => {
        if (vscode.Uri.parse(uri).toString() === design.toString()) void this.refresh();
      }),
      server.onStarted(() => void this.refresh()),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.followCursor(textEditor)),
      vscode.window.onDidChangeActiveTextEditor((editor) => editor && this.followCursor(editor)),
      panel.onDidDispose(() => this.dispose()),
    );
    webview.html = pageHtml(webview, scripts, design);
  }

  /** The page sends its picture as soon as it has one, and it is offered for saving. */
  askPicture(): void {
    if (this.pageListens) this.send({ type: 'ask-picture' });
    else this.pictureWanted = true;
  }

  private async receive(message: ToExtension): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.pageListens = true;
        await this.openDesign();
        await this.refresh();
        if (this.pictureWanted) this.send({ type: 'ask-picture' });
        this.pictureWanted = false;
        return;
      case 'reveal':
        return this.reveal(message.id, message.keepFocus);
      case 'save-picture':
        return savePicture(message.svg, this.design);
      case 'failure':
        return this.log.error(`Preview of ${this.design.toString(true)}: ${message.message}`);
    }
  }

  /** The server knows open documents; after a restart of the editor the design may be in no tab. */
  private async openDesign(): Promise<void> {
    try {
      await vscode.workspace.openTextDocument(this.design);
    } catch (error) {
      this.log.warn(`${this.design.toString(true)} could not be opened: ${error}`);
    }
  }

  /** One question at a time; what changes meanwhile is asked for once afterwards. */
  private async refresh(): Promise<void> {
    if (!this.pageListens || !this.server.running) return;
    if (this.asking) {
      this.askAgain = true;
      return;
    }
    this.asking = true;
    try {
      do {
        this.askAgain = false;
        this.show(await this.server.scene(this.design));
      } while (this.askAgain && !this.disposed);
    } catch (error) {
      this.log.error(`The scene of ${this.design.toString(true)} could not be had: ${error}`);
    } finally {
      this.asking = false;
    }
  }

  private show(result: SceneRequest.Result | null): void {
    if (this.disposed) return;
    if (!result) {
      const reason = `${nameOf(this.design)} is not open in an editor, or cannot be read as a design.`;
      this.send({ type: 'nothing', reason });
      return;
    }
    if (result.version !== this.shown?.version) this.revealed = undefined;
    this.shown = result;
    this.send({ type: 'scene', scene: result.scene, broken: hidesParts(this.design) });
    for (const editor of vscode.window.visibleTextEditors) this.followCursor(editor);
  }

  private followCursor({ document, selection }: vscode.TextEditor): void {
    if (!this.shown || document !== vscode.window.activeTextEditor?.document) return;
    const clicked = this.revealed?.range.isEqual(selection) ? this.revealed.id : undefined;
    const id = clicked ?? idAt(document, selection.active, this.shown);
    if (id !== 'elsewhere') this.send({ type: 'cursor', ...(id !== undefined && { id }) });
  }

  private async reveal(id: string, keepFocus: boolean): Promise<void> {
    const place = this.shown?.places[id];
    if (!place) return;
    this.revealed = { id, range: rangeOf(place) };
    await goToPlace(place, keepFocus, this.panel.viewColumn);
  }

  private send(message: ToPage): void {
    if (!this.disposed) void this.panel.webview.postMessage(message);
  }

  private dispose(): void {
    this.disposed = true;
    for (const disposable of this.disposables) disposable.dispose();
  }
}
