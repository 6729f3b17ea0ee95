import type { Component, Link, Model } from './model.js';

/** The deployable a component runs in: what it is `part-of`, else the component itself. */
export function processOf(model: Model, component: Component): string {
  const seen = new Set<string>();
  let id = component.id;
  for (let at: Component | undefined = component; at && !seen.has(at.id); ) {
    seen.add(at.id);
    const whole: string | undefined = at.properties['part-of']?.value;
    if (whole === undefined) return at.id;
    id = whole;
    const next = model.declarations.get(whole);
    at = next?.what === 'component' ? next : undefined;
  }
  return id;
}

/** Does the call leave the caller's process? Modules of one deployable and caches inside it are called without a network. */
export function leavesProcess(model: Model, { source, target }: Link): boolean {
  if (target.kind === 'cache' && target.properties.scope?.value === 'local') return false;
  return processOf(model, source) !== processOf(model, target);
}
