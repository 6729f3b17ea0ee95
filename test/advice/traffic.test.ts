import { describe, expect, it } from 'vitest';
import { advised, gathered, testDecisions } from './advising.js';

testDecisions({
  'lb-layer': [
    [{ byContent: true }, 'layer 7'],
    [{ byContent: false, raw: true }, 'layer 4'],
    [{ byContent: false, raw: false, latency: 0.005 }, 'layer 4'],
    [{ byContent: false, raw: false, latency: 0.2, longLived: true }, 'layer 4'],
    [{ byContent: false, raw: false, latency: 0.2, longLived: false, fixedAddress: true }, 'layer 4'],
    [{ byContent: false, raw: false, latency: 0.2, longLived: false, fixedAddress: false }, 'layer 7'],
    [{ byContent: false, raw: false, latency: 0.2, longLived: false }, { need: ['fixedAddress'] }],
    [{ raw: true }, { need: ['byContent'] }],
    [
      { byContent: false, raw: false, latency: 0.2, longLived: false, fixedAddress: false },
      'layer 4',
      { 'lb-layer.ultra-low-latency': 0.5 },
    ],
  ],
  'lb-algorithm': [
    [{ stateful: true }, 'by cookie or address, better none'],
    [{ stateful: false, caching: true }, 'consistent-hash'],
    [{ stateful: false, caching: false, unlike: true }, 'weighted-round-robin'],
    [{ stateful: false, caching: false, unlike: false, uneven: true }, 'least-connections'],
    [{ stateful: false, caching: false, unlike: false, uneven: false, swiftest: true }, 'least-response-time'],
    [{ stateful: false, caching: false, unlike: false, uneven: false, swiftest: false }, 'round-robin'],
    [{ stateful: false, caching: false, unlike: false, uneven: false }, { need: ['swiftest'] }],
    [{ caching: true }, { need: ['stateful'] }],
  ],
  'global-routing': [
    [{ regions: 1 }, 'none'],
    [{ regions: 2, residency: true }, 'geo'],
    [{ regions: 2, residency: false, spare: true }, 'failover'],
    [{ regions: 2, residency: false, spare: false, latency: true }, 'latency'],
    [{ regions: 2, residency: false, spare: false, latency: false, moving: true }, 'weighted'],
    [{ regions: 2, residency: false, spare: false, latency: false, moving: false }, 'latency'],
    [{ regions: 2, residency: false, latency: true }, { need: ['spare'] }],
  ],
  'rate-limiter': [
    [{ bursts: true }, 'token-bucket'],
    [{ bursts: false, steady: true }, 'leaky-bucket'],
    [{ bursts: false, steady: false, exact: true, manyKeys: false }, 'sliding-window-log'],
    [{ bursts: false, steady: false, exact: true, manyKeys: true }, 'sliding-window-counter'],
    [{ bursts: false, steady: false, exact: false }, 'sliding-window-counter'],
    [{ bursts: false, steady: false, manyKeys: true }, 'sliding-window-counter'],
    [{ steady: false, exact: false }, { need: ['bursts'] }],
  ],
  'read-write-optimisation': [
    [{ rate: 5 }, 'nothing special yet'],
    [{ rate: 5000, readsPerWrite: 100 }, 'caches, replicas and copies for reads'],
    [{ rate: 5000, readsPerWrite: 0.05 }, 'buffers, batches and append-only writes'],
    [{ rate: 5000, readsPerWrite: 3 }, 'a little of both'],
    [
      { rate: 5000, readsPerWrite: 3 },
      'caches, replicas and copies for reads',
      { 'read-write-optimisation.heavy-from': 2 },
    ],
    [{ rate: 5 }, { need: ['readsPerWrite'] }, { 'read-write-optimisation.matters-from': 1 }],
    [{ readsPerWrite: 100 }, { need: ['rate'] }],
  ],
  scaling: [
    [{ stateless: true }, 'more machines'],
    [{ stateless: false, fitsOne: true }, 'a larger machine, and shards'],
    [{ stateless: false, fitsOne: false, movable: true }, 'move the state out, then more machines'],
    [{ stateless: false, fitsOne: false, movable: false }, 'a larger machine, and shards'],
    [{ stateless: false, fitsOne: false }, { need: ['movable'] }],
    [{ fitsOne: true, movable: true }, { need: ['stateless'] }],
  ],
  stateful: [
    [{ ticking: true }, 'in memory, with snapshots and users pinned to it'],
    [{ ticking: false, instant: true }, 'in memory, with snapshots and users pinned to it'],
    [{ ticking: false, instant: false }, 'outside, or in a token'],
    [{ ticking: false }, { need: ['instant'] }],
  ],
  'multi-region': [
    [{ farUsers: true, mergeable: true }, 'several, all of them serving'],
    [{ farUsers: false, residency: true, mergeable: true }, 'several, all of them serving'],
    [{ farUsers: true, mergeable: false }, 'several, one of them serving'],
    [{ farUsers: false, residency: false, survives: false, availability: 0.9999 }, 'several, one of them serving'],
    [{ farUsers: false, residency: false, survives: true }, 'several, one of them serving'],
    [
      { farUsers: false, residency: false, survives: false, availability: 0.9995, recovery: 30 },
      'several, one of them serving',
    ],
    [{ farUsers: false, residency: false, survives: false, availability: 0.999, recovery: 60 }, 'one region'],
    [
      { farUsers: false, residency: false, survives: false, availability: 0.999 },
      'several, one of them serving',
      { 'multi-region.availability-from': 0.999 },
    ],
    [{ farUsers: true }, { need: ['mergeable'] }],
    [{ farUsers: false, residency: false, survives: false, recovery: 60 }, { need: ['availability'] }],
  ],
});

