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
/** Of the declarations that bear a name so many are looked at; beyond them only the one in the nearest block is found. */
const mostLookedAt = 64;

interface Entry<T> {
  readonly item: T;
  readonly path: readonly string[];
  /** Its name is made of its title: whatever was given that name goes before it. */
  readonly isMade: boolean;
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
  private readonly made = new Set<T>();
  /** How many were given a name, rather than having it made of their title. */
  private readonly given = new Map<string, number>();

  /** The declaration of the same full name that was there first, or nothing. `isMade`: the name is made of a title. */
  add(item: T, path: readonly string[], isMade = false): T | undefined {
    const clash = this.byPath.get(item.path);
    if (clash && this.made.has(clash) === isMade) return clash;
    if (!clash || !isMade) this.byPath.set(item.path, item);
    if (isMade) this.made.add(item);
    else this.given.set(item.name, (this.given.get(item.name) ?? 0) + 1);
    const entry = { item, path, isMade };
    push(this.byName, item.name, entry);
    for (const block of new Set(path.slice(0, -1))) push(this.byName, `${block}.${item.name}`, entry);
    for (let depth = 0; depth < path.length; depth++)
      push(this.inside, `${path.slice(0, depth).join('.')}/${item.name}`, entry);
    return undefined;
  }

  /** The name with as few blocks in front as make it clear. */
  shortest(item: T, path: readonly string[]): string {
    const isMade = this.made.has(item);
    const bearers = isMade ? this.byName.get(item.name)?.length : this.given.get(item.name);
    if ((bearers ?? 0) <= 1) return item.name;
    for (let from = path.length - 2; from > 0; from--) {
      const parts = path.slice(from);
      const others = this.fitting(parts, mostShown).filter((entry) => isMade || !entry.isMade);
      if (others.length === 1) return parts.join('.');
    }
    // Something that was given the name bears it alone.
    const isTaken = isMade && this.given.has(item.name) && (path.length === 1 || this.byPath.get(item.path) !== item);
    return isTaken ? this.beside(item.path) : item.path;
  }

  /** A name that nothing else has, for what has lost its own. */
  private beside(path: string): string {
    let name = `${path}-group`;
    while (this.byPath.has(name) || this.byName.has(name)) name += '-group';
    return name;
  }

  /**
   * What a name stands for within a block. `fits` says what may be meant at all: a table may bear the name of its database.
   * Where nothing fits, what else bears the name is found.
   */
  lookup(name: string, scope: Scope, fits?: (item: T) => boolean): Lookup<T> {
    if (fits) {
      const fitting = this.search(name, scope, fits);
      if (!('unknown' in fitting)) return fitting;
    }
    return this.search(name, scope, () => true);
  }

  private search(name: string, scope: Scope, fits: (item: T) => boolean): Lookup<T> {
    const parts = name.split('.').filter((part) => part !== '');
    const last = parts[parts.length - 1] ?? '';
    if (parts.length > 1) {
      const found = this.fitting(parts, mostLookedAt).filter(({ item }) => fits(item));
      for (let depth = scope.path.length; depth > 0; depth--) {
        const near = found.filter(({ path }) => scope.path.slice(0, depth).every((part, i) => path[i] === part));
        if (near.length > 0) return this.chosen(givenBefore(near), [...scope.path.slice(0, depth), ...parts], fits);
      }
      return this.chosen(givenBefore(found), parts, fits);
    }
    for (let depth = scope.path.length; depth >= 0; depth--) {
      const block = scope.path.slice(0, depth);
      const inside = this.inside.get(`${block.join('.')}/${last}`) ?? [];
      const near = inside.length > mostLookedAt ? inside : inside.filter(({ item }) => fits(item));
      if (near.length > 0) return this.chosen(givenBefore(near), [...block, last], fits);
    }
    return { unknown: true };
  }

  /** The only one, or of several the one of exactly that path. */
  private chosen(entries: readonly Entry<T>[], path: readonly string[], fits: (item: T) => boolean): Lookup<T> {
    if (entries.length === 0) return { unknown: true };
    if (entries.length === 1) return { found: entries[0].item };
    const direct = this.byPath.get(path.join('.'));
    const isMeant = direct && fits(direct) && (entries[0].isMade || !this.made.has(direct));
    if (isMeant) return { found: direct };
    return { ambiguous: entries.slice(0, mostShown).map(({ item }) => item) };
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

/** Those that were given their name; all, where none was. */
function givenBefore<T>(entries: readonly Entry<T>[]): readonly Entry<T>[] {
  if (entries.length === 1 || !entries.some(({ isMade }) => isMade)) return entries;
  const given = entries.filter(({ isMade }) => !isMade);
  return given.length > 0 ? given : entries;
}

function push<V>(lists: Map<string, V[]>, key: string, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
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
