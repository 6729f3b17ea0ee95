import type { Connection } from 'vscode-languageserver';
import type { FileHost } from './host.js';
import { ListFilesRequest, ReadFileRequest } from './protocol.js';

/** Files that only the client can reach: in a browser, in a virtual workspace. */
export function clientFiles(connection: Connection): FileHost {
  return {
    read: async (uri) => (await connection.sendRequest(ReadFileRequest.type, { uri }).catch(() => null)) ?? undefined,
    list: async (folder, limit) =>
      (await connection.sendRequest(ListFilesRequest.type, { folder, limit }).catch(() => null)) ?? [],
  };
}
