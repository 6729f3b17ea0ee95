import { nearest } from './nearest.js';

/** What names need to know about a declaration. */
export interface Named {
  readonly name: string;
  readonly path: string;
}

/** A block with a name, or a file's top level. */
export interface Scope {
  readonly path: readonly string[];
}

export type Lookup<T> =
  | { readonly found: T }
  | { readonly ambiguous: readonly T[] }
  | { readonly unknown: true; readonly nearest?: string };

/**
 * The one namespace of components, groups, flows, tables and params. A name is visible everywhere; where several
 * declarations bear it, the one within the nearest enclosing block wins. `us-east.api` narrows by blocks, outermost first;
 * blocks in between may be left out.
 */
export class Names<T extends Named> {
  private readonly byName = new Map<string, { item: T; path: readonly string[] }[]>();

  /** The declaration of the same full name that was there first, or nothing. */
  add(item: T, path: readonly string[]): T | undefined {
    const same = this.byName.get(item.name);
    if (!same) {
      this.byName.set(item.name, [{ item, path }]);
      return undefined;
    }
    const clash = same.find((other) => other.item.path === item.path)?.item;
    if (!clash) same.push({ item, path });
    return clash;
  }

  /** The name with as few blocks in front as make it clear. */
  shortest(item: T, path: readonly string[]): string {
    const same = this.byName.get(item.name) ?? [];
    if (same.length <= 1) return item.name;
    for (let from = path.length - 2; from > 0; from--) {
      const parts = path.slice(from);
      if (same.filter((other) => matches(other.path, parts)).length === 1) return parts.join('.');
    }
    return item.path;
  }

  lookup(name: string, scope: Scope): Lookup<T> {
    const parts = name.split('.').filter((part) => part !== '');
    const same = this.byName.get(parts[parts.length - 1] ?? '') ?? [];
    const fitting = parts.length === 1 ? same : same.filter((other) => matches(other.path, parts));
    if (fitting.length === 1) return { found: fitting[0].item };
    if (fitting.length === 0) return { unknown: true, nearest: nearest(name, this.candidates(parts.length > 1)) };
    for (let depth = scope.path.length; depth >= 0; depth--) {
      const inside = fitting.filter(({ path }) => scope.path.slice(0, depth).every((part, i) => path[i] === part));
      if (inside.length === 1) return { found: inside[0].item };
      const direct = inside.filter(({ path }) => path.length === depth + 1);
      if (direct.length === 1) return { found: direct[0].item };
      if (inside.length > 1) return { ambiguous: inside.map(({ item }) => item) };
    }
    return { ambiguous: fitting.map(({ item }) => item) };
  }

  private candidates(qualified: boolean): Iterable<string> {
    if (!qualified) return this.byName.keys();
    return [...this.byName.values()].flatMap((same) => same.map(({ item }) => item.path));
  }
}

/** Are the parts found in the path in this order, the last at its end? */
function matches(path: readonly string[], parts: readonly string[]): boolean {
  let at = path.length - 1;
  if (path[at] !== parts[parts.length - 1]) return false;
  for (let i = parts.length - 2; i >= 0; i--) {
    at--;
    while (at >= 0 && path[at] !== parts[i]) at--;
    if (at < 0) return false;
  }
  return true;
}
