import { block, choice, choices, count, either, name, names, rate, time, yesNo } from './definition.js';

export const dataClasses = [
  'public',
  'pii',
  'health',
  'financial',
  'order',
  'inventory',
  'booking',
  'credential',
  'session',
  'presence',
  'counter',
  'telemetry',
] as const;

export const exposure = choice(
  ['public', 'partner', 'internal', 'private'],
  'Who can reach it over the network: everyone, known partners, the own network, or only its direct callers.',
  { example: 'public' },
);

export const auth = block(
  {
    method: choice(
      ['none', 'api-key', 'basic', 'session', 'jwt', 'oauth2', 'oidc', 'saml', 'mtls', 'presigned-url'],
      'How a caller proves who it is; `none` says that everyone may call.',
      { example: 'jwt' },
    ),
    flow: choice(
      ['authorization-code-pkce', 'authorization-code', 'client-credentials', 'implicit', 'password'],
      'How the token is obtained; `implicit` and `password` are no longer considered safe.',
      { example: 'authorization-code-pkce' },
    ),
    'token-ttl': time('How long a token stays valid, and so how long a stolen one is of use.', { example: '15min' }),
    'token-storage': choice(
      ['http-only-cookie', 'local-storage', 'keychain'],
      'Where the client keeps the token; scripts can read local storage.',
      { example: 'http-only-cookie' },
    ),
    mfa: yesNo('A second factor is asked for.', { example: 'yes' }),
  },
  'How callers prove who they are. On a gateway it holds for every path through it.',
  { example: '{ method: jwt, token-ttl: 15min }' },
);

export const rateLimit = block(
  {
    algorithm: choice(
      ['token-bucket', 'leaky-bucket', 'fixed-window', 'sliding-window-log', 'sliding-window-counter'],
      'How requests are counted; a fixed window lets twice the rate through at its edges.',
      { example: 'token-bucket' },
    ),
    rate: rate('Requests allowed over time.', { example: '100/s' }),
    burst: count('Requests allowed at once above the rate.', { example: '200' }),
    per: choice(['ip', 'user', 'api-key', 'tenant', 'host', 'all'], 'For whom the rate is counted.', {
      example: 'user',
    }),
    store: either(
      choice(['local'], ''),
      name(['cache'], ''),
      'Where the counters live: in each replica, or in a cache that all replicas share.',
      { example: 'limits' },
    ),
  },
  'Refuses requests above a rate. On a gateway it holds for every path through it; on a link it limits what is sent.',
  { example: '{ algorithm: token-bucket, rate: 100/s, burst: 200, per: user }' },
);

export const holds = choices(
  dataClasses,
  'Classes of data kept there; decides what must be encrypted, audited and kept in place.',
  {
    example: '[pii, financial]',
  },
);

export const residency = names(['region'], 'Regions or jurisdictions the data must not leave.', { example: 'eu' });

/** Who may reach a component, and what it guards. */
export const componentSecurity = {
  exposure,
  auth,
  authorization: choice(
    ['none', 'rbac', 'abac', 'rebac', 'acl', 'policy'],
    'How it is decided what a known caller may do: by roles, attributes, relations, lists or policies.',
    { example: 'rbac' },
  ),
  'rate-limit': rateLimit,
  'load-shedding': yesNo('Refuses early what it could not serve in time, instead of slowing down for all.', {
    example: 'yes',
  }),
  holds,
  residency,
  'encryption-at-rest': yesNo('What is stored is encrypted on disk.', { example: 'yes' }),
  'key-rotation': time('How often keys are replaced.', { example: '90d' }),
  secrets: choice(
    ['vault', 'env', 'image', 'code'],
    'Where passwords and keys live; in an image or in code everyone with a copy has them.',
    { example: 'vault' },
  ),
};