const balanced = (balancer: string, link = ''): string => `client app {}
flow play { from: app, op: write }
lb front { ${balancer} }
service game {}
app -> front -> game { timeout: 1s${link} }
`;

describe('lb-layer', () => {
  it('reads what the balancer chooses by, and what travels', () => {
    expect(gathered(balanced('routes-by: path'), 'front', 'lb-layer')).toMatchObject({ byContent: true });
    expect(gathered(balanced('', ', protocol: tcp'), 'front', 'lb-layer')).toEqual({
      byContent: false,
      raw: true,
      longLived: false,
    });
    const promised = balanced('').replace('op: write', 'op: write, slo { latency.p99: 5ms }');
    expect(gathered(promised, 'front', 'lb-layer')).toMatchObject({ latency: 0.005 });
  });

  it('tells a balancer of layer 7 before plain TCP otherwise', () => {
    expect(advised(balanced('layer: 7', ', protocol: tcp'), 'front', 'lb-layer')).toMatchObject({
      verdict: 'differs',
      choice: 'layer 4',
      present: ['layer 7'],
    });
  });

  it('lets layer 4 place sockets', () => {
    expect(advised(balanced('layer: 4', ', protocol: websocket'), 'front', 'lb-layer')).toMatchObject({
      verdict: 'agrees',
    });
  });
});

const pool = (targets: string, balancer = '', link = ''): string => `lb front { ${balancer} }
${targets}
front -> a${link}
`;

describe('lb-algorithm', () => {
  it('reads what targets keep, can and take', () => {
    expect(gathered(pool('service a { state: in-memory }'), 'front', 'lb-algorithm')).toMatchObject({ stateful: true });
    expect(
      gathered(pool('service a { state: none, latency: 5ms, latency.p99: 100ms }'), 'front', 'lb-algorithm'),
    ).toEqual({
      stateful: false,
      caching: false,
      unlike: false,
      uneven: true,
    });
    const unlike = pool('service a { capacity: 1k/s }\nservice b { capacity: 100/s }', '', '\nfront -> b');
    expect(gathered(unlike, 'front', 'lb-algorithm')).toMatchObject({ unlike: true });
    const warm = pool('service a {}\ncache near { scope: local }\na -> near');
    expect(gathered(warm, 'front', 'lb-algorithm')).toMatchObject({ caching: true });
  });

  it('tells round robin before sockets otherwise', () => {
    const text = pool('service a { state: none }', 'algorithm: round-robin', ' { protocol: websocket }');
    expect(advised(text, 'front', 'lb-algorithm')).toMatchObject({ verdict: 'differs', choice: 'least-connections' });
  });
});

