import { expect, it } from 'vitest';
import { fixed, linted } from './linting.js';
import { cases, message } from './reliability/cases.js';

const sketch = 'system { maturity: sketch }\n';

/** Phones that write to a service over open connections. */
const sockets = (service: string, more = '', way = 'p -> s { protocol: websocket }'): string =>
  `client p {}\nservice s { ${service} }\n${way}\n${more}`;
const between = (op: string, deliver = 's', of = 'of: send'): string =>
  `client p {}\nflow send { from: p, rate: 1/s, op: ${op} }\nflow deliver { from: ${deliver}, ${of}, op: read }\nservice s { replicas: 2 }\nservice o {}\np -> s { for: send, protocol: websocket }\ns ~> p { for: deliver, protocol: websocket }`;

cases('websocket-without-backplane', [
  ['two chat servers', sockets('role: chat, replicas: 2'), ['error']],
  ['one', sockets('role: chat, replicas: 1'), []],
  ['nobody knows how many', sockets('role: chat'), []],
  ['it may grow to two', sockets('role: chat, autoscale { min: 1, max: 2 }'), ['error']],
  ['presence', sockets('role: presence, replicas: 2'), ['error']],
  ['live', sockets('role: live, replicas: 2'), ['error']],
  ['a game has rooms', sockets('role: game, replicas: 2'), []],
  ['no role', sockets('replicas: 2'), []],
  ['events', sockets('role: chat, replicas: 2', '', 's ~> p { protocol: sse }'), ['error']],
  ['requests', sockets('role: chat, replicas: 2', '', 'p -> s { protocol: http }'), []],
  [
    'behind a balancer',
    sockets('role: chat, replicas: 2', 'lb l {}', 'p -> l -> s { protocol: websocket }'),
    ['error'],
  ],
  ['from another service', sockets('role: chat, replicas: 2', 'service o {}', 'o -> s { protocol: websocket }'), []],
  ['a topic tells them', sockets('role: chat, replicas: 2', 'topic t {}\ns ~> t ~> s'), []],
  ['only to a topic', sockets('role: chat, replicas: 2', 'topic t {}\ns ~> t'), ['error']],
  ['a topic that is only drawn', sockets('role: chat, replicas: 2', 'topic t { future: yes }\nt ~> s'), ['error']],
  ['they call each other', sockets('role: chat, replicas: 2', 's -> s'), []],
  ['sessions', sockets('role: chat, replicas: 2', 'cache r { holds: session }\ns -> r'), []],
  ['a registry', sockets('role: chat, replicas: 2', 'cache r { role: presence }\ns -> r'), []],
  ['another cache', sockets('role: chat, replicas: 2', 'cache r { holds: counter }\ns -> r'), ['error']],
  ['managed', sockets('role: chat, replicas: 2, managed: yes'), []],
  [
    'a managed gateway',
    sockets('role: chat, replicas: 2', 'gateway g { managed: yes }', 'p -> g -> s { protocol: websocket }'),
    [],
  ],
  [
    'our own gateway',
    sockets('role: chat, replicas: 2', 'gateway g {}', 'p -> g -> s { protocol: websocket }'),
    ['error'],
  ],
  ['only drawn', sockets('role: chat, replicas: 2, future: yes'), []],
  ['what one writes goes to others', between('write'), ['error']],
  ['what one reads', between('read'), []],
  ['another delivers', between('write', 'o'), []],
  ['a flow of its own', between('write', 's', 'rate: 1/s'), []],
]);

