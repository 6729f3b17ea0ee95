import type { Flow, Link } from './model.js';
import type { Values } from './properties.js';
import { mergeValues } from './properties.js';
import type { Section } from './schema/definition.js';
import type { FlowProperties } from './schema/index.js';
import { schema } from './schema/index.js';

/** What a link takes from each flow it carries, unless it says so itself. */
export const flowPropertiesOfLinks = [
  'op',
  'request',
  'response',
  'consistency',
  'purpose',
  'result',
  'ordering',
  'max-delay',
  'content',
  'carries',
] as const satisfies readonly (keyof FlowProperties)[];

/** What a request or its answer carries. */
const payload: ReadonlySet<string> = new Set(['request', 'response', 'content']);

const kindOf: Readonly<Record<NonNullable<FlowProperties['op']>['value'], 'reads' | 'writes' | 'drops'>> = {
  read: 'reads',
  list: 'reads',
  write: 'writes',
  upsert: 'writes',
  delete: 'writes',
  invalidate: 'drops',
};

/**
 * Does the link say that it does something of another kind than the flow, as a look-up behind an upload does? Then it does
 * not carry what the flow carries.
 */
export function isOfAnotherKind(link: Link, flow: Flow): boolean {
  const own = link.properties.op?.value;
  const ofFlow = flow.properties.op?.value;
  return own !== undefined && ofFlow !== undefined && kindOf[own] !== kindOf[ofFlow];
}

/** A property of a flow as it holds on one link: the link's own, else the flow's, unless that is of something else. */
export function flowProperty<K extends (typeof flowPropertiesOfLinks)[number]>(
  link: Link,
  flow: Flow,
  name: K,
): FlowProperties[K] {
  const own = (link.properties as FlowProperties)[name];
  if (own || (payload.has(name) && isOfAnotherKind(link, flow))) return own;
  return flow.properties[name];
}

/** Inherits from each in turn, nearest first, the values that the section knows. */
export function inherit(own: Values, outer: readonly Values[], section: Section, only?: ReadonlySet<string>): Values {
  let values = own;
  for (const around of outer) {
    const fitting = Object.entries(around).filter(
      ([name]) => Object.hasOwn(section, name) && (!only || only.has(name)),
    );
    if (fitting.length > 0) values = mergeValues(values, Object.fromEntries(fitting), 'inherited');
  }
  return values;
}

/** What components take from the groups around them and from the system. */
export const componentInherits = {
  group: new Set(['exposure', 'owner']),
  system: new Set(['observability', 'runtime', 'target-utilisation']),
};

/** What flows take from the client they start at and from the system. */
export const flowInherits = {
  client: new Set(['peak', 'growth', 'active']),
  system: new Set(['slo', 'sla', 'sli', 'peak', 'growth', 'active']),
};

/** What a table takes from its store: every property both may have. */
export const tableSection: Section = schema.table;
