/**
 * Inside the server a file is named by its URI with the path decoded, so that an import written `./my shop.arch` finds
 * `my%20shop.arch`, and a drive is the same file in both cases.
 */
export function fileOf(uri: string): string {
  const [start, path] = split(uri);
  return start + decoded(path).replace(/^\/[A-Z]:/, (drive) => drive.toLowerCase());
}

/** The URI of a file's name. */
export function uriOf(file: string): string {
  const [start, path] = split(file);
  if (!start.includes('//')) return file;
  return start + path.split('/').map(encodeURIComponent).join('/');
}

/** The folder that a file or folder is in, without a slash at its end; `undefined` at the top. */
export function folderOf(file: string): string | undefined {
  const [start, path] = split(file);
  const slash = path.lastIndexOf('/');
  return slash < 0 || path === '' || path === '/' ? undefined : start + path.slice(0, slash);
}

export function isBelow(folder: string, file: string): boolean {
  return file.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

export function withoutSlash(folder: string): string {
  return folder.replace(/(?<=[^/])\/$/, '');
}

/** A file as it is seen from another: `./parts/b.arch`, `../b.arch`. */
export function relativePath(from: string, to: string): string {
  const base = from.split('/').slice(0, -1);
  const parts = to.split('/');
  let same = 0;
  while (same < base.length && same < parts.length - 1 && base[same] === parts[same]) same++;
  const up = base.length - same;
  return `${up === 0 ? './' : '../'.repeat(up)}${parts.slice(same).join('/')}`;
}

function split(uri: string): [start: string, path: string] {
  const start = uri.match(/^[a-z][\w+.-]*:(\/\/[^/]*)?/i)?.[0] ?? '';
  return [start, uri.slice(start.length)];
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
