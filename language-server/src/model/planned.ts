import type { Component, Link } from './model.js';

/** Is it drawn, but not built? Nothing is demanded of it then, and it does nothing yet. */
export function isPlanned({ properties }: Component): boolean {
  return properties.future?.value === true;
}

export function isBuilt({ source, target }: Link): boolean {
  return !isPlanned(source) && !isPlanned(target);
}
