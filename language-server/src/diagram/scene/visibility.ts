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

/** The groups that are drawn: as frames, or as boxes in the place of what they hide. */
export function drawnGroups(
  model: Model,
  visibility: Visibility,
): { readonly frames: Group[]; readonly boxes: readonly Group[] } {
  const named = onlyNamed(model);
  const shown = model.groups.filter((group) => !named.has(group) && visibility.shown(group) === group);
  return {
    frames: shown.filter((group) => visibility.isFrame(group)),
    boxes: shown.filter((group) => !visibility.isFrame(group)),
  };
}

/** Regions and zones with nothing inside, in which components only say that they stand: their own boxes name them already. */
function onlyNamed({ components, groups }: Model): ReadonlySet<Group> {
  const named = new Set(
    components.flatMap(({ properties }) => [...(properties.regions?.value ?? []), ...(properties.zones?.value ?? [])]),
  );
  const isOnlyNamed = (group: Group): boolean =>
    group.kind !== 'group' &&
    (named.has(group.name) || named.has(group.id)) &&
    group.components.length === 0 &&
    group.groups.every(isOnlyNamed);
  return new Set(groups.filter(isOnlyNamed));
}

/** All components in a group, at any depth. */
export function componentsIn(group: Group): readonly Component[] {
  return [...group.components, ...group.groups.flatMap(componentsIn)];
}

/**
 * The groups a large design starts with collapsed, largest first: nothing for one of at most `limit` components; otherwise the
 * outermost ones, or those a level further in, as long as the overview has at most `overview` boxes.
 */
export function suggestedCollapse(model: Model, limit = 150, overview = 60): readonly string[] {
  if (model.components.length <= limit) return [];
  let level = model.groups.filter(({ group }) => group === undefined);
  let visible = model.components.filter(({ group }) => group === undefined).length + level.length;
  for (;;) {
    visible += level.reduce((sum, { components, groups }) => sum + components.length + groups.length - 1, 0);
    const inner = level.flatMap(({ groups }) => groups);
    if (visible > overview || inner.length === 0) break;
    level = inner;
  }
  return [...level].sort((a, b) => componentsIn(b).length - componentsIn(a).length).map(({ id }) => id);
}
