import type { Component, Constraint, Endpoint, Group, Link, Model } from '../model/model.js';
import type { OwnFinding } from './own-checks.js';
import { call } from './words.js';

/** The links that a `forbid` of the design rules out, with the author's own words. */
export function checkConstraints(model: Model): OwnFinding[] {
  return model.constraints.flatMap((constraint) => {
    const isSource = matcher(model, constraint.source);
    const isTarget = matcher(model, constraint.target);
    const exceptions = constraint.exceptions.map((exception) => matcher(model, exception));
    const isException = (component: Component): boolean => exceptions.some((matches) => matches(component));
    return candidates(model, constraint)
      .filter(
        ({ source, target }) => isSource(source) && isTarget(target) && !isException(source) && !isException(target),
      )
      .map((link) => finding(model, constraint, link));
  });
}

function finding(model: Model, { message, at }: Constraint, link: Link): OwnFinding {
  const why = message ?? `This design forbids it: \`${model.textOf(at)}\``;
  return {
    rule: 'forbidden-call',
    message: `\`${call(link)}\` is forbidden. ${why}${/[.!?`]$/.test(why) ? '' : '.'}`,
    at: link.head,
    subjects: [link.id],
    related: [{ at, message: 'It is forbidden here.' }],
    fixes: [],
  };
}

/** The links worth asking: those of the side that names one component, else all. */
function candidates(model: Model, { source, target }: Constraint): readonly Link[] {
  const from = componentOf(model, source);
  if (from) return from.outgoing;
  const to = componentOf(model, target);
  return to ? to.incoming : model.links;
}

function componentOf(model: Model, endpoint: Endpoint): Component | undefined {
  const named = endpoint.match === 'name' ? model.declarations.get(endpoint.id) : undefined;
  return named?.what === 'component' ? named : undefined;
}

/** A component, or what stands in a group or is placed in a region or zone of that name. */
function matcher(model: Model, endpoint: Endpoint): (component: Component) => boolean {
  if (endpoint.match === 'any') return () => true;
  if (endpoint.match === 'kind') return ({ kind }) => kind === endpoint.kind;
  const named = model.declarations.get(endpoint.id);
  if (named?.what !== 'group') return ({ id }) => id === endpoint.id;
  return (component) =>
    isInside(component, named) ||
    component.properties.regions?.value.includes(named.id) === true ||
    component.properties.zones?.value.includes(named.id) === true;
}

function isInside(component: Component, wanted: Group): boolean {
  for (let group = component.group; group; group = group.group) if (group === wanted) return true;
  return false;
}
