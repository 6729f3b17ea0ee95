import { change, drawn, muted, mutedBy, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [path, cookie] = wrong('l4-with-content-routing');
const [game, sql, caller, partner] = wrong('l7-for-raw-tcp');
const [classic, routed] = wrong('legacy-load-balancer');
const [front, gateway] = wrong('load-balancer-single-instance');
const [single, inner] = wrong('load-balancer-single-target');
const [memory, disk] = wrong('local-state-with-replicas');
const [clients, stock] = wrong('replicas-without-load-balancer');
const [versions, pool] = wrong('round-robin-heterogeneous-targets');
const [sockets, reports] = wrong('round-robin-long-lived-connections');
const [pinned, hashed] = wrong('sticky-without-need');

const limited = change(path, ['routes-by: path', 'rate-limit { rate: 9/s, per: user }']);
const socket = change(classic, ['balancer }', 'balancer, layer: 7 }'], ['{ timeout', '{ protocol: websocket, timeout']);
const chosen = (kind: string) =>
  change(front, ['web -> front', `${kind} names { managed: yes }\nlb other { replicas: 2 }\nweb -> names -> front`]);
const vital = `flow look { from: web, rate: 1/s, slo { availability: 99.8% } }\n${front}`;
const pools = change(
  versions,
  ['client web {}', 'client web {}\nflow old { from: web, rate: 1/s }\nflow new { from: web, rate: 1/s }'],
  ['new-api { timeout', 'new-api { for: [old, new], timeout'],
  ['old-api { timeout', 'old-api { for: [old, new], timeout'],
);
const room = change(disk, ['local-disk', 'in-memory, role: game']);

/** What spreads requests, over what. */
export const balancers: Readonly<Record<string, Held>> = {
  'l4-with-content-routing': {
    silences: {
      'The layer is not written and the engine does not have one.': [
        muted(path, 'layer: 4, ', ''),
        muted(cookie, 'engine: aws-nlb, ', ''),
        muted(path, 'layer: 4', 'layer: 7'),
      ],
      'It ends TLS: balancers of layer 4 can do that.': {
        fires: path,
        silent: change(path, [', routes-by: path', ''], ['edge { timeout', 'edge { tls: 1.3, timeout']),
      },
      'Users stay by address (`sticky: ip`), or a limit counts addresses (`per: ip`) or everything.': [
        muted(cookie, 'sticky: cookie', 'sticky: ip'),
        muted(limited, 'per: user', 'per: ip'),
        muted(limited, 'per: user', 'per: all'),
      ],
      'The balancer is only drawn (`future: yes`).': [...drawn(path, 'lb edge'), ...drawn(cookie, 'lb edge')],
    },
  },
  'l7-for-raw-tcp': {
    silences: {
      'The layer of the balancer is not written.': [
        muted(game, 'layer: 7, ', ''),
        muted(caller, 'layer: 7, ', ''),
        muted(game, 'layer: 7', 'layer: 4'),
      ],
      'The protocol of the link is not written, and nobody says that the balancer must keep the addresses of callers (`keeps-source-address: yes`).':
        [
          muted(game, 'protocol: udp, ', ''),
          muted(sql, 'protocol: sql, ', ''),
          muted(caller, ', keeps-source-address: yes', ''),
        ],
      'It must keep its own address (`static-address: yes`), but its product is not one whose address changes.': muted(
        partner,
        'engine: aws-alb',
        'layer: 7',
      ),
      'HTTP, gRPC, WebSocket and what else travels over HTTP.': ['http', 'grpc', 'websocket', 'graphql', 'sse'].map(
        (protocol) => muted(game, 'protocol: udp', `protocol: ${protocol}`),
      ),
      'The balancer or the target is only drawn (`future: yes`).': [
        ...drawn(game, 'lb front'),
        ...drawn(sql, 'lb pool'),
        ...drawn(caller, 'lb front'),
        ...drawn(partner, 'lb front'),
        muted(
          change(game, ['player -> front -> game {', 'player -> front { timeout: 3s }\nfront -> game {']),
          'game {}',
          'game { future: yes }',
        ),
      ],
    },
  },
  'legacy-load-balancer': {
    silences: {
      'The product is not written (`engine`), or is another.': [
        muted(classic, ' engine: aws-classic-load-balancer ', ''),
        muted(routed, 'aws-classic-load-balancer', 'aws-alb'),
      ],
      'Only a hint, unless it is to do what it cannot: route by the content of requests (`routes-by`), or on layer 7 carry WebSockets.':
        [
          muted(routed, ', routes-by: path', '', ['hint']),
          muted(socket, 'protocol: websocket', 'protocol: http', ['hint']),
          muted(socket, ', layer: 7', '', ['hint']),
        ],
      'It works on layer 4 and is to route: `l4-with-content-routing` says that this cannot be.': muted(
        routed,
        'layer: 7',
        'layer: 4',
        ['hint'],
      ),
      'It is only drawn (`future: yes`).': drawn(classic, 'lb front'),
    },
  },
  'load-balancer-single-instance': {
    silences: {
      'It is `managed`, or has at least two replicas.': [
        muted(front, 'replicas: 1', 'replicas: 1, managed: yes'),
        muted(front, 'replicas: 1', 'replicas: 2'),
        muted(gateway, 'gw { replicas: 1', 'gw { replicas: 2'),
      ],
      'There is only one target with one replica behind it.': [
        muted(change(front, ['replicas: 3', 'replicas: 2']), 'replicas: 2', 'replicas: 1'),
        muted(gateway, 'gw -> stock { timeout: 2s }\n', ''),
      ],
      'All that calls it chooses between several balancers: a `dns`, a cdn or another balancer with two or more of them.':
        ['dns', 'cdn', 'lb'].map((kind) => ({
          fires: chosen(kind),
          silent: `${chosen(kind)}names -> other -> api { timeout: 3s }\n`,
        })),
      'Every request of a flow that promises 99.9% or is critical needs it: then `single-point-of-failure` says so.': [
        muted(vital, '99.8%', '99.9%'),
        muted(vital, 'rate: 1/s', 'rate: 1/s, criticality: critical'),
      ],
      'How many there are is not written: only a hint, and nothing where it has several `zones`.': [
        muted(front, ', replicas: 1', '', ['hint']),
        muted(change(front, ['replicas: 1', 'zones: [a]']), '[a]', '[a, b]'),
      ],
      'The balancer is only drawn (`future: yes`).': [...drawn(front, 'lb front'), ...drawn(gateway, 'gateway gw')],
    },
    options: { availability: { code: change(vital, ['99.8%', '99.9%']), fires: 0.9991, silent: 0.999 } },
  },
  'load-balancer-single-target': {
    silences: {
      'The target has several replicas or scales by itself, or how many there are is not written.': [
        muted(single, 'replicas: 1', 'replicas: 2'),
        muted(single, 'replicas: 1', 'replicas: 1, autoscale { min: 1, max: 3 }'),
        muted(single, ' { replicas: 1 }', ' {}'),
      ],
      'The balancer has several targets.': mutedBy(
        single,
        'service pages { replicas: 1 }\nfront -> pages { timeout: 1s }',
      ),
      'It does other work as well: it ends TLS (`tls` on the link to it), routes by content or limits rates; or a `waf` calls it.':
        [
          muted(single, '{ timeout', '{ tls: 1.3, timeout'),
          ...['routes-by: path', 'rate-limit { rate: 9/s, per: ip }'].map((work) =>
            muted(single, 'managed: yes', `managed: yes, ${work}`),
          ),
          muted(change(single, ['web ->', 'cdn shield {}\nweb -> shield ->']), 'cdn shield', 'waf shield'),
        ],
      'The target is `managed`, or one of them is only drawn (`future: yes`).': [
        muted(single, 'replicas: 1', 'replicas: 1, managed: yes'),
        ...drawn(single, 'lb front', 'service api'),
        ...drawn(inner, 'lb inner', 'service stock'),
      ],
    },
  },
  'local-state-with-replicas': {
    silences: {
      'Where the state is kept is not written, or it is kept outside (`state: none`, `external(…)`).': [
        muted(memory, ', state: in-memory', ''),
        muted(memory, 'in-memory', 'none'),
        muted(`cache kept {}\n${disk}`, 'local-disk', 'external(kept)'),
      ],
      'The service is a single replica, or how many there are is not written.': [
        muted(change(memory, ['replicas: 3', 'replicas: 2']), 'replicas: 2', 'replicas: 1'),
        muted(memory, 'replicas: 3, ', ''),
        muted(change(disk, ['min: 2, max: 10', 'min: 1, max: 2']), 'max: 2', 'max: 1'),
      ],
      'It takes no requests that are waited for, or only connections that stay open: then `websocket-without-backplane` asks.':
        [
          muted(memory, 'web -> front -> shop { timeout: 3s }', 'queue inbox {}\ninbox ~> shop'),
          ...['websocket', 'sse', 'mqtt'].map((protocol) =>
            muted(memory, '{ timeout', `{ protocol: ${protocol}, timeout`),
          ),
        ],
      'A warning where users stay with their replica (`sticky`, `ip-hash`, `consistent-hash`).': [
        muted(memory, 'least-connections', 'ip-hash', ['warning']),
        muted(memory, 'least-connections', 'consistent-hash', ['warning']),
        muted(change(disk, ['sticky: cookie', 'sticky: none']), 'sticky: none', 'sticky: ip', ['warning']),
      ],
      'An info for games and the like that are routed by their session: `stateful-service-no-recovery` asks what a crash costs.':
        ['game', 'live', 'chat', 'matching'].map((role) =>
          muted(change(room, ['role: game', 'role: auth']), 'role: auth', `role: ${role}`, ['info']),
        ),
      'The service is only drawn (`future: yes`).': drawn(memory, 'service shop'),
    },
    options: { ttl: { code: memory, value: '10min', writes: 'ttl: 10min' } },
  },
  'replicas-without-load-balancer': {
    silences: {
      'Every caller is a load balancer, gateway, cdn or broker, or the way from each caller passes one.': [
        ...['lb', 'gateway', 'cdn'].map((kind) => muted(clients, 'web ->', `${kind} front {}\nweb -> front ->`)),
        muted(stock, 'orders -> stock { timeout: 1s }', 'queue waiting {}\norders ~> waiting ~> stock'),
        muted(
          change(clients, ['web ->', 'lb front {}\nweb -> front -> api { timeout: 2s }\nweb ->']),
          'web -> api { timeout: 2s }\n',
          '',
        ),
      ],
      'The platform balances: `runtime: kubernetes`, `ecs` or `nomad`, a `discovery` on the service, or a mesh that covers both ends.':
        [
          ...['kubernetes', 'ecs', 'nomad'].map((runtime) =>
            muted(`system { runtime: none }\n${stock}`, 'runtime: none', `runtime: ${runtime}`),
          ),
          muted(change(stock, ['stock { ', 'stock { discovery: static, ']), 'static', 'registry'),
          muted(`mesh inner { covers: [orders] }\n${stock}`, '[orders]', '[orders, stock]'),
        ],
      'Functions, and services that only take messages: the platform or the broker spreads the work.': [
        muted(stock, 'service stock', 'function stock'),
        muted(stock, '-> stock { timeout: 1s }', '~> stock'),
      ],
      'The service is `managed: yes`: its provider puts a balancer in front.': muted(
        clients,
        'replicas: 3',
        'replicas: 3, managed: yes',
      ),
      'Both ends are modules of one deployable, or one is only drawn (`future: yes`).': [
        muted(stock, 'replicas: 1', 'replicas: 1, part-of: stock'),
        ...drawn(stock, 'service orders', 'service stock'),
      ],
    },
  },
  'round-robin-heterogeneous-targets': {
    silences: {
      'The balancer does not say `algorithm: round-robin` itself.': [
        muted(versions, 'round-robin', 'least-connections'),
        muted(versions, ', algorithm: round-robin', ''),
      ],
      'The capacity of a target is not written, or they differ by at most a fifth.': [
        muted(versions, ' { capacity: 250/s }', ' {}'),
        muted(change(versions, ['250/s', '799/s']), '799/s', '800/s'),
      ],
      'Requests are routed by content (`routes-by`), or take different links by flow: then they are different pools.': [
        muted(versions, 'managed: yes', 'managed: yes, routes-by: path'),
        {
          fires: pools,
          silent: change(pools, ['for: [old, new]', 'for: new'], ['for: [old, new]', 'for: old']),
        },
      ],
      'The links have a `weight`. A gateway: its targets are different services, not a pool.': [
        {
          fires: versions,
          silent: change(
            versions,
            ['new-api { timeout', 'new-api { weight: 4, timeout'],
            ['old-api { timeout', 'old-api { weight: 1, timeout'],
          ),
        },
        muted(versions, 'lb front', 'gateway front'),
      ],
      'The balancer or a target is only drawn (`future: yes`).': drawn(
        versions,
        'lb front',
        'service new-api',
        'service old-api',
      ),
    },
    options: {
      tolerance: [
        { code: pool, fires: 0.299, silent: 0.3 },
        { code: versions, fires: 0.749, silent: 0.75 },
      ],
    },
  },
  'round-robin-long-lived-connections': {
    silences: {
      'The balancer does not say `algorithm: round-robin` or `random` itself.': [
        muted(sockets, ', algorithm: round-robin', ''),
        muted(sockets, 'round-robin', 'least-connections'),
        muted(reports, 'random', 'ip-hash'),
      ],
      'What is spoken is not written or is short-lived, and so are the times of the targets, or a p99 below ten medians.':
        [
          muted(sockets, 'protocol: websocket, ', ''),
          muted(sockets, 'websocket', 'http'),
          muted(change(reports, ['1s', '200ms']), '200ms', '199ms'),
          muted(reports, ', latency.p99: 1s', ''),
          muted(reports, 'latency: 20ms, ', ''),
        ],
      'The balancer or a target is only drawn (`future: yes`).': [
        ...drawn(sockets, 'lb sockets', 'service chat'),
        ...drawn(reports, 'service reports'),
      ],
    },
    options: { spread: { code: reports, fires: 50, silent: 50.1 } },
  },
  'sticky-without-need': {
    silences: {
      'Whether a target keeps state is not written, or one of them does.': [
        muted(pinned, ', state: none', ''),
        muted(pinned, 'state: none', 'state: in-memory'),
        muted(
          `service pages { state: none }\n${pinned}front -> pages { timeout: 3s }\n`,
          'pages { state: none }',
          'pages { state: local-disk }',
        ),
      ],
      'A target has a cache in its own memory, which is warmer for the same users.': muted(
        `cache near {}\napi -> near { timeout: 9ms }\n${pinned}`,
        'near {}',
        'near { scope: local }',
      ),
      'Connections stay open: then the balancer chooses once anyhow.': ['websocket', 'sse', 'mqtt'].map((protocol) =>
        muted(pinned, '{ timeout', `{ protocol: ${protocol}, timeout`),
      ),
      'The balancer or a target is only drawn (`future: yes`).': [
        ...drawn(pinned, 'lb front', 'service api'),
        ...drawn(hashed, 'lb front'),
      ],
    },
  },
};
