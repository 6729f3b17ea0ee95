import type { Definition, Properties, Section } from './definition.js';
import { componentKinds, type Kind } from './kind.js';
import { commonSection, type componentSection, type groupSection, type sagaSection, sections } from './places.js';

export { assumedOf } from './definition.js';
export { assumedRoundTrips } from './group.js';
export { componentKinds, type Kind } from './kind.js';
export { commonSection, componentSection, groupSection, sections } from './places.js';
export { showAssumed, showCall, showType } from './show.js';
export { fieldSizes, fieldType } from './table.js';

/** A block in which properties stand. */
export type Place =
  | 'system'
  | Kind
  | 'flow'
  | 'link'
  | 'region'
  | 'zone'
  | 'group'
  | 'table'
  | 'field'
  | 'index'
  | 'query'
  | 'saga'
  | 'transaction'
  | 'step'
  | 'engine';

/** What may stand in each block. Blocks inside a block are in the types of their definitions. */
export const schema: Readonly<Record<Place, Section>> = sections;

export type SystemProperties = Properties<typeof sections.system>;
/** Every property of any kind of component. */
export type ComponentProperties = Properties<typeof componentSection>;
export type FlowProperties = Properties<typeof sections.flow>;
export type LinkProperties = Properties<typeof sections.link>;
/** Of regions, zones and groups. */
export type GroupProperties = Properties<typeof groupSection>;
export type TableProperties = Properties<typeof sections.table>;
export type FieldProperties = Properties<typeof sections.field>;
export type IndexProperties = Properties<typeof sections.index>;
export type QueryProperties = Properties<typeof sections.query>;
/** Of sagas and transactions. */
export type SagaProperties = Properties<typeof sagaSection>;
export type StepProperties = Properties<typeof sections.step>;
/** Its own and those of all kinds. */
export type EngineProperties = Properties<typeof sections.engine>;

export const places = Object.keys(sections) as readonly Place[];

/** The definition of a property where it stands, `undefined` where the place does not know it. */
export function definitionOf(place: Place, name: string): Definition | undefined {
  const section = schema[place];
  return Object.hasOwn(section, name) ? section[name] : undefined;
}

/** Where a property may stand, for a message: `link`, `flow`; `component` where every kind but a client has it. */
export function placesOf(name: string): readonly string[] {
  const has = (place: Place) => Object.hasOwn(schema[place], name);
  const ofKinds = componentKinds.filter(has);
  // An engine may state what its kinds have, so it is named for its own properties only.
  const others = places.filter((place) => has(place) && !isKind(place) && (place !== 'engine' || ofKinds.length === 0));
  if (!Object.hasOwn(commonSection, name)) return [...ofKinds, ...others];
  return ['component', ...ofKinds.filter((kind) => kind === 'client'), ...others];
}

function isKind(place: Place): boolean {
  return (componentKinds as readonly string[]).includes(place);
}
