/**
 * Does a path match a glob? `*` and `?` stay within a folder, `**` crosses folders, `{a,b}` gives alternatives. A glob
 * without a `/` matches the file's name in any folder. Paths are written with `/`.
 */
export function matchesGlob(glob: string, path: string): boolean {
  return expand(glob.replace(/^\.\//, '')).some((one) => {
    const parts = (one.includes('/') ? one : `**/${one}`).split('/').filter((part) => part !== '');
    return matchParts(
      parts,
      path.split('/').filter((part) => part !== '' && part !== '.'),
    );
  });
}

/** The alternatives of `{a,b}`, at most a hundred. */
function expand(glob: string): string[] {
  let open = [glob];
  for (let round = 0; round < 8; round++) {
    const next = open.flatMap((one) => {
      const braces = one.match(/^([^{]*)\{([^{}]*)\}(.*)$/);
      return braces ? braces[2].split(',').map((choice) => braces[1] + choice + braces[3]) : [one];
    });
    if (next.length === open.length || next.length > 100) break;
    open = next;
  }
  return open;
}

/** Folder by folder, with the places reached so far: never exponential. */
function matchParts(parts: readonly string[], path: readonly string[]): boolean {
  let reached = new Set([0]);
  for (const part of parts) {
    const next = new Set<number>();
    for (const at of reached) {
      if (part === '**') for (let to = at; to <= path.length; to++) next.add(to);
      else if (at < path.length && matchName(part, path[at])) next.add(at + 1);
    }
    reached = next;
  }
  return reached.has(path.length);
}

function matchName(pattern: string, name: string): boolean {
  let reached = new Set([0]);
  for (const letter of pattern) {
    const next = new Set<number>();
    for (const at of reached) {
      if (letter === '*') for (let to = at; to <= name.length; to++) next.add(to);
      else if (at < name.length && (letter === '?' || name[at] === letter)) next.add(at + 1);
    }
    reached = next;
  }
  return reached.has(name.length);
}
