import { expect, it } from 'vitest';
import { linted } from './linting.js';
import { cases } from './reliability/cases.js';

const front = (lb: string, rest = 'service api {}', way = 'web -> front -> api', kind = 'lb'): string =>
  `client web {}\n${kind} front { ${lb} }\n${rest}\n${way}`;

cases('l4-with-content-routing', [
  ['routes by path', front('layer: 4, routes-by: path'), ['error']],
  ['routes by nothing', front('layer: 4, routes-by: []'), []],
  ['counts per user', front('layer: 4, rate-limit { rate: 9/s, per: user }'), ['error']],
  ['counts addresses', front('layer: 4, rate-limit { rate: 9/s, per: ip }'), []],
  ['counts nobody knows whom', front('layer: 4, rate-limit { rate: 9/s }'), []],
  ['counts nothing', front('layer: 4'), []],
]);

cases('l7-for-raw-tcp', [
  ['tcp', front('layer: 7', undefined, 'web -> front\nfront -> api { protocol: tcp }'), ['info']],
  ['tcp, coming in', front('layer: 7', undefined, 'web -> front { protocol: tcp }\nfront -> api'), ['info']],
  [
    'messages',
    front('layer: 7', 'service api {}\nqueue q {}', 'web -> front -> api\nfront ~> q { protocol: mqtt }'),
    [],
  ],
  [
    'to what is only drawn',
    front('layer: 7', 'service api {}\nservice b { future: yes }', 'web -> front -> api\nfront -> b { protocol: tcp }'),
    [],
  ],
  ['will be there', front('layer: 7, future: yes', undefined, 'web -> front\nfront -> api { protocol: tcp }'), []],
  ['targets see who calls', front('layer: 7, keeps-source-address: yes'), ['info']],
  ['targets see who calls, on layer 4', front('layer: 4, keeps-source-address: yes'), []],
  ['targets need not see who calls', front('layer: 7, keeps-source-address: no'), []],
  ['it will be there, and see', front('layer: 7, keeps-source-address: yes, future: yes'), []],
  ['one address, of a product whose addresses change', front('engine: aws-alb, static-address: yes'), ['info']],
  ['one address, of a product of one’s own', front('engine: haproxy, layer: 7, static-address: yes'), []],
  ['any address', front('engine: aws-alb, static-address: no'), []],
  [
    'said once, whatever else it is given',
    front('layer: 7, keeps-source-address: yes', undefined, 'web -> front\nfront -> api { protocol: tcp }'),
    ['info'],
  ],
  [
    'an engine of layer 7',
    front('engine: aws-alb', undefined, 'web -> front\nfront -> api { protocol: tcp }'),
    ['info'],
  ],
]);

it('points at the layer where that is written', () => {
  const pointed = (lb: string): string => {
    const design = linted(front(lb, undefined, 'web -> front\nfront -> api { protocol: tcp }'));
    const [found] = design.of('l7-for-raw-tcp');
    return design.text.slice(found.at.offset, found.at.end);
  };
  expect(pointed('layer: 7')).toBe('layer: 7');
  expect(pointed('engine: aws-alb')).toBe('lb front');
});

const two = 'service api { replicas: 2 }';

