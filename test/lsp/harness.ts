import { PassThrough } from 'node:stream';
import { createConnection } from 'vscode-languageserver/node';
import {
  type ClientCapabilities,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  FileChangeType,
  InitializedNotification,
  InitializeRequest,
  LogMessageNotification,
  type Position,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type Range,
  RegistrationRequest,
  type ServerCapabilities,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
  type WorkspaceFolder,
} from 'vscode-languageserver-protocol/node';
import type { FileHost } from '../../language-server/src/lsp/host.js';
import { DesignChanged, type InitializationOptions } from '../../language-server/src/lsp/protocol.js';
import { startServer } from '../../language-server/src/lsp/server.js';

export const root = 'file:///work';
export const uri = (name: string): string => `${root}/${name}`;

/** Files in memory, with a count of how often each was read. */
export class MemoryHost implements FileHost {
  readonly reads = new Map<string, number>();

  constructor(readonly files: Map<string, string>) {}

  async read(file: string): Promise<string | undefined> {
    this.reads.set(file, (this.reads.get(file) ?? 0) + 1);
    return this.files.get(file);
  }

  async list(folder: string, limit: number): Promise<readonly string[]> {
    return [...this.files.keys()]
      .filter((name) => name.startsWith(`${folder}/`) && name.endsWith('.arch'))
      .slice(0, limit);
  }
}

export interface EditorOptions {
  readonly capabilities?: ClientCapabilities;
  readonly options?: InitializationOptions;
  /** Answers `workspace/configuration`. */
  readonly settings?: () => unknown;
  /** The folders that are open; `root` unless given. */
  readonly folders?: readonly WorkspaceFolder[];
}

const usual: ClientCapabilities = {
  textDocument: { completion: { completionItem: { snippetSupport: true } }, definition: { linkSupport: true } },
  workspace: { workspaceEdit: { documentChanges: true }, didChangeWatchedFiles: { dynamicRegistration: true } },
};

/** An editor with a server of its own, in one process. */
export class Editor {
  readonly diagnostics = new Map<string, readonly Diagnostic[]>();
  readonly changed: DesignChanged.Parameters[] = [];
  /** Every report of findings, as it came: the file and, of an open one, its version. */
  readonly published: (readonly [uri: string, version: number | undefined])[] = [];
  readonly logged: string[] = [];
  onTold: (what: 'changed' | 'diagnostics') => void = () => {};
  readonly registered: string[] = [];
  /** What it wants watched. */
  readonly watched: unknown[] = [];
  capabilities!: ServerCapabilities;
  private readonly texts = new Map<string, { text: string; version: number }>();
  private waiting: (() => void)[] = [];
  /** Documents so far. */
  private opened = 0;

  private constructor(
    readonly connection: ProtocolConnection,
    readonly host: MemoryHost,
  ) {}

  /** @param files by name below the workspace's folder */
  static async start(files: Readonly<Record<string, string>> = {}, more: EditorOptions = {}): Promise<Editor> {
    const host = new MemoryHost(new Map(Object.entries(files).map(([name, text]) => [uri(name), text])));
    const [up, down] = [new PassThrough(), new PassThrough()];
    startServer(createConnection(new StreamMessageReader(up), new StreamMessageWriter(down)), host);
    const connection = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
    const editor = new Editor(connection, host);
    await editor.greet(more);
    return editor;
  }

