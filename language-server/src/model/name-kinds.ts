import type { Declaration } from './model.js';
import type { NameKind } from './schema/definition.js';

const fits: Readonly<Record<NameKind, (target: Declaration) => boolean>> = {
  component: (target) => target.what === 'component',
  client: (target) => target.what === 'component' && target.kind === 'client',
  broker: (target) => target.what === 'component' && (target.kind === 'queue' || target.kind === 'topic'),
  cache: (target) => target.what === 'component' && target.kind === 'cache',
  store: (target) => target.what === 'component' && /^(database|storage|cache|queue|topic)$/.test(target.kind),
  job: (target) => target.what === 'component' && target.kind === 'job',
  flow: (target) => target.what === 'flow',
  table: (target) => target.what === 'table',
  region: (target) => target.what === 'group' && target.kind === 'region',
  zone: (target) => target.what === 'group' && target.kind === 'zone',
  group: (target) => target.what === 'group',
  field: () => false,
  engine: (target) => target.what === 'engine',
};

/** May a name of these kinds stand for it? Any may, where no kind is asked for. */
export function isFitting(target: Declaration, kinds: readonly NameKind[]): boolean {
  return kinds.length === 0 || kinds.some((kind) => fits[kind](target));
}

/** With their articles, for messages. */
export const articles: Readonly<Record<string, string>> = {
  component: 'a component',
  client: 'a client',
  broker: 'a queue or topic',
  cache: 'a cache',
  store: 'a store',
  job: 'a job',
  flow: 'a flow',
  table: 'a table',
  region: 'a region',
  zone: 'a zone',
  group: 'a group',
  field: 'a field',
  engine: 'an engine',
};

/** `service`, `region`, `table`: what a declaration is, for messages. */
export function whatIs(target: Declaration): string {
  return target.what === 'component' || target.what === 'group' ? target.kind : target.what;
}
