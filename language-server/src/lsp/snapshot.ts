import type { Location as EditorLocation } from 'vscode-languageserver';
import type { Advice } from '../advice/advise.js';
import type { Subject } from '../advice/question.js';
import type { Estimates } from '../estimate/estimates.js';
import { librarySource } from '../model/library.js';
import type { Model } from '../model/model.js';
import type { Parsed } from '../model/parsed.js';
import type { Location, SourceText } from '../model/source.js';
import type { Finding } from '../rules/finding.js';
import type { Design } from './design.js';
import { rangeOf } from './positions.js';
import type { Settings } from './settings.js';
import { uriOf } from './uri.js';

/** What every feature works on: one file and the designs it belongs to, as they were at one moment. */
export class Snapshot {
  constructor(
    readonly file: string,
    readonly parsed: Parsed,
    /** The one the file is looked at in comes first; a file that several designs import has more. */
    readonly designs: readonly [Design, ...Design[]],
    readonly settings: Settings,
    /** ISO date. */
    readonly today: string,
    /** Open documents by file, with the URI as the client writes it. */
    private readonly open: ReadonlyMap<string, { readonly uri: string; readonly version: number }>,
    /** All files that may be imported. */
    readonly known: readonly string[],
    /** The designs, these and others, that share a file with the first: what one of them names may be named in all. */
    readonly sharing: readonly Design[],
  ) {}

  get source(): SourceText {
    return this.parsed.source;
  }

  get model(): Model {
    return this.designs[0].model;
  }

  get estimates(): Estimates {
    return this.designs[0].estimates;
  }

  get findings(): readonly Finding[] {
    return this.designs[0].findings;
  }

  adviceOn(subject: Subject): readonly Advice[] {
    return this.designs[0].adviceOn(subject);
  }

  /** The text a model's places refer to. */
  sourceOf(file: string): SourceText | undefined {
    for (const { model } of [...this.designs, ...this.sharing.filter(({ files }) => files.has(file))]) {
      const source = model.files.get(file);
      if (source) return source;
    }
    return librarySource(file);
  }

  uri(file: string): string {
    return this.open.get(file)?.uri ?? uriOf(file);
  }

  /** Of an open document; `null` for others. */
  version(file: string): number | null {
    return this.open.get(file)?.version ?? null;
  }

  /** A place for the editor; `undefined` for one in a file that is gone. */
  locate(at: Location): EditorLocation | undefined {
    const source = this.sourceOf(at.file);
    return source && { uri: this.uri(at.file), range: rangeOf(source, at) };
  }
}
