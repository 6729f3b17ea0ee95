import type { Connection, Diagnostic } from 'vscode-languageserver';
import { libraryPrefix } from '../model/library.js';
import type { Audience } from './audience.js';
import type { Design } from './design.js';
import { diagnose, diagnoseConfiguration } from './features/diagnostics.js';
import { uriOf } from './uri.js';
import { breathe } from './workspace/breathe.js';
import type { Workspace } from './workspace/workspace.js';

/** Sends what there is to say about each file: of an open one once for each version, of others when it is new. */
export class Publisher {
  private readonly sent = new Map<
    string,
    { readonly uri: string; readonly version?: number; readonly content: string }
  >();
  private readonly announced = new Map<string, { readonly design: Design; readonly version: number }>();

  constructor(
    private readonly connection: Connection,
    private readonly workspace: Workspace,
    /** Called for an open file whose design has changed; `elsewhere`: by an edit of another file. */
    private readonly onDesign: (uri: string, version: number, elsewhere: boolean) => void,
    private readonly audience: Audience,
  ) {}

  /** Looks at every design with an open file, with a breath in between, unless something changed meanwhile. */
  async publish(isStale: () => boolean): Promise<void> {
    const designs = await this.workspace.openDesigns();
    for (const design of designs) {
      // The model first: a request that waits may need no more than that.
      design.model;
      await breathe();
      if (isStale()) return;
    }
    this.announce(designs);
    await this.audience.turn();
    for (const design of designs) {
      if (isStale()) return;
      design.findings;
      await breathe();
    }
    if (isStale()) return;
    const faults = await Promise.all(designs.map(({ entry }) => this.workspace.configurationFaults(entry)));
    const { open } = this.workspace;
    const all = new Map([
      ...diagnose(designs, (file) => open.get(file)?.uri ?? uriOf(file)),
      ...diagnoseConfiguration(faults.flat()),
    ]);
    for (const [file, diagnostics] of all) {
      if (!file.startsWith(libraryPrefix)) this.send(file, diagnostics);
    }
    for (const file of this.sent.keys()) if (!all.has(file)) this.send(file, []);
  }

  private send(file: string, diagnostics: readonly Diagnostic[]): void {
    const document = this.workspace.open.get(file);
    const before = this.sent.get(file);
    if (!document && !before && diagnostics.length === 0) return;
    const uri = document?.uri ?? uriOf(file);
    const version = document === undefined ? {} : { version: document.version };
    const isNew = document !== undefined && document.version !== before?.version;
    // Only of what might be the same it is worth looking whether it is.
    const content = isNew ? '' : JSON.stringify(diagnostics);
    if (!isNew && before?.content === content && before.uri === uri) return;
    if (!document && diagnostics.length === 0) this.sent.delete(file);
    else this.sent.set(file, { uri, content, ...version });
    void this.connection.sendDiagnostics({ uri, diagnostics: [...diagnostics], ...version });
  }

  private announce(designs: readonly Design[]): void {
    for (const file of this.announced.keys()) if (!this.workspace.open.has(file)) this.announced.delete(file);
    for (const [file, { uri, version }] of this.workspace.open) {
      const design = designs.find(({ entry }) => entry === file) ?? designs.find(({ files }) => files.has(file));
      const before = this.announced.get(file);
      if (!design || (before?.design === design && before.version === version)) continue;
      this.announced.set(file, { design, version });
      this.onDesign(uri, version, before?.version === version);
    }
  }
}
