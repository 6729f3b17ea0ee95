import type { Component, Group, Model } from '../../model/model.js';

/** Which groups hide what is in them. */
export class Visibility {
  private readonly collapsed: ReadonlySet<string>;

  constructor(collapse: readonly string[]) {
    this.collapsed = new Set(collapse);
  }

  /** The component itself, or the outermost collapsed group around it, which is drawn in its place. */
  shown<T extends Component | Group>(thing: T): T | Group {
    let result: T | Group = thing.what === 'group' && this.collapsed.has(thing.id) ? (thing as Group) : thing;
    for (let group = thing.group; group; group = group.group) if (this.collapsed.has(group.id)) result = group;
    return result;
  }

  /** Whether it is a frame: neither collapsed nor hidden by a group that is. */
  isFrame(group: Group): boolean {
    return !this.collapsed.has(group.id) && this.shown(group) === group;
  }
}

/** All components in a group, at any depth. */
export function componentsIn(group: Group): readonly Component[] {
  return [...group.components, ...group.groups.flatMap(componentsIn)];
}

/**
 * The groups a large design starts with collapsed: largest first, the outer before the inner, until at most `limit` nodes are
 * to be seen. Nothing for a small design.
 */
export function suggestedCollapse(model: Model, limit = 150): readonly string[] {
  let visible = model.components.length;
  const collapse: string[] = [];
  const candidates = model.groups
    .filter(({ group }) => group === undefined)
    .map((group) => ({ group, size: componentsIn(group).length }))
    .sort((a, b) => b.size - a.size);
  for (const { group, size } of candidates) {
    if (visible <= limit || size < 2) break;
    collapse.push(group.id);
    visible -= size - 1;
  }
  return collapse;
}