cases('load-balancer-single-instance', [
  ['alone before two', front('replicas: 1', two), ['warning']],
  ['two before two', front('replicas: 2', two), []],
  ['nobody says how many', front('', two), ['hint']],
  ['in two zones', front('zones: [a, b]', two), []],
  ['in one zone', front('zones: [a]', two), ['hint']],
  ['will be there', front('replicas: 1, future: yes', two), []],
  ['before one', front('replicas: 1', 'service api { replicas: 1 }'), []],
  [
    'before two of one',
    front('replicas: 1', 'service api {}\nservice b {}', 'web -> front -> api\nfront -> b'),
    ['warning'],
  ],
  [
    'before what is only drawn',
    front('replicas: 1', 'service api {}\nservice b { future: yes }', 'web -> front -> api\nfront -> b'),
    [],
  ],
  ['before a queue', front('replicas: 1', 'service api {}\nservice b {}', 'web -> front -> api\nfront ~> b'), []],
  [
    'before its own counters',
    front('replicas: 1', 'service api {}\ncache b {}', 'web -> front -> api\nfront -> b', 'gateway'),
    [],
  ],
  [
    'before a database',
    front('replicas: 1', 'service api {}\ndatabase b {}', 'web -> front -> api\nfront -> b', 'gateway'),
    [],
  ],
  ['before a client', front('replicas: 1', 'service api {}\nclient b {}', 'web -> front -> api\nfront -> b'), []],
  [
    'a name chooses between two',
    front(
      'replicas: 1',
      `${two}\nlb other { replicas: 1 }\ndns n {}`,
      'web -> n\nn -> front\nn -> other\nfront -> api\nother -> api',
    ),
    [],
  ],
  [
    'a cdn chooses between two',
    front(
      'replicas: 1',
      `${two}\nlb other { replicas: 1 }\ncdn n {}`,
      'web -> n\nn -> front\nn -> other\nfront -> api\nother -> api',
    ),
    [],
  ],
  [
    'another balancer chooses between two',
    front(
      'replicas: 1',
      `${two}\nlb other { replicas: 1 }\nlb n { replicas: 2 }`,
      'web -> n\nn -> front\nn -> other\nfront -> api\nother -> api',
    ),
    [],
  ],
  [
    'a service does not choose',
    front(
      'replicas: 1',
      `${two}\nlb other { replicas: 1 }\nservice n {}`,
      'web -> n\nn -> front\nn -> other\nfront -> api\nother -> api',
    ),
    ['warning', 'warning'],
  ],
  ['a name of one', front('replicas: 1', `${two}\ndns n {}`, 'web -> n -> front -> api'), ['warning']],
  ['nobody calls it', `lb front { replicas: 1 }\n${two}\nfront -> api`, ['warning']],
  [
    'a critical flow is left to another rule',
    `client web {}\nflow f { from: web, criticality: critical }\nlb front { replicas: 1 }\n${two}\nweb -> front -> api`,
    [],
  ],
  [
    'an ordinary one is not',
    `client web {}\nflow f { from: web, criticality: normal }\nlb front { replicas: 1 }\n${two}\nweb -> front -> api`,
    ['warning'],
  ],
  [
    'a promise is left to another rule',
    `client web {}\nflow f { from: web, slo { availability: 99.9% } }\nlb front { replicas: 1 }\n${two}\nweb -> front -> api`,
    [],
  ],
  [
    'a smaller one is not',
    `client web {}\nflow f { from: web, slo { availability: 99.8% } }\nlb front { replicas: 1 }\n${two}\nweb -> front -> api`,
    ['warning'],
  ],
  [
    'where that is much',
    `client web {}\nflow f { from: web, slo { availability: 99.8% } }\nlb front { replicas: 1 }\n${two}\nweb -> front -> api`,
    [],
    { availability: 0.998 },
  ],
]);

cases('load-balancer-single-target', [
  ['a single replica', front('', 'service api { replicas: 1 }'), ['info']],
  ['will be there', front('future: yes', 'service api { replicas: 1 }'), []],
  ['the target will', front('', 'service api { replicas: 1, future: yes }'), []],
  [
    'it has stages',
    front('stages { tls: 1ms }', 'service api { replicas: 1 }', undefined, 'gateway')
      .replace('gateway', 'lb')
      .replace('stages { tls: 1ms }', 'rate-limit { rate: 9/s }'),
    [],
  ],
  ['one now, more later', front('', 'service api { replicas: 1, autoscale { min: 1, max: 9 } }'), []],
  ['another balancer', front('', 'lb api { replicas: 1 }'), []],
  ['behind a firewall', front('', 'service api { replicas: 1 }\nwaf w {}', 'web -> w -> front -> api'), []],
  ['it ends the encryption', front('', 'service api { replicas: 1 }', 'web -> front { tls: 1.3 }\nfront -> api'), []],
  ['it does not', front('', 'service api { replicas: 1 }', 'web -> front { tls: no }\nfront -> api'), ['info']],
]);

const kept = (lb: string, service: string, kind = 'lb', link = ''): string =>
  `client web {}\n${kind} front { ${lb} }\nservice api { replicas: 3, state: in-memory${service} }\nweb -> front\nfront -> api ${link}`;

