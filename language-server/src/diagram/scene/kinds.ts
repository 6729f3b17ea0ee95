import type { NodeKind } from './scene.js';

/** `3 components`, `empty`: what a collapsed group hides. */
export function hiddenText(components: number): string {
  if (components === 0) return 'empty';
  return `${components} ${components === 1 ? 'component' : 'components'}`;
}

/** What a kind is called under a title and in spoken labels. */
export const kindLabels: Readonly<Record<NodeKind, string>> = {
  client: 'Client',
  dns: 'DNS',
  cdn: 'CDN',
  waf: 'Firewall',
  gateway: 'Gateway',
  lb: 'Load balancer',
  service: 'Service',
  function: 'Function',
  worker: 'Worker',
  job: 'Job',
  cache: 'Cache',
  database: 'Database',
  storage: 'Object storage',
  queue: 'Queue',
  topic: 'Topic',
  mesh: 'Service mesh',
  external: 'External',
  group: 'Group',
};
