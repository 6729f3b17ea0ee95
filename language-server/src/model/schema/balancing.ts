import { choice, choices, data, names, oneOf, orderedBlock, text, time, yesNo } from './definition.js';
import { caching, hsts } from './edge.js';
import { mtls } from './link-wire.js';

const balancing = {
  algorithm: choice(
    [
      'round-robin',
      'weighted-round-robin',
      'least-connections',
      'least-response-time',
      'random',
      'ip-hash',
      'consistent-hash',
    ],
    'How the next target is picked.',
    { example: 'least-connections' },
  ),
  sticky: choice(['none', 'cookie', 'ip'], 'Whether and by what a user stays with the same replica.', {
    example: 'none',
  }),
  'routes-by': choices(['host', 'path', 'header', 'cookie'], 'What of a request decides where it goes.', {
    example: '[host, path]',
  }),
};

/** Of whatever stands at the front of an API: gateways and services. */
export const frontOfApi = {
  stages: orderedBlock(
    {
      'ip-limit': time('Time for the limit per address.', { example: '500us' }),
      tls: time('Time for the encryption.', { example: '5ms' }),
      auth: time('Time to find out who calls.', { example: '10ms' }),
      'user-limit': time('Time for the limit per user.', { example: '500us' }),
      authorization: time('Time to find out what the caller may do.', { example: '2ms' }),
      validation: time('Time to check the input.', { example: '1ms' }),
      inspection: time('Time to look into the payload.', { example: '3ms' }),
    },
    'Work done before the logic, in the order written; it adds to the latency, and cheap refusals should come first.',
    { example: '{ ip-limit: 500us, tls: 5ms, auth: 10ms }' },
  ),
  'max-body': data('Largest request that is taken.', { example: '1MB' }),
  version: text('Version of the public API.', { example: '"v1"' }),
};

export const gateway = { ...balancing, ...frontOfApi, ...caching, hsts };

export const lb = {
  layer: oneOf([4, 7], 'Network layer it works on: 4 sees only connections, 7 also requests and their paths.', {
    example: '7',
  }),
  ...balancing,
  'keeps-source-address': yesNo('Its targets must see the addresses of the callers on the connection itself.', {
    example: 'yes',
  }),
  'static-address': yesNo('Its own address must never change, for callers that know it by number.', { example: 'yes' }),
  hsts,
};

export const mesh = {
  covers: names(
    ['component', 'group'],
    'What it covers; without it, the services of its group. Its defaults and mtls hold for links between them.',
    { example: '[orders, payments]' },
  ),
  mtls,
};