cases('local-state-with-replicas', [
  ['anywhere', kept('', ''), ['error']],
  ['tied', kept('sticky: cookie', ''), ['warning']],
  ['not tied', kept('sticky: none', ''), ['error']],
  ['tied by a gateway', kept('sticky: cookie', '', 'gateway'), ['warning']],
  ['tied by a hash', kept('algorithm: consistent-hash', ''), ['warning']],
  ['a game that is saved', kept('sticky: cookie', ', role: game, snapshot { interval: 5s }'), ['info']],
  ['a game that is not', kept('sticky: cookie', ', role: game'), ['info']],
  ['something else that is saved', kept('sticky: cookie', ', role: payment, snapshot { interval: 5s }'), ['warning']],
  ['a game that is saved, anywhere', kept('', ', role: game, snapshot { interval: 5s }'), ['error']],
  ['will be there', kept('', ', future: yes'), []],
  ['its caller will', kept('future: yes', ''), []],
  ['a worker', 'queue q {}\nworker w { replicas: 3, state: in-memory }\nservice s {}\nq ~> w\ns -> w', []],
  ['open connections', kept('', '', 'lb', '{ protocol: websocket }'), []],
  [
    'a caller that ties nobody',
    'service front {}\nservice api { replicas: 3, state: in-memory }\nfront -> api',
    ['error'],
  ],
]);

const direct = (api: string, more = '', arrow = '->'): string =>
  `service shop {}\nservice api { ${api} }\nshop ${arrow} api\n${more}`;

cases('replicas-without-load-balancer', [
  ['directly', direct('replicas: 2'), ['warning']],
  ['by messages', direct('replicas: 2', '', '~>'), []],
  ['from what is only drawn', 'service shop { future: yes }\nservice api { replicas: 2 }\nshop -> api', []],
  ['will be there', direct('replicas: 2, future: yes'), []],
  ['a mesh over all', direct('replicas: 2', 'mesh m {}'), []],
  ['a mesh that is only drawn', direct('replicas: 2', 'mesh m { future: yes }'), ['warning']],
  ['a mesh over both', direct('replicas: 2', 'mesh m { covers: [shop, api] }'), []],
  ['a mesh over the caller', direct('replicas: 2', 'mesh m { covers: [shop] }'), ['warning']],
  ['a mesh over the callee', direct('replicas: 2', 'mesh m { covers: [api] }'), ['warning']],
  [
    'a mesh over a group',
    'group g { service shop {}\nservice api { replicas: 2 } }\nmesh m { covers: [g] }\nshop -> api',
    [],
  ],
  [
    'a mesh over another group',
    'group g { service shop {}\nservice api { replicas: 2 } }\ngroup h {}\nmesh m { covers: [h] }\nshop -> api',
    ['warning'],
  ],
  ['a mesh in the group', 'group g { mesh m {}\nservice shop {}\nservice api { replicas: 2 } }\nshop -> api', []],
  [
    'a mesh in another group',
    'group g { service shop {}\nservice api { replicas: 2 } }\ngroup h { mesh m {} }\nshop -> api',
    ['warning'],
  ],
  [
    'a mesh in the group of the caller',
    'group g { mesh m {}\nservice shop {} }\nservice api { replicas: 2 }\nshop -> api',
    ['warning'],
  ],
]);

it('names all who reach it directly', () => {
  const found = (more: string): string =>
    linted(direct('replicas: 2', more)).of('replicas-without-load-balancer')[0].message;
  expect(found('')).toContain('`shop` reaches it');
  expect(found('service more {}\nmore -> api')).toMatch(/`shop` and `more` reach it/);
});

const pool = (small: string, big: string, lb = '', links = 'pool -> a\npool -> b'): string =>
  `lb pool { algorithm: round-robin${lb} }\nservice a { ${small} }\nservice b { ${big} }\n${links}`;

