import { describe, expect, it } from 'vitest';
import { loadBalancingRules } from '../../language-server/src/rules/load-balancing/index.js';
import { expectOnly } from './categories.js';
import { linted } from './linting.js';
import { cases } from './reliability/cases.js';

describe.each(loadBalancingRules.map((rule) => [rule.name, rule] as const))('%s', (_, rule) => {
  it.each(rule.incorrect.map(({ title, code }) => [title, code]))('fires alone: %s', (_title, code) => {
    expectOnly(rule, loadBalancingRules, code);
  });
});

const front = (lb: string, service = '', link = ''): string =>
  `client web {}\nlb front { ${lb} }\nservice api { ${service} }\nweb -> front -> api {${link}}`;

cases('l4-with-content-routing', [
  ['by path', front('layer: 4, routes-by: path'), ['error']],
  ['a cookie', front('layer: 4, sticky: cookie'), ['error']],
  ['a limit for each user', front('layer: 4, rate-limit { per: user }'), ['error']],
  ['an engine of layer 4', front('engine: aws-nlb, routes-by: host'), ['error']],
  ['layer 7', front('layer: 7, routes-by: path'), []],
  ['the layer is not known', front('routes-by: path'), []],
  ['addresses', front('layer: 4, sticky: ip'), []],
  ['a limit for each address', front('layer: 4, rate-limit { per: ip }'), []],
  ['a limit for all', front('layer: 4, rate-limit { per: all }'), []],
  ['it ends TLS', front('layer: 4', '', ' tls: 1.3 '), []],
  ['only drawn', front('layer: 4, routes-by: path, future: yes'), []],
]);

cases('load-balancer-single-instance', [
  ['one in front of two', front('replicas: 1', 'replicas: 2'), ['warning']],
  ['one in front of one', front('replicas: 1', 'replicas: 1'), []],
  ['two', front('replicas: 2', 'replicas: 2'), []],
  ['managed', front('replicas: 1, managed: yes', 'replicas: 2'), []],
  ['nobody knows how many', front('layer: 7', 'replicas: 2'), ['hint']],
  ['in several zones', front('zones: [a, b]', 'replicas: 2'), []],
  ['it scales', front('autoscale { min: 2, max: 4 }', 'replicas: 2'), []],
  [
    'a dns chooses',
    'client web {}\ndns names {}\nlb a { replicas: 1 }\nlb b { replicas: 1 }\nservice api { replicas: 2 }\nweb -> names\nnames -> a -> api\nnames -> b -> api',
    [],
  ],
  ['a promise of 99.9%', `system { slo { availability: 99.9% } }\n${front('replicas: 1', 'replicas: 2')}`, []],
  ['a promise below it', `system { slo { availability: 99.8% } }\n${front('replicas: 1', 'replicas: 2')}`, ['warning']],
  [
    'another limit',
    `system { slo { availability: 99.9% } }\n${front('replicas: 1', 'replicas: 2')}`,
    ['warning'],
    { availability: 0.9991 },
  ],
  ['critical', `${front('replicas: 1', 'replicas: 2')}\nflow buy { from: web, op: write, criticality: critical }`, []],
  ['only drawn', front('replicas: 1, future: yes', 'replicas: 2'), []],
]);

cases('local-state-with-replicas', [
  ['two replicas', front('layer: 7', 'replicas: 2, state: in-memory'), ['error']],
  ['on disk', front('layer: 7', 'replicas: 2, state: local-disk'), ['error']],
  ['one', front('layer: 7', 'replicas: 1, state: in-memory'), []],
  ['nobody knows how many', front('layer: 7', 'state: in-memory'), []],
  ['what autoscaling reaches', front('layer: 7', 'autoscale { min: 1, max: 2 }, state: in-memory'), ['error']],
  ['none', front('layer: 7', 'replicas: 2, state: none'), []],
  [
    'outside',
    `cache store { holds: session, ttl: 1h }\n${front('layer: 7', 'replicas: 2, state: external(store)')}`,
    [],
  ],
  ['not written', front('layer: 7', 'replicas: 2'), []],
  ['a cookie leads back', front('layer: 7, sticky: cookie', 'replicas: 2, state: in-memory'), ['warning']],
  ['the address leads back', front('algorithm: ip-hash', 'replicas: 2, state: in-memory'), ['warning']],
  ['a ring leads back', front('algorithm: consistent-hash', 'replicas: 2, state: in-memory'), ['warning']],
  [
    'a game that is saved',
    front('sticky: cookie', 'replicas: 2, state: in-memory, role: game, snapshot { interval: 1min }'),
    ['info'],
  ],
  ['sockets', front('layer: 7', 'replicas: 2, state: in-memory', ' protocol: websocket '), []],
  ['only messages', 'queue q {}\nservice api { replicas: 2, state: in-memory }\nq ~> api', []],
  ['only drawn', front('layer: 7', 'replicas: 2, state: in-memory, future: yes'), []],
]);

