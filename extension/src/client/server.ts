import * as vscode from 'vscode';
import {
  type BaseLanguageClient,
  type LanguageClientOptions,
  type RequestType,
  State,
  type WorkspaceEdit,
} from 'vscode-languageclient';
import { DesignChanged, Fault, LibraryText } from '../../../language-server/src/lsp/protocol.js';
import { answerForFiles } from './files.js';

/** Makes a client for a server of its own kind of host; the client is not started yet. */
export type CreateClient = (options: LanguageClientOptions) => BaseLanguageClient;

export const clientId = 'archlang';
export const clientName = 'Archlang';

/** The language server as the rest of the extension knows it: it outlives restarts. */
export class LanguageServer implements vscode.Disposable {
  private readonly designChanged = new vscode.EventEmitter<DesignChanged.Parameters>();
  private readonly faulted = new vscode.EventEmitter<Fault.Parameters>();
  private readonly started = new vscode.EventEmitter<void>();
  private client: BaseLanguageClient | undefined;

  readonly onDesignChanged = this.designChanged.event;
  readonly onFault = this.faulted.event;
  /** Fires after every start: what was asked before is to be asked again. */
  readonly onStarted = this.started.event;

  constructor(
    private readonly createClient: CreateClient,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  async start(): Promise<void> {
    const client = this.createClient({
      documentSelector: [{ language: 'arch' }],
      outputChannel: this.log,
      synchronize: { configurationSection: clientId },
    });
    this.client = client;
    answerForFiles(client);
    client.onNotification(DesignChanged.type, (changed) => this.designChanged.fire(changed));
    client.onNotification(Fault.type, (fault) => this.faulted.fire(fault));
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) this.started.fire();
    });
    await client.start();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** The server's answer, `null` where it does not know the file. Rejects while the server does not run. */
  async ask<P, R>(type: RequestType<P, R, void>, parameters: P): Promise<R> {
    return this.current.sendRequest<R>(type.method, parameters);
  }

  /** Makes an edit that the server gave. */
  async apply(edit: WorkspaceEdit): Promise<boolean> {
    const converted = await this.current.protocol2CodeConverter.asWorkspaceEdit(edit);
    return vscode.workspace.applyEdit(converted);
  }

  /** The text of a file of the engine library. Rejects while the server does not run. */
  async libraryText(uri: vscode.Uri): Promise<string | null> {
    return this.current.sendRequest(LibraryText.type, { uri: uri.toString() });
  }

  private get current(): BaseLanguageClient {
    if (!this.client?.isRunning()) throw new Error('The language server does not run.');
    return this.client;
  }

  get running(): boolean {
    return this.client?.isRunning() ?? false;
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client) await client.dispose();
  }

  dispose(): void {
    this.designChanged.dispose();
    this.faulted.dispose();
    this.started.dispose();
    void this.stop();
  }
}
