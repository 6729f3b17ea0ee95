import { gateway, lb, mesh } from './balancing.js';
import { queue, topic } from './broker.js';
import { cache } from './cache.js';
import { client } from './client.js';
import { component } from './component.js';
import { compute, job, service } from './compute.js';
import { either } from './definition.js';
import { cdn, dns } from './edge.js';
import { engine } from './engine.js';
import { external } from './external.js';
import { field, index, query } from './field.js';
import { flow } from './flow.js';
import { group, region, zone } from './group.js';
import { link } from './link.js';
import { saga, step, transaction } from './saga.js';
import { database, storage } from './store.js';
import { system } from './system.js';
import { table } from './table.js';

/** Every property that some kind of component has. */
export const componentSection = {
  ...component,
  ...client,
  ...dns,
  ...cdn,
  ...gateway,
  ...lb,
  ...mesh,
  ...service,
  ...job,
  ...database,
  ...storage,
  ...queue,
  ...topic,
  ...external,
  ...cache,
};

/** What may stand in each block, with its types: `sections.link.timeout` is a definition of a number. */
export const sections = {
  system,
  client,
  dns: { ...component, ...dns },
  cdn: { ...component, ...cdn },
  waf: component,
  gateway: { ...component, ...gateway },
  lb: { ...component, ...lb },
  service: { ...component, ...service },
  function: { ...component, ...compute },
  worker: { ...component, ...compute },
  job: { ...component, ...job },
  cache: { ...component, ...cache },
  database: { ...component, ...database },
  storage: { ...component, ...storage },
  queue: { ...component, ...queue },
  topic: { ...component, ...topic },
  mesh: { ...component, ...mesh },
  external: { ...component, ...external },
  flow,
  link,
  region,
  zone,
  group,
  table,
  field,
  index,
  query,
  saga,
  transaction,
  step,
  engine: { ...componentSection, ...engine },
};

/** Every property of regions, zones and groups. */
export const groupSection = region;
/** Sagas and transactions together. */
export const sagaSection = { ...saga, ...transaction, mode: either(saga.mode, transaction.mode, saga.mode.doc) };
/** What every component but a client may have; the rest is its kind's own. */
export { component as commonSection } from './component.js';