it('keeps sessions as long as the service or the option says', () => {
  const store = (more: string): string | undefined =>
    linted(front('layer: 7', `replicas: 2, state: in-memory${more}`))
      .of('local-state-with-replicas')[0]
      .fixes[0].edits.map(({ text }) => text)
      .find((text) => text.includes('cache'));
  expect(store('')).toContain('ttl: 30min');
  expect(store(', session: 2h')).toContain('ttl: 2h');
});

const direct = (api: string, more = ''): string =>
  `service shop {}\nservice api { ${api} }\nshop -> api { timeout: 1s }\n${more}`;

cases('replicas-without-load-balancer', [
  ['two replicas', direct('replicas: 2'), ['warning']],
  ['one', direct('replicas: 1'), []],
  ['one or two', direct('autoscale { min: 1, max: 2 }'), ['warning']],
  ['never more than one', direct('autoscale { min: 1, max: 1 }'), []],
  ['found by name', direct('replicas: 2, discovery: dns'), []],
  ['found by the caller', direct('replicas: 2, discovery: client-side'), []],
  ['a fixed list', direct('replicas: 2, discovery: static'), ['warning']],
  ['kubernetes', direct('replicas: 2, runtime: kubernetes'), []],
  ['bare machines', direct('replicas: 2, runtime: none'), ['warning']],
  ['a mesh', direct('replicas: 2', 'mesh m {}'), []],
  ['a mesh for others', direct('replicas: 2', 'service other {}\nmesh m { covers: other }'), ['warning']],
  ['managed', direct('replicas: 2, managed: yes'), []],
  ['messages', direct('replicas: 2').replace('service shop {}', 'queue shop {}').replace('->', '~>'), []],
  ['a module of the same deployable', direct('replicas: 2, part-of: shop'), []],
  ['a function', direct('replicas: 2').replace('service api', 'function api'), []],
  ['a balancer', front('layer: 7', 'replicas: 2'), []],
  ['only drawn', direct('replicas: 2, future: yes'), []],
]);

const pool = (small: string, big: string, lb = '', link = ''): string =>
  `lb pool { algorithm: round-robin${lb} }\nservice a { ${small} }\nservice b { ${big} }\npool -> a { timeout: 1s${link} }\npool -> b { timeout: 1s${link} }`;

cases('round-robin-heterogeneous-targets', [
  ['79% of the other', pool('capacity: 79/s', 'capacity: 100/s'), ['warning']],
  ['80% of it', pool('capacity: 80/s', 'capacity: 100/s'), []],
  ['81% of it', pool('capacity: 81/s', 'capacity: 100/s'), []],
  ['another tolerance', pool('capacity: 81/s', 'capacity: 100/s'), ['warning'], { tolerance: 0.18 }],
  ['one is not known', pool('replicas: 1', 'capacity: 100/s'), []],
  ['weights', pool('capacity: 10/s', 'capacity: 100/s', '', ', weight: 2'), []],
  ['by path', pool('capacity: 10/s', 'capacity: 100/s', ', routes-by: path'), []],
  ['counts what is open', pool('capacity: 10/s', 'capacity: 100/s').replace('round-robin', 'least-connections'), []],
  ['a gateway', pool('capacity: 10/s', 'capacity: 100/s').replace('lb pool', 'gateway pool'), []],
  [
    'pools of different flows',
    `client web {}\nflow f { from: web }\nflow g { from: web }\nweb -> pool\n${pool('capacity: 10/s', 'capacity: 100/s')
      .replace('a { timeout: 1s }', 'a { timeout: 1s, for: f }')
      .replace('b { timeout: 1s }', 'b { timeout: 1s, for: g }')}`,
    [],
  ],
  ['one is only drawn', pool('capacity: 10/s, future: yes', 'capacity: 100/s'), []],
]);

