/** The kinds of component, as keywords. */
export const componentKinds = [
  'client',
  'dns',
  'cdn',
  'waf',
  'gateway',
  'lb',
  'service',
  'function',
  'worker',
  'job',
  'cache',
  'database',
  'storage',
  'queue',
  'topic',
  'mesh',
  'external',
] as const;
export type Kind = (typeof componentKinds)[number];
