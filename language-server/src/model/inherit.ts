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

/** A property of a flow as it holds on one link: the link's own, else the flow's. */
export function flowProperty<K extends (typeof flowPropertiesOfLinks)[number]>(
  link: Link,
  flow: Flow,
  name: K,
): FlowProperties[K] {
  const own = (link.properties as FlowProperties)[name];
  return own ?? flow.properties[name];
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
