import * as vscode from 'vscode';
import type { WorkspaceEdit } from 'vscode-languageclient';
import {
  ConsequencesRequest,
  DetailsRequest,
  FiguresRequest,
  FixRequest,
  MarksRequest,
  OutlineRequest,
  PlaceRequest,
  ReportRequest,
  SceneRequest,
  ThingAtRequest,
  WriteValueRequest,
} from '../../../language-server/src/lsp/preview/protocol.js';
import type { LanguageServer } from '../client/server.js';
import type { AskExport, SceneView, ToExtension, ToPage } from './messages.js';
import { pageHtml } from './page.js';
import { goToPlace, rangeOf } from './places.js';
import { nameOf, saveExport } from './save-export.js';

/** One design's preview: asks the server for the scene whenever it may have changed, and ties the page to the editor. */
export class Preview {
  private readonly disposables: vscode.Disposable[] = [];
  private readonly uri: string;
  /** Of what the page shows. */
  private shown: Pick<SceneRequest.Result, 'edition' | 'version'> | undefined;
  private view: SceneView = {};
  private pageListens = false;
  private exportWanted: AskExport.Message['format'] | undefined;
  private asking = false;
  private askAgain = false;
  private outlineWanted = false;
  private disposed = false;
  /** Cursors that were asked about. */
  private cursors = 0;
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
    this.uri = design.toString();
    panel.title = vscode.l10n.t('Preview {0}', nameOf(design));
    panel.iconPath = {
      light: vscode.Uri.joinPath(extension, 'icons/file-light.svg'),
      dark: vscode.Uri.joinPath(extension, 'icons/file-dark.svg'),
    };
    webview.options = { enableScripts: true, localResourceRoots: [scripts] };
    this.disposables.push(
      webview.onDidReceiveMessage((message: ToExtension) => this.receive(message).catch((error) => this.fail(error))),
      server.onDesignChanged(({ uri }) => {
        if (vscode.Uri.parse(uri).toString() === this.uri) void this.refresh(true);
      }),
      server.onStarted(() => void this.refresh(true)),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.followCursor(textEditor)),
      vscode.window.onDidChangeActiveTextEditor((editor) => editor && this.followCursor(editor)),
      panel.onDidDispose(() => this.dispose()),
    );
    webview.html = pageHtml(webview, scripts, design, { name: vscode.env.language, words: vscode.l10n.bundle });
  }

  /** The page exports its picture as soon as it has one. */
  askExport(format: AskExport.Message['format']): void {
    if (this.pageListens) this.send({ type: 'ask-export', format });
    else this.exportWanted = format;
  }

  private async receive(message: ToExtension): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.pageListens = true;
        this.shown = undefined;
        this.view = message.view;
        await this.openDesign();
        await this.refresh(true);
        if (this.exportWanted) this.send({ type: 'ask-export', format: this.exportWanted });
        this.exportWanted = undefined;
        return;
      case 'view':
        this.view = message.view;
        return this.refresh(false);
      case 'ask-details': {
        const details = await this.server.ask(DetailsRequest.type, { ...this.asked, id: message.id });
        return details ? this.send({ type: 'details', details }) : undefined;
      }
      case 'ask-figures': {
        const figures = await this.server.ask(FiguresRequest.type, this.asked);
        return figures ? this.send({ type: 'figures', figures }) : undefined;
      }
      case 'fix': {
        const { finding, title } = message;
        return this.apply(await this.server.ask(FixRequest.type, { ...this.asked, finding, title }), title);
      }
      case 'write-value': {
        const { param, text } = message;
        return this.apply(await this.server.ask(WriteValueRequest.type, { uri: this.uri, param, text }), text);
      }
      case 'reveal':
        return this.reveal(message.id, message.keepFocus);
      case 'reveal-place':
        return goToPlace(message.location, false, this.panel.viewColumn);
      case 'save-picture':
        return saveExport(message.format, message.content, this.design);
      case 'save-report': {
        const { picture, supposed } = message;
        const report = await this.server.ask(ReportRequest.type, { ...this.asked, picture, supposed });
        if (report !== null) return saveExport('html', report, this.design);
        return void vscode.window.showWarningMessage(vscode.l10n.t('Archlang: the report could not be made.'));
      }
      case 'copy':
        await vscode.env.clipboard.writeText(message.text);
        vscode.window.setStatusBarMessage(vscode.l10n.t('Archlang: copied {0}', message.what), 3000);
        return;
      case 'failure':
        return this.fail(message.message);
    }
  }

  private get asked(): { readonly uri: string; readonly whatIf?: SceneView['whatIf'] } {
    return { uri: this.uri, ...(this.view.whatIf && { whatIf: this.view.whatIf }) };
  }

  /** Changes the text as the person asked for, so that it can be undone there. */
  private async apply(edit: WorkspaceEdit | null, what: string): Promise<void> {
    if (edit && (await this.server.apply(edit))) return;
    void vscode.window.showWarningMessage(
      vscode.l10n.t('Archlang: “{0}” could not be applied: the text has changed meanwhile.', what),
    );
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
  private async refresh(designChanged: boolean): Promise<void> {
    if (!this.pageListens || !this.server.running) return;
    if (designChanged) this.outlineWanted = true;
    if (this.asking) {
      this.askAgain = true;
      return;
    }
    this.asking = true;
    try {
      do {
        this.askAgain = false;
        const { view } = this;
        const base = this.shown?.edition;
        const asked = { ...view, uri: this.uri, ...(base !== undefined && { base }) };
        const scene = await this.server.ask(SceneRequest.type, asked);
        // Another page listens now, which has no scene to change.
        if (base !== this.shown?.edition) {
          this.askAgain = true;
          continue;
        }
        const marks = this.sendMarks(view);
        // The first picture comes with its findings; later ones wear those of the last until theirs are there.
        if (base === undefined) await marks;
        this.show(scene, view);
        await Promise.all([marks, this.outlineWanted && this.sendOutline()]);
        if (!this.askAgain && view.whatIf) await this.sendConsequences(view.whatIf);
      } while (this.askAgain && !this.disposed);
    } catch (error) {
      this.fail(`The scene could not be had: ${error}`);
    } finally {
      this.asking = false;
    }
  }

  private async sendMarks({ collapse, whatIf }: SceneView): Promise<void> {
    const asked = { uri: this.uri, ...(collapse && { collapse }), ...(whatIf && { whatIf }) };
    const marks = await this.server.ask(MarksRequest.type, asked);
    if (marks) this.send({ type: 'marks', marks });
  }

  private async sendOutline(): Promise<void> {
    this.outlineWanted = false;
    const outline = await this.server.ask(OutlineRequest.type, { uri: this.uri });
    if (outline) this.send({ type: 'outline', outline });
  }

  private async sendConsequences(whatIf: NonNullable<SceneView['whatIf']>): Promise<void> {
    const consequences = await this.server.ask(ConsequencesRequest.type, { uri: this.uri, whatIf });
    if (consequences) this.send({ type: 'consequences', consequences });
  }

  private show(result: SceneRequest.Result | null, view: SceneView): void {
    if (this.disposed) return;
    if (!result) {
      const reason = `${nameOf(this.design)} is not open in an editor, or cannot be read as a design.`;
      this.send({ type: 'nothing', reason });
      return;
    }
    if (result.version !== this.shown?.version) this.revealed = undefined;
    const isNew = result.version !== this.shown?.version;
    const { version, ...shown } = result;
    this.shown = { version, edition: shown.edition };
    this.send({ type: 'scene', ...shown, view });
    if (isNew) for (const editor of vscode.window.visibleTextEditors) this.followCursor(editor);
  }

  private followCursor(editor: vscode.TextEditor): void {
    if (!this.shown || editor.document !== vscode.window.activeTextEditor?.document) return;
    this.idAt(editor).then(
      (thing) => thing && this.send({ type: 'cursor', ...thing }),
      (error) => this.fail(error),
    );
  }

  /** Of the thing in whose declaration the cursor is; nothing where it cannot be told, or the cursor has moved on. */
  private async idAt({ document, selection }: vscode.TextEditor): Promise<ThingAtRequest.Result | null> {
    if (this.revealed?.range.isEqual(selection)) return { id: this.revealed.id };
    const asked = ++this.cursors;
    const { collapse } = this.view;
    const { line, character } = selection.active;
    const at = { uri: document.uri.toString(), position: { line, character } };
    const found = await this.server.ask(ThingAtRequest.type, { uri: this.uri, at, ...(collapse && { collapse }) });
    return asked === this.cursors ? found : null;
  }

  private async reveal(id: string, keepFocus: boolean): Promise<void> {
    const place = await this.server.ask(PlaceRequest.type, { uri: this.uri, id });
    if (!place) return;
    this.revealed = { id, range: rangeOf(place) };
    await goToPlace(place, keepFocus, this.panel.viewColumn);
  }

  private send(message: ToPage): void {
    if (!this.disposed) void this.panel.webview.postMessage(message);
  }

  private fail(error: unknown): void {
    this.log.error(`Preview of ${this.design.toString(true)}: ${error}`);
  }

  private dispose(): void {
    this.disposed = true;
    for (const disposable of this.disposables) disposable.dispose();
  }
}
