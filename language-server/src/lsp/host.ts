/** How the server reaches files. Everything is named by URI, so that virtual workspaces work like disks. */
export interface FileHost {
  /** The content of a file, `undefined` where there is none or it cannot be read. */
  read(uri: string): Promise<string | undefined>;
  /** The `.arch` files below a folder, at most `limit`; without those of dependencies and version control. */
  list(folder: string, limit: number): Promise<readonly string[]>;
}

/** Files of the disk from one host, those of virtual workspaces from another. */
export function byScheme(disk: FileHost, others: FileHost): FileHost {
  const hostOf = (uri: string): FileHost => (uri.startsWith('file:') ? disk : others);
  return {
    read: (uri) => hostOf(uri).read(uri),
    list: (folder, limit) => hostOf(folder).list(folder, limit),
  };
}

/** The same host, whose failures are reported and count as files that are not there. */
export function forgiving(host: FileHost, onFault: (what: string, error: unknown) => void): FileHost {
  return {
    read: (uri) =>
      host.read(uri).catch((error) => {
        onFault('reading a file', error);
        return undefined;
      }),
    list: (folder, limit) =>
      host.list(folder, limit).catch((error) => {
        onFault('searching a folder', error);
        return [];
      }),
  };
}