const turns = (service: string, link = '', algorithm = 'round-robin', lb = ''): string =>
  front(`algorithm: ${algorithm}${lb}`, service, link);

cases('round-robin-long-lived-connections', [
  ['sockets', turns('replicas: 2', ' protocol: websocket '), ['warning']],
  ['events', turns('replicas: 2', ' protocol: sse '), ['warning']],
  ['connections to a database', turns('replicas: 2', ' protocol: sql '), ['warning']],
  ['at random', turns('replicas: 2', ' protocol: websocket ', 'random'), ['warning']],
  ['counts them', turns('replicas: 2', ' protocol: websocket ', 'least-connections'), []],
  ['short requests', turns('replicas: 2', ' protocol: http '), []],
  ['nobody knows', turns('replicas: 2'), []],
  ['ten times the median', turns('latency: 10ms, latency.p99: 100ms'), ['warning']],
  ['less', turns('latency: 10ms, latency.p99: 99ms'), []],
  ['another spread', turns('latency: 10ms, latency.p99: 99ms'), ['warning'], { spread: 9 }],
  ['the median is not known', turns('latency.p99: 100ms'), []],
  ['only drawn', turns('replicas: 2', ' protocol: websocket ', 'random', ', future: yes'), []],
  ['the target is only drawn', turns('replicas: 2, future: yes', ' protocol: websocket '), []],
]);

cases('l7-for-raw-tcp', [
  ['tcp', front('layer: 7', '', ' protocol: tcp '), ['info']],
  ['udp', front('layer: 7', '', ' protocol: udp '), ['info']],
  ['http', front('layer: 7', '', ' protocol: http '), []],
  ['grpc', front('layer: 7', '', ' protocol: grpc '), []],
  ['sockets', front('layer: 7', '', ' protocol: websocket '), []],
  ['layer 4', front('layer: 4', '', ' protocol: tcp '), []],
  ['the layer is not known', front('replicas: 2', '', ' protocol: tcp '), []],
  ['the protocol is not known', front('layer: 7'), []],
  ['only drawn', front('layer: 7, future: yes', '', ' protocol: tcp '), []],
]);

cases('sticky-without-need', [
  ['a cookie', front('sticky: cookie', 'state: none'), ['hint']],
  ['the address', front('algorithm: ip-hash', 'state: none'), ['hint']],
  ['not sticky', front('sticky: none', 'state: none'), []],
  ['a ring, for caches', front('algorithm: consistent-hash', 'state: none'), []],
  ['state', front('sticky: cookie', 'state: in-memory'), []],
  ['nobody knows', front('sticky: cookie'), []],
  ['sockets', front('sticky: cookie', 'state: none', ' protocol: websocket '), []],
  ['a warm cache', `${front('sticky: cookie', 'state: none')}\ncache near { scope: local }\napi -> near`, []],
  ['only drawn', front('sticky: cookie, future: yes', 'state: none'), []],
  ['the target is only drawn', front('sticky: cookie', 'state: none, future: yes'), []],
]);

cases('load-balancer-single-target', [
  ['one', front('layer: 7', 'replicas: 1'), ['info']],
  ['two', front('layer: 7', 'replicas: 2'), []],
  ['nobody knows', front('layer: 7'), []],
  ['it scales', front('layer: 7', 'autoscale { min: 1, max: 3 }'), []],
  ['managed', front('layer: 7', 'replicas: 1, managed: yes'), []],
  ['it ends TLS', front('layer: 7', 'replicas: 1', ' tls: 1.3 '), []],
  ['it limits rates', front('layer: 7, rate-limit { rate: 9/s }', 'replicas: 1'), []],
  ['it routes', front('layer: 7, routes-by: host', 'replicas: 1'), []],
  ['a firewall before it', `waf wall {}\n${front('layer: 7', 'replicas: 1')}\nweb -> wall -> front`, []],
  ['a second target', `${front('layer: 7', 'replicas: 1')}\nservice site { replicas: 1 }\nfront -> site`, []],
  ['only drawn', front('layer: 7, future: yes', 'replicas: 1'), []],
]);
