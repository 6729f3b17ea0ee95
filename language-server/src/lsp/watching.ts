import { type Connection, DidChangeWatchedFilesNotification } from 'vscode-languageserver';
import type { Client } from './capabilities.js';
import { folderOf, uriOf } from './uri.js';
import { configurationName } from './workspace/configurations.js';

/** Asks the client to watch what designs are made of: their files, their configuration and what that extends. */
export class Watching {
  private readonly followed = new Set<string>();

  constructor(
    private readonly connection: Connection,
    private readonly client: () => Client,
  ) {}

  start(): void {
    if (!this.client().watches) return;
    const watchers = [{ globPattern: '**/*.arch' }, { globPattern: `**/${configurationName}` }];
    void this.connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }

  /** Configuration files of other names can be watched once it is known which they are. */
  follow(files: Iterable<string>): void {
    if (!this.client().watchesRelative) return;
    const watchers = [...files].flatMap((file) => {
      const folder = folderOf(file);
      if (folder === undefined || file.endsWith(`/${configurationName}`) || this.followed.has(file)) return [];
      this.followed.add(file);
      return [{ globPattern: { baseUri: uriOf(folder), pattern: file.slice(folder.length + 1) } }];
    });
    if (watchers.length === 0) return;
    void this.connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }
}