it('lets replicas tell each other in a flow of its own', () => {
  const code = between('write');
  const text = fixed(code, linted(code).of('websocket-without-backplane')[0].fixes[0]);
  expect(text).toContain('flow deliver { from: backplane, of: send, op: read }');
  expect(text).toContain('s ~> backplane { for: send }\nbackplane ~> s { for: deliver }');
  expect(linted(text).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  const sent = `client p {}\nflow send { from: p, rate: 1/s, op: write }\nservice s { role: chat, replicas: 2 }\np -> s { protocol: websocket }`;
  const added = fixed(sent, linted(sent).of('websocket-without-backplane')[0].fixes[0]);
  expect(added).toContain('op: write }\nflow deliver { from: backplane, of: send, op: read }');
  expect(linted(added).model.problems).toEqual([]);
  expect(linted(added).of('websocket-without-backplane')).toEqual([]);
  expect(message('websocket-without-backplane', sent)).toBe(
    'Users are connected to one of 2 replicas of `s`: what arrives at one does not reach those who are connected to another.',
  );
});

cases('realtime-without-offline-path', [
  ['a chat', sockets('role: chat'), ['warning']],
  ['notifications', sockets('role: notification'), ['warning']],
  ['a game', sockets('role: game'), []],
  ['presence', sockets('role: presence'), []],
  ['requests', sockets('role: chat', '', 'p -> s'), []],
  ['managed', sockets('role: chat, managed: yes'), []],
  ['a database', sockets('role: chat', 'database d {}\ns -> d { op: write }'), []],
  ['nobody knows what it does there', sockets('role: chat', 'database d {}\ns -> d'), []],
  ['a database that is read', sockets('role: chat', 'database d {}\ns -> d { op: read }'), ['warning']],
  [
    'a database that is only drawn',
    sockets('role: chat', 'database d { future: yes }\ns -> d { op: write }'),
    ['warning'],
  ],
  ['files', sockets('role: chat', 'storage d {}\ns -> d { op: write }'), []],
  ['a cache', sockets('role: chat', 'cache d {}\ns -> d { op: write }'), ['warning']],
  ['a queue', sockets('role: chat', 'queue q {}\ns ~> q'), []],
  ['a topic that loses', sockets('role: chat', 'topic q { delivery: at-most-once }\ns ~> q'), ['warning']],
  ['a topic that may lose', sockets('role: chat', 'topic q { durability: best-effort }\ns ~> q'), ['warning']],
  ['further on', sockets('role: chat', 'service o {}\ndatabase d {}\ns -> o -> d { op: write }'), []],
  [
    'before it',
    sockets(
      'role: chat',
      'service o {}\ndatabase d {}\ntopic t { delivery: at-most-once }\no -> d { op: write }\no ~> t ~> s',
    ),
    [],
  ],
  ['elsewhere', sockets('role: chat', 'service o {}\ndatabase d {}\no -> d { op: write }'), ['warning']],
  ['a push service', sockets('role: chat', 'external a { role: notification }\ns -> a'), []],
  ['another company', sockets('role: chat', 'external a { role: analytics }\ns -> a'), ['warning']],
  ['pushed', sockets('role: chat', 's ~> p { protocol: push }'), []],
  [
    'of the moment',
    `${sockets('role: chat')}\nflow typing { from: p, rate: 1/s, op: write, durability: best-effort }`,
    [],
  ],
  [
    'not all of it',
    `${sockets('role: chat')}\nflow typing { from: p, rate: 1/s, op: write, durability: best-effort }\nflow send { from: p, rate: 1/s, op: write }`,
    ['warning'],
  ],
  ['a sketch', sketch + sockets('role: chat'), []],
  ['only drawn', sockets('role: chat, future: yes'), []],
]);

const lossy = (broker: string, flow = '', link = ''): string =>
  `client c {}\nflow f { from: c, rate: 1/s, op: write, ${flow} }\nservice s {}\ntopic t { ${broker} }\nworker w {}\nc -> s\ns ~> t { ${link} }\nt ~> w`;

cases('at-most-once-critical-data', [
  ['orders', lossy('delivery: at-most-once, holds: order'), ['error']],
  ['money', lossy('delivery: at-most-once, holds: financial'), ['error']],
  ['names', lossy('delivery: at-most-once, holds: pii'), []],
  ['nothing is said', lossy('delivery: at-most-once'), []],
  ['on the link', lossy('delivery: at-most-once', '', 'carries: order'), ['error']],
  ['in the flow', lossy('delivery: at-most-once', 'carries: order'), ['error']],
  ['the engine', lossy('engine: redis-pubsub, holds: order'), ['error']],
  ['at least once', lossy('delivery: at-least-once, holds: order'), []],
  ['nobody knows', lossy('holds: order'), []],
  ['a flow that must not be lost', lossy('delivery: at-most-once', 'durability: required'), ['error']],
  ['a flow that may be lost', lossy('delivery: at-most-once, holds: order', 'durability: best-effort'), []],
  ['a broker that must not lose', lossy('delivery: at-most-once, durability: required'), ['error']],
  ['a broker that may lose', lossy('delivery: at-most-once, holds: order, durability: best-effort'), []],
  ['gauges', lossy('delivery: at-most-once, holds: telemetry', 'durability: required'), []],
  ['gauges and orders', lossy('delivery: at-most-once, holds: [telemetry, order]'), ['error']],
  ['only drawn', lossy('delivery: at-most-once, holds: order, future: yes'), []],
  ['datagrams', 'service a {}\nservice b {}\na -> b { protocol: udp, carries: order }', ['error']],
  ['datagrams of gauges', 'service a {}\nservice b {}\na -> b { protocol: udp, carries: telemetry }', []],
  ['streams', 'service a {}\nservice b {}\na -> b { protocol: tcp, carries: order }', []],
  [
    'datagrams that are only drawn',
    'service a {}\nservice b { future: yes }\na -> b { protocol: udp, carries: order }',
    [],
  ],
]);

it('says what may be lost, and takes a product that keeps it', () => {
  const code = lossy('engine: redis-pubsub, holds: order');
  expect(message('at-most-once-critical-data', code)).toBe(
    '`t` delivers at most once, as Redis Pub/Sub does, so it may lose order data and nobody learns of it.',
  );
  expect(fixed(code, linted(code).of('at-most-once-critical-data')[0].fixes[0])).toContain('engine: redis-streams');
  const both = linted(lossy('engine: redis-pubsub, delivery: at-most-once, holds: order'));
  expect(both.of('at-most-once-critical-data')[0].fixes).toEqual([]);
});

const once = (
  link: string,
  worker = '',
  more = 'external e {}\nw -> e { op: write }',
  broker = 'delivery: exactly-once',
): string => `service s {}\nqueue q { ${broker} }\nworker w { ${worker} }\ns ~> q\nq ~> w { ${link} }\n${more}`;

cases('exactly-once-claim', [
  ['a call outside', once(''), ['warning']],
  ['at least once', once('', '', undefined, 'delivery: at-least-once'), []],
  ['nothing is claimed', once('', '', undefined, ''), []],
  ['a database', once('', '', 'database d {}\nw -> d { op: write }'), ['warning']],
  [
    'a transaction does not cover it',
    once('transactional: yes', '', 'database d {}\nw -> d { op: write }'),
    ['warning'],
  ],
  ['reads', once('', '', 'database d {}\nw -> d { op: read }'), []],
  ['upserts', once('', '', 'database d {}\nw -> d { op: upsert }'), []],
  ['counts', once('', '', 'database d { holds: counter }\nw -> d { op: write }'), []],
  ['nobody says what', once('', '', ''), []],
  ['mails', once('', 'role: email', ''), ['warning']],
  ['charges', once('', 'role: payment', ''), ['warning']],
  ['looks', once('', 'role: analytics', ''), []],
  ['mails in a transaction', once('transactional: yes', 'role: email', ''), ['warning']],
  ['to another broker', once('', '', 'topic t {}\nw ~> t'), ['warning']],
  ['to another in one transaction', once('transactional: yes', '', 'topic t {}\nw ~> t'), []],
  ['to one that is only drawn', once('', '', 'topic t { future: yes }\nw ~> t'), []],
  ['a key', once('idempotency-key: m'), []],
  ['idempotent', once('idempotent: yes'), []],
  ['an idempotent consumer', once('', 'idempotent: yes'), []],
  ['only drawn', once('', 'future: yes'), []],
]);

const replayed = (broker: string, link = 'replay: yes', more = ''): string =>
  `service s {}\n${broker}\nworker w {}\n${more}\ns ~> q\nq ~> w { ${link} }`;

cases('replay-on-queue', [
  ['a queue', replayed('queue q {}'), ['error']],
  ['a queue with a retention', replayed('queue q { engine: sqs, retention: 4d }'), ['error']],
  ['not wanted', replayed('queue q {}', 'replay: no'), []],
  ['nothing is said', replayed('queue q {}', ''), []],
  ['a log', replayed('topic q { engine: kafka }'), []],
  ['a topic that keeps', replayed('topic q { retention: 1d }'), []],
  ['an event store', replayed('topic q { engine: pulsar, event-store: yes }'), []],
  ['a topic of unknown kind', replayed('topic q {}'), []],
  ['a topic that forgets', replayed('topic q { engine: sns }'), ['error']],
  ['at most once', replayed('topic q { delivery: at-most-once }'), ['error']],
  ['told to keep', replayed('topic q { engine: pulsar, retention: 7d }'), []],
  ['an archive', replayed('queue q { archive: a }', 'replay: yes', 'storage a {}'), []],
  ['a database', 'database d {}\nworker w {}\nd ~> w { capture: cdc, replay: yes }', []],
  ['only drawn', replayed('queue q { future: yes }'), []],
]);

it('makes a topic of the queue where its product can be one', () => {
  const mended = (broker: string) => {
    const code = replayed(broker);
    return linted(code)
      .of('replay-on-queue')[0]
      .fixes.map((fix) => fixed(code, fix).split('\n')[1]);
  };
  expect(mended('queue q {}')).toEqual(['topic q { retention: 7d }']);
  expect(mended('queue q { fifo: yes, retention: 1d }')).toEqual(['topic q { retention: 1d }']);
  expect(mended('queue q { engine: sqs }')).toEqual([]);
  expect(mended('queue q { fifo: yes, priority: yes }')).toEqual([]);
  expect(mended('topic q { engine: pulsar }')).toEqual(['topic q { engine: pulsar, retention: 7d }']);
  expect(mended('topic q { engine: sns }')).toEqual([]);
});

const kept = (broker: string, system = '', consumer = 'worker w {}'): string =>
  `system { ${system} }\nservice s {}\n${broker}\n${consumer}\ns ~> q ~> w`;

cases('stream-retention-too-short', [
  ['less than an outage', kept('topic q { retention: 59min, outage: 1h }'), ['warning']],
  ['as long', kept('topic q { retention: 1h, outage: 1h }'), []],
  ['longer', kept('topic q { retention: 61min, outage: 1h }'), []],
  ['a queue', kept('queue q { retention: 1h, outage: 2h }'), ['warning']],
  ['the time to recover', kept('topic q { retention: 1h }', 'rto: 2h'), ['warning']],
  ['its own word counts', kept('topic q { retention: 1h, outage: 1h }', 'rto: 2h'), []],
  ['a job', kept('topic q { retention: 23h }', '', 'job w { every: 1d }'), ['warning']],
  ['a job that runs often', kept('topic q { retention: 1d }', '', 'job w { every: 1d }'), []],
  ['the longer of both', kept('topic q { retention: 2h, outage: 1h }', '', 'job w { every: 3h }'), ['warning']],
  ['the engine', kept('topic q { engine: kinesis, outage: 2d }'), ['warning']],
  ['the engine keeps it long enough', kept('topic q { engine: kafka, outage: 2d }'), []],
  ['for ever', kept('topic q { retention: forever, outage: 2d }'), []],
  ['nobody says how long', kept('topic q { outage: 2d }'), ['info']],
  ['nor of a queue', kept('queue q { outage: 2d }'), []],
  ['an engine without one', kept('topic q { engine: sns, outage: 2d }'), []],
  ['nobody says how long they are away', kept('topic q { retention: 1s }'), []],
  ['an archive', `${kept('topic q { retention: 1h, outage: 2h, archive: a }')}\nstorage a {}`, []],
  ['may get lost', kept('topic q { retention: 1h, outage: 2h, durability: best-effort }'), []],
  ['sent once', kept('topic q { retention: 1h, outage: 2h, delivery: at-most-once }'), []],
  ['nobody reads', 'topic q { retention: 1h, outage: 2h }', []],
  ['a consumer that is only drawn', kept('topic q { retention: 1h, outage: 2h }', '', 'worker w { future: yes }'), []],
  ['only drawn', kept('topic q { retention: 1h, outage: 2h, future: yes }'), []],
]);

it('keeps messages for a week, or as long as it takes', () => {
  const mended = (broker: string) => {
    const code = kept(broker);
    const [{ fixes }] = linted(code).of('stream-retention-too-short');
    return fixed(code, fixes[0]).split('\n')[2];
  };
  expect(mended('topic q { retention: 1h, outage: 2h }')).toBe('topic q { retention: 7d, outage: 2h }');
  expect(mended('topic q { retention: 1h, outage: 9d }')).toBe('topic q { retention: 9d, outage: 9d }');
  expect(mended('topic q { engine: kinesis, outage: 2d }')).toBe(
    'topic q { engine: kinesis, outage: 2d, retention: 7d }',
  );
});
