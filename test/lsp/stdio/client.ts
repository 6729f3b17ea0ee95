import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type ClientCapabilities,
  createProtocolConnection,
  type Diagnostic,
  type Position,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type Range,
  type ServerCapabilities,
  StreamMessageReader,
  StreamMessageWriter,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';

export interface ClientOptions {
  /** Below the workspace's folder. */
  readonly files?: Readonly<Record<string, string>>;
  readonly capabilities?: ClientCapabilities;
  readonly settings?: unknown;
  /** The program and its arguments; our bundled one unless given. */
  readonly command?: readonly [string, ...string[]];
  readonly languageId?: string;
}

/** The built program. */
export const program = resolve(import.meta.dirname, '../../../language-server/dist/archlang.cjs');

const everything: ClientCapabilities = {
  textDocument: {
    completion: { completionItem: { snippetSupport: true } },
    definition: { linkSupport: true },
    publishDiagnostics: { versionSupport: true },
  },
  workspace: { workspaceEdit: { documentChanges: true }, fileOperations: { willRename: true }, workspaceFolders: true },
};

interface Published {
  readonly diagnostics: readonly Diagnostic[];
  readonly version?: number;
}

/** An editor of few words: a language server in a process of its own, spoken to over its standard streams. */
export class StdioClient {
  readonly published = new Map<string, Published>();
  /** What the server wrote to its log and to standard error. */
  readonly said: string[] = [];
  /** What it wants changed. */
  readonly applied: WorkspaceEdit[] = [];
  capabilities!: ServerCapabilities;
  private readonly versions = new Map<string, number>();
  private waiting: (() => void)[] = [];

  private constructor(
    readonly connection: ProtocolConnection,
    readonly process: ChildProcess,
    readonly folder: string,
    private readonly languageId: string,
  ) {}

  static async start(options: ClientOptions = {}): Promise<StdioClient> {
    const folder = mkdtempSync(join(tmpdir(), 'archlang-stdio-'));
    for (const [name, text] of Object.entries(options.files ?? {})) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const [command, ...args] = options.command ?? [process.execPath, program, 'lsp', '--stdio'];
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], cwd: folder });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const client = new StdioClient(connection, child, folder, options.languageId ?? 'arch');
    child.stderr.on('data', (chunk) => client.said.push(String(chunk)));
    const ended = new Promise<never>((_, reject) => {
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${client.said.join('')}`)));
    });
    await Promise.race([client.greet(options), ended]);
    ended.catch(() => {});
    return client;
  }

  private async greet({ capabilities = everything, settings }: ClientOptions): Promise<void> {
    const { connection } = this;
    connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics, version }) => {
      this.published.set(uri, { diagnostics, ...(version !== undefined && { version }) });
      for (const go of this.waiting.splice(0)) go();
    });
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.said.push(message);
    });
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => null));
    connection.onRequest('window/workDoneProgress/create', () => null);
    connection.onRequest('workspace/applyEdit', ({ edit }: { edit: WorkspaceEdit }) => {
      this.applied.push(edit);
      return { applied: true };
    });
    connection.listen();
    const rootUri = pathToFileURL(this.folder).href;
    const started = await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri,
      workspaceFolders: [{ uri: rootUri, name: 'work' }],
      capabilities,
      initializationOptions: { today: '2026-11-21', settings },
    });
    this.capabilities = (started as { capabilities: ServerCapabilities }).capabilities;
    await connection.sendNotification('initialized', {});
  }

  uri(name: string): string {
    return pathToFileURL(join(this.folder, name)).href;
  }

  /** Opens a document without waiting. */
  async open(name: string, text: string): Promise<void> {
    this.versions.set(name, 1);
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: this.uri(name), languageId: this.languageId, version: 1, text },
    });
  }

  /** Replaces a stretch, or everything, without waiting. */
  async change(name: string, text: string, range?: Range): Promise<void> {
    const version = (this.versions.get(name) ?? 0) + 1;
    this.versions.set(name, version);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.uri(name), version },
      contentChanges: [{ text, ...(range && { range }) }],
    });
  }

  /** What was said of the present text. */
  async diagnostics(name: string): Promise<readonly Diagnostic[]> {
    const uri = this.uri(name);
    await this.until(() => this.published.get(uri)?.version === this.versions.get(name), `diagnostics of ${name}`);
    return this.published.get(uri)?.diagnostics ?? [];
  }

  async until(condition: () => boolean, what: string, patience = 20_000): Promise<void> {
    const deadline = performance.now() + patience;
    while (!condition()) {
      if (performance.now() > deadline) throw new Error(`no ${what} in time; the server said: ${this.said.join('\n')}`);
      await new Promise<void>((done) => {
        const timer = setTimeout(done, 100);
        this.waiting.push(() => {
          clearTimeout(timer);
          done();
        });
      });
    }
  }

  /** Sends a request about a document, at a place where one is given. */
  ask<R>(method: string, name: string, more: object = {}): Promise<R> {
    return this.connection.sendRequest(method, { textDocument: { uri: this.uri(name) }, ...more });
  }

  async stop(): Promise<void> {
    const ended = new Promise((done) => this.process.once('exit', done));
    if (this.process.exitCode === null && this.process.signalCode === null) {
      await this.connection.sendRequest('shutdown');
      await this.connection.sendNotification('exit');
      await ended;
    }
    this.leave();
  }

  /** Ends the server without asking it. */
  async kill(): Promise<void> {
    const ended = new Promise((done) => this.process.once('exit', done));
    this.process.kill('SIGKILL');
    await ended;
    this.leave();
  }

  private leave(): void {
    this.connection.dispose();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Where these words first stand in a text, and so many characters further. */
export function placeOf(text: string, words: string, further = 0): Position {
  const offset = text.indexOf(words);
  if (offset < 0) throw new Error(`\`${words}\` is nowhere`);
  const lines = text.slice(0, offset + further).split('\n');
  return { line: lines.length - 1, character: lines[lines.length - 1].length };
}