cases('round-robin-heterogeneous-targets', [
  ['a quarter', pool('capacity: 250/s', 'capacity: 1k/s'), ['warning']],
  ['a fifth less', pool('capacity: 800/s', 'capacity: 1k/s'), []],
  ['more than a fifth less', pool('capacity: 799/s', 'capacity: 1k/s'), ['warning']],
  ['will be there', pool('capacity: 250/s', 'capacity: 1k/s', ', future: yes'), []],
  ['by messages', pool('capacity: 250/s', 'capacity: 1k/s', '', 'pool ~> a\npool -> b'), []],
  [
    'one by messages, two by calls',
    pool('capacity: 250/s', 'capacity: 1k/s', '', 'service c { capacity: 1k/s }\npool ~> a\npool -> b\npool -> c'),
    [],
  ],
  [
    'as the engine says',
    'lb pool { engine: nginx }\nservice a { capacity: 250/s }\nservice b { capacity: 1k/s }\npool -> a\npool -> b',
    [],
  ],
  ['of one nobody knows', pool('capacity: 250/s', ''), []],
  ['a third is fine', pool('capacity: 700/s', 'capacity: 1k/s'), [], { tolerance: 0.3 }],
  ['one alone', 'lb pool { algorithm: round-robin }\nservice a { capacity: 250/s }\npool -> a', []],
]);

const turning = (lb: string, service = '', link = '', kind = 'lb', arrow = '->'): string =>
  `client web {}\n${kind} front { ${lb} }\nservice api { ${service} }\nweb -> front\nfront ${arrow} api ${link}`;

cases('round-robin-long-lived-connections', [
  ['sockets', turning('algorithm: round-robin', '', '{ protocol: websocket }'), ['warning']],
  ['sockets of a gateway', turning('algorithm: round-robin', '', '{ protocol: websocket }', 'gateway'), ['warning']],
  ['at random', turning('algorithm: random', '', '{ protocol: websocket }'), ['warning']],
  ['the least', turning('algorithm: least-connections', '', '{ protocol: websocket }'), []],
  ['as the engine says', turning('engine: nginx', '', '{ protocol: websocket }'), []],
  ['will be there', turning('algorithm: round-robin, future: yes', '', '{ protocol: websocket }'), []],
  ['to what will be there', turning('algorithm: round-robin', 'future: yes', '{ protocol: websocket }'), []],
  ['messages', turning('algorithm: round-robin', '', '{ protocol: mqtt }', 'lb', '~>'), []],
  ['ten times the median', turning('algorithm: round-robin', 'latency: 10ms, latency.p99: 100ms'), ['warning']],
  ['nine times', turning('algorithm: round-robin', 'latency: 10ms, latency.p99: 99ms'), []],
  [
    'nine times is much',
    turning('algorithm: round-robin', 'latency: 10ms, latency.p99: 99ms'),
    ['warning'],
    { spread: 9 },
  ],
  ['only the median', turning('algorithm: round-robin', 'latency: 10ms'), []],
  ['only the slowest', turning('algorithm: round-robin', 'latency.p99: 100ms'), []],
  ['no time at all', turning('algorithm: round-robin', 'latency: 0ms, latency.p99: 100ms'), []],
  ['requests', turning('algorithm: round-robin'), []],
]);

const pinned = (lb: string, service = 'state: none', link = '', arrow = '->'): string =>
  `client web {}\n${lb}\nservice api { ${service} }\nweb -> front\nfront ${arrow} api ${link}`;

cases('sticky-without-need', [
  ['keeps nothing', pinned('lb front { sticky: cookie }'), ['hint']],
  ['a gateway', pinned('gateway front { sticky: cookie }'), ['hint']],
  ['not tied', pinned('lb front { sticky: none }'), []],
  ['nobody knows what it keeps', pinned('lb front { sticky: cookie }', ''), []],
  ['will be there', pinned('lb front { sticky: cookie, future: yes }'), []],
  ['told, not called', pinned('lb front { sticky: cookie }', 'state: none', '', '~>'), []],
]);

it('names all that keep nothing', () => {
  const found = (more: string): string =>
    linted(`${pinned('lb front { sticky: cookie }')}\n${more}`).of('sticky-without-need')[0].message;
  expect(found('')).toContain('`api` keeps nothing');
  expect(found('service b { state: none }\nfront -> b')).toContain('`api` and `b` keep nothing');
});
