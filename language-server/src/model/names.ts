/** What names need to know about a declaration. */
export interface Named {
  readonly name: string;
  readonly path: string;
}

/** A block with a name, or a file's top level. */
export interface Scope {
  readonly path: readonly string[];
}

export type Lookup<T> = { readonly found: T } | { readonly ambiguous: readonly T[] } | { readonly unknown: true };

/** Of the declarations a name could mean, so many are told; more help nobody. */
const mostShown = 8;
/** Bearers of a qualified name that are looked at. */
const mostFitting = 64;

interface Entry<T> {
  readonly item: T;
  readonly path: readonly string[];
}

/**
 * The one namespace of components, groups, flows, tables and params. A name is visible everywhere; where several
 * declarations bear it, the one within the nearest enclosing block wins. `us-east.api` narrows by blocks, outermost first;
 * blocks in between may be left out. Lookups do not look at all bearers of a name, however many there are.
 */
export class Names<T extends Named> {
  private readonly byPath = new Map<string, T>();
  /** Under a name, and under each enclosing block's name with it. */
  private readonly byName = new Map<string, Entry<T>[]>();
  /** Under the full path of a block and a name: those of that name anywhere inside. */
  private readonly inside = new Map<string, Entry<T>[]>();

  /** The declaration of the same full name that was there first, or nothing. */
  add(item: T, path: readonly string[]): T | undefined {
    const clash = this.byPath.get(item.path);
    if (clash) return clash;
    this.byPath.set(item.path, item);
    const entry = { item, path };
    push(this.byName, item.name, entry);
    for (const block of new Set(path.slice(0, -1))) push(this.byName, `${block}.${item.name}`, entry);
    for (let depth = 0; depth < path.length; depth++) push(this.inside, insideKey(path, depth, item.name), entry);
    return undefined;
  }

  /** The name with as few blocks in front as make it clear. */
  shortest(item: T, path: readonly string[]): string {
    if ((this.byName.get(item.name)?.length ?? 0) <= 1) return item.name;
    for (let from = path.length - 2; from > 0; from--) {
      const parts = path.slice(from);
      if (this.fitting(parts, 2).length === 1) return parts.join('.');
    }
    return item.path;
  }

  lookup(name: string, scope: Scope): Lookup<T> {
    const parts = name.split('.').filter((part) => part !== '');
    const last = parts[parts.length - 1] ?? '';
    if (parts.length > 1) {
      const fitting = this.fitting(parts, mostFitting);
      if (fitting.length === 1) return { found: fitting[0].item };
      if (fitting.length === 0) return { unknown: true };
      for (let depth = scope.path.length; depth > 0; depth--) {
        const near = fitting.filter(({ path }) => scope.path.slice(0, depth).every((part, i) => path[i] === part));
        if (near.length > 0) return this.chosen(near, scope.path.slice(0, depth), parts.join('.'));
      }
      const exact = this.byPath.get(parts.join('.'));
      return exact ? { found: exact } : ambiguous(fitting);
    }
    const same = this.byName.get(last) ?? [];
    if (same.length === 0) return { unknown: true };
    if (same.length === 1) return { found: same[0].item };
    for (let depth = scope.path.length; depth >= 0; depth--) {
      const inside = this.inside.get(insideKey(scope.path, depth, last));
      if (inside) return this.chosen(inside, scope.path.slice(0, depth), last);
    }
    return { unknown: true };
  }

  /** Of several in the same block, the one that stands directly in it. */
  private chosen(inside: readonly Entry<T>[], block: readonly string[], name: string): Lookup<T> {
    if (inside.length === 1) return { found: inside[0].item };
    const direct = this.byPath.get([...block, name].join('.'));
    return direct ? { found: direct } : ambiguous(inside);
  }

  /** Those whose path holds the parts in their order, the last at its end; at most `limit` of them. */
  private fitting(parts: readonly string[], limit: number): readonly Entry<T>[] {
    const last = parts[parts.length - 1];
    let fewest: readonly Entry<T>[] | undefined;
    for (const block of parts.slice(0, -1)) {
      const list = this.byName.get(`${block}.${last}`) ?? [];
      if (!fewest || list.length < fewest.length) fewest = list;
    }
    const found: Entry<T>[] = [];
    for (const entry of fewest ?? []) {
      if (found.length >= limit) break;
      if (matches(entry.path, parts)) found.push(entry);
    }
    return found;
  }
}

function push<V>(lists: Map<string, V[]>, key: string, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function insideKey(path: readonly string[], depth: number, name: string): string {
  return `${path.slice(0, depth).join('.')}/${name}`;
}

function ambiguous<T>(entries: readonly Entry<T>[]): Lookup<T> {
  return { ambiguous: entries.slice(0, mostShown).map(({ item }) => item) };
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
