import type { Component, Link } from '../model/model.js';

/** Does the mesh stand between both ends: those it names, else the services of its group? */
export function covers(mesh: Component, { source, target }: Link): boolean {
  const names = mesh.properties.covers?.value;
  const isCovered = (component: Component): boolean => {
    for (let group = component.group; group; group = group.group) {
      if (names ? names.includes(group.id) : group === mesh.group) return true;
    }
    return names ? names.includes(component.id) : mesh.group === undefined;
  };
  return isCovered(source) && isCovered(target);
}