const worldwide = (dns: string, more = ''): string => `system { slo { latency.p99: 200ms, availability: 99.9% } }
dns entry { ${dns} }
region us { service a {} }
region eu { service b {} }
${more}
`;

describe('global-routing and multi-region', () => {
  it('read the regions, the promise and who stands by', () => {
    expect(gathered(worldwide('routing: latency'), 'system', 'global-routing')).toEqual({
      regions: 2,
      residency: false,
      spare: false,
      latency: true,
    });
    expect(gathered(worldwide('routing: failover'), 'system', 'global-routing')).toMatchObject({ spare: true });
    const bound = worldwide('routing: latency', 'database x { residency: us }\ndatabase y { residency: eu }');
    expect(advised(bound, 'system', 'global-routing')).toMatchObject({ verdict: 'differs', choice: 'geo' });
  });

  it('tell one region from several that serve and one that stands by', () => {
    expect(advised(worldwide('routing: latency'), 'system', 'multi-region')).toMatchObject({
      present: ['several, all of them serving'],
    });
    expect(advised(worldwide('routing: failover'), 'system', 'multi-region')).toMatchObject({
      present: ['several, one of them serving'],
    });
    expect(advised('system { slo { availability: 99.99% } }\nservice a {}', 'system', 'multi-region')).toMatchObject({
      verdict: 'differs',
      choice: 'several, one of them serving',
      because: ['99.99% is promised.', 'A second region takes over when the first is gone.'],
    });
    expect(gathered('system { survives: region, rto: 5min }', 'system', 'multi-region')).toMatchObject({
      survives: true,
      recovery: 300,
    });
  });
});

describe('rate-limiter', () => {
  it('reads the burst and who is counted', () => {
    const gateway = 'gateway gw { rate-limit { algorithm: fixed-window, rate: 10/s, burst: 20, per: user } }';
    expect(gathered(gateway, 'gw', 'rate-limiter')).toEqual({ bursts: true, steady: false, manyKeys: true });
    expect(advised(gateway, 'gw', 'rate-limiter')).toMatchObject({ verdict: 'differs', present: ['fixed-window'] });
    const outbound = 'service pay { rate-limit { rate: 10/s } }\nexternal cards { quota: 20/s }\npay -> cards';
    expect(gathered(outbound, 'pay', 'rate-limiter')).toMatchObject({ steady: true });
  });
});

describe('read-write-optimisation', () => {
  it('reads the ratio of what clients ask for', () => {
    const text = `client web { users: 1M }
flow look { from: web, rate: 20/user/day, op: read }
flow save { from: web, rate: 1/user/day, op: write }
`;
    const inputs = gathered(text, 'system', 'read-write-optimisation');
    expect(inputs['readsPerWrite']).toBeCloseTo(20);
    expect(advised(text, 'system', 'read-write-optimisation')).toMatchObject({
      verdict: 'differs',
      present: ['nothing special yet'],
    });
    expect(advised(`${text}cache hot {}`, 'system', 'read-write-optimisation')).toMatchObject({ verdict: 'agrees' });
  });
});

describe('scaling and stateful', () => {
  it('read where state is kept', () => {
    expect(gathered('service a { state: none }', 'a', 'scaling')).toMatchObject({ stateless: true });
    expect(gathered('service a { state: in-memory }', 'a', 'scaling')).toMatchObject({ stateless: false });
    expect(gathered('cache s {}\nservice a { state: external(s) }', 'a', 'scaling')).toMatchObject({ stateless: true });
    expect(gathered('service a { role: game, state: in-memory }', 'a', 'stateful')).toEqual({ ticking: true });
    expect(
      advised('service a { role: game, state: in-memory, snapshot { interval: 5s } }', 'a', 'stateful'),
    ).toMatchObject({
      verdict: 'agrees',
    });
    expect(advised('service a { replicas: 4, state: none }', 'a', 'scaling')).toMatchObject({ verdict: 'agrees' });
  });
});
