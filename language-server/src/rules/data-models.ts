import type { Component } from '../model/model.js';
import type { ComponentProperties, QueryProperties } from '../model/schema/index.js';

export type DataModel = NonNullable<ComponentProperties['data-model']>['value'];
export type Access = NonNullable<QueryProperties['access']>['value'][number];

/** Ways of asking that a data model is known to be bad at, and the model that is good at it. */
const unfit: Readonly<
  Partial<
    Record<Access, { readonly models: readonly DataModel[]; readonly better: string; readonly model?: DataModel }>
  >
> = {
  join: {
    models: ['key-value', 'wide-column', 'search', 'time-series'],
    better: 'a relational store',
    model: 'relational',
  },
  transaction: {
    models: ['key-value', 'wide-column', 'search', 'time-series'],
    better: 'a relational store',
    model: 'relational',
  },
  traversal: {
    models: ['key-value', 'wide-column', 'document', 'relational'],
    better: 'a graph store',
    model: 'graph',
  },
  'full-text': { models: ['relational', 'key-value'], better: 'a search engine fed from it', model: 'search' },
  vector: {
    models: ['relational', 'document', 'key-value', 'wide-column', 'graph', 'time-series', 'search'],
    better: 'a vector store',
    model: 'vector',
  },
  'ad-hoc': { models: ['wide-column'], better: 'a relational store or a warehouse', model: 'relational' },
  geo: { models: ['relational', 'document', 'key-value', 'wide-column', 'time-series'], better: 'a geo index' },
};

/** What would serve better where a store's data model is bad at a way of asking; nothing where it is not, or not known to be. */
export function betterFor(
  { properties, engine }: Component,
  access: Access,
): { readonly better: string; readonly model?: DataModel } | undefined {
  const model = properties['data-model']?.value;
  const entry = unfit[access];
  if (model === undefined || !entry?.models.includes(model)) return undefined;
  return engine?.properties.supports?.value.includes(access) ? undefined : entry;
}
