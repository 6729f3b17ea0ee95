import { choice, choices, ratio, time, withAssumed, yesNo } from './definition.js';

export const ttl = time('How long an answer is kept before it is asked for again.', { example: '1h' });

export const hitRatio = ratio(
  'Share of the reads that are answered from here; the others go on. Of a cache, without it, what its memory can reach.',
  { max: 1, example: '90%' },
);

export const invalidation = choices(
  ['on-write', 'event', 'broadcast', 'versioned-key', 'purge'],
  'How old entries leave before they expire: the writer drops them, events or broadcasts do, a new version has a new key, or they are purged.',
  { example: 'on-write' },
);

/** Also of gateways. */
export const caching = {
  'cache-control': choice(
    ['public', 'private', 'no-store'],
    'Who may keep the answers: everyone, only the user’s own device, or nobody.',
    { example: 'public' },
  ),
  'cache-key': choices(
    ['path', 'query', 'user', 'tenant', 'language'],
    'What tells one answer from another; without the user in it, one may see what belongs to another.',
    { example: '[path, query]' },
  ),
};

export const immutable = yesNo('Entries never change, so they need neither expiry nor invalidation.', {
  example: 'yes',
});

/** Of whatever answers a browser first. */
export const hsts = yesNo(
  'Answers tell browsers to come over an encrypted connection only (`Strict-Transport-Security`).',
  { example: 'yes' },
);

export const dns = {
  routing: choice(
    ['simple', 'latency', 'geo', 'weighted', 'failover'],
    'How an address is picked. With `failover` one region waits for the other to fail; otherwise all are active.',
    { example: 'latency' },
  ),
  ttl,
};

export const cdn = {
  ttl,
  'hit-ratio': withAssumed(hitRatio, 0, 'the cautious case: everything goes through'),
  ...caching,
  invalidation,
  immutable,
  hsts,
};