  private async greet({
    capabilities = usual,
    options = { today: '2026-11-21' },
    settings,
    folders = [{ uri: root, name: 'work' }],
  }: EditorOptions): Promise<void> {
    const { connection } = this;
    connection.onNotification(PublishDiagnosticsNotification.type, ({ uri: file, diagnostics, version }) => {
      this.diagnostics.set(file, diagnostics);
      this.published.push([file, version]);
      this.onTold('diagnostics');
      this.wake();
    });
    connection.onNotification(DesignChanged.type, (params) => {
      this.changed.push(params);
      this.onTold('changed');
      this.wake();
    });
    connection.onNotification(LogMessageNotification.type, ({ message }) => {
      this.logged.push(message);
      this.wake();
    });
    connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      this.registered.push(...registrations.map(({ method }) => method));
      this.watched.push(...registrations.flatMap(({ registerOptions }) => registerOptions?.watchers ?? []));
    });
    connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
      items.map(() => settings?.() ?? null),
    );
    connection.listen();
    const started = await connection.sendRequest(InitializeRequest.type, {
      processId: null,
      rootUri: root,
      workspaceFolders: [...folders],
      capabilities,
      initializationOptions: options,
    });
    this.capabilities = started.capabilities;
    await connection.sendNotification(InitializedNotification.type, {});
  }

  private wake(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const go of waiting) go();
  }

  /** Waits until something the server has said makes the condition true. */
  async until(condition: () => boolean, what = 'the server'): Promise<void> {
    const deadline = performance.now() + 10_000;
    while (!condition()) {
      if (performance.now() > deadline) throw new Error(`${what} did not answer in time`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 200);
        this.waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** Opens a document; `|` marks the cursor, whose place is returned. Waits until the server has looked at it. */
  async open(name: string, marked: string): Promise<Position> {
    const [text, position] = cursorIn(marked);
    const version = ++this.opened;
    this.texts.set(name, { text, version });
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri: uri(name), languageId: 'arch', version, text },
    });
    await this.looked(name);
    return position;
  }

  /** Types over the first occurrence of some text; does not wait. */
  async type(name: string, from: string, to: string): Promise<number> {
    const document = this.texts.get(name)!;
    const offset = document.text.indexOf(from);
    if (offset < 0) throw new Error(`\`${from}\` is not in ${name}`);
    const range = { start: positionAt(document.text, offset), end: positionAt(document.text, offset + from.length) };
    return this.change(name, range, to);
  }

  async change(name: string, range: Range, text: string): Promise<number> {
    const document = this.texts.get(name)!;
    document.text = replaced(document.text, range, text);
    document.version++;
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: uri(name), version: document.version },
      contentChanges: [{ range, text }],
    });
    return document.version;
  }

  /** Waits until the server has looked at the present text. */
  async looked(name: string): Promise<void> {
    const { version } = this.texts.get(name)!;
    const told = () => this.published.findLast(([file]) => file === uri(name));
    await this.until(() => told()?.[1] === version, `a look at ${name}`);
    // What is said of other files comes with it.
    await new Promise((resolve) => setImmediate(resolve));
  }

  async close(name: string): Promise<void> {
    this.texts.delete(name);
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri: uri(name) } });
  }

  /** Changes a file outside of the editor. */
  async write(name: string, text: string | undefined): Promise<void> {
    const type =
      text === undefined
        ? FileChangeType.Deleted
        : this.host.files.has(uri(name))
          ? FileChangeType.Changed
          : FileChangeType.Created;
    if (text === undefined) this.host.files.delete(uri(name));
    else this.host.files.set(uri(name), text);
    await this.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: uri(name), type }],
    });
  }

  text(name: string): string {
    return this.texts.get(name)?.text ?? this.host.files.get(uri(name)) ?? '';
  }

  /** Codes of what is said about a file, in order. */
  codes(name: string): readonly unknown[] {
    return (this.diagnostics.get(uri(name)) ?? []).map(({ code }) => code);
  }

  /** The texts after an edit, by name. */
  applied({ documentChanges = [], changes = {} }: WorkspaceEdit): Readonly<Record<string, string>> {
    const edits = documentChanges.filter((change): change is TextDocumentEdit => 'edits' in change);
    const all = [
      ...edits.map(({ textDocument, edits: list }) => [textDocument.uri, list as TextEdit[]] as const),
      ...Object.entries(changes),
    ];
    return Object.fromEntries(
      all.map(([file, list]) => {
        const name = file.slice(root.length + 1);
        return [name, appliedTo(this.text(name), list)];
      }),
    );
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest(ShutdownRequest.type);
    this.connection.dispose();
  }
}

export function appliedTo(text: string, edits: readonly TextEdit[]): string {
  const sorted = [...edits].sort((a, b) => offsetAt(text, b.range.start) - offsetAt(text, a.range.start));
  return sorted.reduce((result, { range, newText }) => replaced(result, range, newText), text);
}

/** The text without its `|`, and where that stood. */
export function cursorIn(marked: string): readonly [text: string, position: Position] {
  const offset = marked.indexOf('|');
  const text = offset < 0 ? marked : marked.slice(0, offset) + marked.slice(offset + 1);
  return [text, positionAt(text, Math.max(0, offset))];
}

export function positionAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length - 1, character: lines[lines.length - 1].length };
}

export function offsetAt(text: string, { line, character }: Position): number {
  return (
    text
      .split('\n')
      .slice(0, line)
      .reduce((sum, each) => sum + each.length + 1, 0) + character
  );
}

function replaced(text: string, { start, end }: Range, by: string): string {
  return text.slice(0, offsetAt(text, start)) + by + text.slice(offsetAt(text, end));
}
