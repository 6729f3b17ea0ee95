import { frontOfApi } from './balancing.js';
import { bandwidth, block, calls, choice, count, data, either, name, rate, time } from './definition.js';
import { hsts } from './edge.js';
import { every } from './flow.js';
import { idempotent } from './link-failure.js';

export const snapshot = block(
  {
    interval: time('Time between two snapshots, and so the most that is lost.', { example: '30s' }),
    every: count('Number of events between two snapshots.', { min: 1, example: '100' }),
    to: name(['component'], 'Where they are kept.', { example: 'snapshots' }),
  },
  'State that is saved from time to time, so that a restart does not begin at nothing.',
  { example: '{ interval: 30s, to: snapshots }' },
);

/** Of services, functions, workers and jobs alike. */
export const compute = {
  state: either(
    choice(['none', 'in-memory', 'local-disk'], ''),
    calls(
      {
        external: {
          parameters: [{ name: 'store', type: name(['store'], '').type }],
          doc: 'Kept in a store that all replicas share.',
        },
      },
      '',
    ),
    'Where it keeps what it remembers between requests. With several replicas, only `none` and `external` let any of them serve any user.',
    { example: 'none' },
  ),
  session: time('How long state in memory lives.', { example: '30min' }),
  snapshot,
  discovery: choice(['dns', 'registry', 'client-side', 'mesh', 'static'], 'How callers find its replicas.', {
    example: 'dns',
  }),
  idempotent,
  'code-layer': choice(
    ['domain', 'application', 'adapter', 'infrastructure'],
    'Which layer of the code a module is: the rules of the business, their uses, what translates to the outside, or the outside itself.',
    { example: 'domain' },
  ),
};

export const service = { ...compute, ...frontOfApi, hsts };

export const job = {
  ...compute,
  every,
  volume: either(data(''), count(''), 'Input of one run: data, or a number of items.', { min: 0, example: '20M' }),
  throughput: either(
    rate(''),
    bandwidth(''),
    'What one replica works off: items or data per time, as `volume` is given.',
    { min: 0, example: '300/s' },
  ),
  window: time('A run must end within this time.', { example: '4h' }),
};
