import { expect, it } from 'vitest';
import { linted } from './linting.js';
import { cases } from './reliability/cases.js';

const lossy = (broker: string, flow = '', kind = 'topic', link = '', more = ''): string =>
  `client c {}\nflow f { from: c, rate: 1/s, op: write${flow} }\nservice s {}\n${kind} t { delivery: at-most-once${broker} }\nworker w {}\nc -> s\ns ~> t ${link}\nt ~> w\n${more}`;

cases('at-most-once-critical-data', [
  ['orders', lossy(', holds: order'), ['error']],
  ['what must not be lost', lossy(', durability: required'), ['error']],
  ['what may be lost', lossy(', holds: order, durability: best-effort'), []],
  ['counters', lossy('', ', durability: required, carries: counter'), []],
  ['telemetry and counters', lossy('', ', durability: required, carries: [counter, telemetry]'), []],
  ['counters and something else', lossy('', ', durability: required, carries: [counter, pii]'), ['error']],
  ['what the flow must not lose', lossy('', ', durability: required'), ['error']],
  ['the flow may lose it', lossy(', holds: order', ', durability: best-effort'), []],
  [
    'an engine that forgets',
    'client c {}\nflow f { from: c, rate: 1/s, op: write, durability: required }\nservice s {}\ntopic t { engine: redis-pubsub }\nworker w {}\nc -> s\ns ~> t ~> w',
    ['error'],
  ],
]);

it('points at the engine where that forgets, and at its own word where it has one', () => {
  const pointed = (topic: string): string | undefined => {
    const design = linted(`service s {}\ntopic t { ${topic}, holds: order }\nworker w {}\ns ~> t ~> w`);
    const [found] = design.of('at-most-once-critical-data');
    return found && design.text.slice(found.at.offset, found.at.end);
  };
  expect(pointed('engine: redis-pubsub')).toBe('topic t');
  expect(pointed('delivery: at-most-once')).toBe('delivery: at-most-once');
});

it.each([
  ['writes', lossy('', ', durability: required')],
  [
    'write',
    lossy('', ', durability: required').replace(
      'service s',
      'flow g { from: c, rate: 1/s, op: write, durability: required }\nservice s',
    ),
  ],
])('says what is lost: what is %s', (verb, code) => {
  expect(linted(code).of('at-most-once-critical-data')[0].message).toMatch(
    new RegExp(`\`?g?\`? ${verb} and nobody learns`),
  );
});

/** A hundred messages a second, three hundred at peak. */
const work = (worker: string, broker = 'queue q {}', rest = 'q ~> w', flow = ''): string =>
  `client c { users: 8.64M, peak: 3x }\nflow f { from: c, rate: 1/user/day, op: write${flow} }\nservice s {}\n${broker}\nworker w { ${worker} }\nc -> s\ns ~> q\n${rest}`;
const able = 'replicas: 1, capacity: 301/s';

cases('consumer-lag', [
  ['fewer than come', work('replicas: 1, capacity: 99/s'), ['error']],
  ['exactly as many', work('replicas: 1, capacity: 100/s'), ['error']],
  ['four fifths', work('replicas: 1, capacity: 125/s'), ['warning']],
  ['a little less', work('replicas: 1, capacity: 126/s'), ['info']],
  ['half of it is too much', work(able, undefined, undefined), ['warning'], { utilisation: 0.3 }],
  ['as many as at peak', work('replicas: 1, capacity: 300/s'), []],
  ['fewer than at peak', work('replicas: 1, capacity: 299/s'), ['info']],
  ['a service is no broker', work('replicas: 1, capacity: 99/s', 'service q {}'), []],
  ['the queue is only drawn', work('replicas: 1, capacity: 99/s', 'queue q { future: yes }'), []],
  ['nobody knows how many', work('capacity: 99/s'), []],
  ['nothing comes', work('replicas: 1, capacity: 99/s').replace('rate: 1/user/day', 'rate: 0/s'), []],
  [
    'two groups, one of them too slow',
    work(
      'replicas: 1, capacity: 99/s',
      'topic q { partitions: 9 }',
      'worker v { replicas: 1, capacity: 400/s }\nq ~> w { group: a }\nq ~> v { group: b }',
    ),
    ['error'],
  ],
  [
    'two groups, both too slow',
    work(
      'replicas: 1, capacity: 99/s',
      'topic q { partitions: 9 }',
      'worker v { replicas: 1, capacity: 99/s }\nq ~> w { group: a }\nq ~> v { group: b }',
    ),
    ['error', 'error'],
  ],
  [
    'an outage is caught up too late',
    work('replicas: 1, capacity: 301/s', 'queue q { outage: 1h }', undefined, ', max-delay: 10min'),
    ['info'],
  ],
  [
    'an outage is caught up in time',
    work('replicas: 1, capacity: 301/s', 'queue q { outage: 1h }', undefined, ', max-delay: 1d'),
    [],
  ],
  ['nobody says how late', work('replicas: 1, capacity: 301/s', 'queue q { outage: 1h }'), []],
  [
    'what is too slow anyway is said once',
    work('replicas: 1, capacity: 99/s', 'queue q { outage: 1h }', undefined, ', max-delay: 10min'),
    ['error'],
  ],
  [
    'of one group nobody knows',
    work(
      'replicas: 1, capacity: 301/s',
      'topic q { outage: 1h, partitions: 9 }',
      'worker v {}\nq ~> w { group: a }\nq ~> v { group: b }',
      ', max-delay: 10min',
    ),
    [],
  ],
]);

it('names the flow that may wait least', () => {
  const second = (age: string): string => `flow g { from: c, rate: 1/s, op: write, max-delay: ${age} }\nq ~> w`;
  for (const [first, other] of [
    ['10min', '20min'],
    ['20min', '10min'],
  ]) {
    const found = linted(
      work('replicas: 1, capacity: 310/s', 'queue q { outage: 1h }', second(other), `, max-delay: ${first}`),
    ).of('consumer-lag');
    expect(found[0].message).toMatch(/^After an outage or a spike the backlog of `q` takes .* allows 10min\.$/);
  }
});

const polled = (flow: string, rest: string, client = ''): string =>
  `client c { concurrent: 100${client} }\nflow f { from: c, every: 30s, op: read${flow} }\nservice s {}\n${rest}`;

cases('polling-for-realtime', [
  ['late', polled(', max-delay: 29s', 'c -> s'), ['warning']],
  ['in time', polled(', max-delay: 30s', 'c -> s'), []],
  ['the stricter of two', polled(', max-delay: 29s, max-staleness: 1min', 'c -> s'), ['warning']],
  ['the stricter of two, the other way round', polled(', max-delay: 1min, max-staleness: 29s', 'c -> s'), ['warning']],
  ['both in time', polled(', max-delay: 1min, max-staleness: 1min', 'c -> s'), []],
  ['no interval', polled(', max-delay: 29s', 'c -> s').replace('every: 30s', 'rate: 1/s'), []],
  [
    'a service that asks',
    'service c {}\nflow f { from: c, every: 30s, op: read, max-delay: 29s }\nservice s {}\nc -> s',
    [],
  ],
  ['a job that asks', 'job c {}\nflow f { from: c, every: 30s, op: read, max-delay: 29s }\nservice s {}\nc -> s', []],
  ['will be there', polled(', max-delay: 29s', 'c -> s', ', future: yes'), []],
  [
    'another flow is pushed',
    polled(
      ', max-delay: 29s',
      'flow g { from: c, rate: 1/s, op: read }\nc -> s { for: f }\nc -> s { for: g, protocol: websocket }',
    ),
    ['warning'],
  ],
  ['it is pushed', polled(', max-delay: 29s', 'c -> s { for: f, protocol: websocket }'), []],
  ['a chat behind a gateway', polled('', 'gateway g {}\nservice chat { role: chat }\nc -> g -> chat'), ['warning']],
  [
    'a chat that is only drawn',
    polled('', 'gateway g {}\nservice chat { role: chat, future: yes }\nc -> g -> chat'),
    [],
  ],
  [
    'a chat for another flow',
    polled('', 'flow g { from: c, rate: 1/s, op: read }\nservice chat { role: chat }\nc -> s\ns -> chat { for: g }'),
    [],
  ],
  ['the chat of another client', polled('', 'client d {}\nservice chat { role: chat }\nc -> s\ns -> d\nd -> chat'), []],
  ['a client that chats itself', polled('', 'c -> s', ', role: chat'), []],
]);

it('says who should push', () => {
  const [found] = linted(polled('', 'service chat { role: chat }\nc -> chat')).of('polling-for-realtime');
  expect(found.subjects).toEqual(['f', 'chat']);
  const [late] = linted(polled(', max-delay: 1s', 'service chat { role: chat }\nc -> chat')).of('polling-for-realtime');
  expect(late.subjects).toEqual(['f']);
});

const dead = (broker: string, link = '', rest = '', consumer = 'worker w {}'): string =>
  `client c {}\nflow f { from: c, rate: 1/s, op: write }\nservice s {}\n${broker}\n${consumer}\nc -> s\ns ~> q\nq ~> w ${link}\n${rest}`;

cases('missing-dead-letter-queue', [
  ['a queue', dead('queue q {}'), ['warning']],
  ['a topic that counts', dead('topic q {}', '{ max-receive: 3 }'), ['warning']],
  ['a topic of which nobody knows', dead('topic q {}'), []],
  ['a topic that repeats', dead('topic q { delivery: at-least-once }'), ['warning']],
  ['a queue that does not', dead('queue q { delivery: at-most-once }'), []],
  ['a service is no broker', dead('service q {}', '{ max-receive: 3 }'), []],
  ['a store does no work', dead('queue q {}', '', '', 'database w {}'), []],
  ['only drawn', dead('queue q { future: yes }'), []],
  ['it says what to do without', dead('queue q {}', '{ fallback: ignore }'), []],
  [
    'a place for the dead has none itself',
    dead('queue q {}', '{ dead-letter: d, max-receive: 3 }', 'queue d {}\nworker v {}\nd ~> v'),
    [],
  ],
  [
    'the link for what may be lost',
    dead('queue q {}', '{ for: f }').replace('op: write', 'op: write, durability: best-effort'),
    [],
  ],
  [
    'the link for more than that',
    dead('queue q {}', '{ for: [f, g] }', 'flow g { from: c, rate: 1/s, op: write }').replace(
      'op: write',
      'op: write, durability: best-effort',
    ),
    ['warning'],
  ],
  ['counted for statistics', dead('queue q {}', '', '', 'worker w { role: analytics }'), []],
]);

it.each([
  ['queue q-dead {}', 'q-dead'],
  ['queue q-dlq {}', 'q-dlq'],
  ['topic q-dead {}', 'q-dead-2'],
  ['queue other-dead {}', 'q-dead'],
  ['queue q-more {}', 'q-dead'],
])('puts messages aside beside `%s` in %s', (beside, name) => {
  const [found] = linted(dead('queue q {}', '', beside)).of('missing-dead-letter-queue');
  expect(found.fixes[0].title).toBe(`Put them aside in \`${name}\` after 5 attempts`);
});

const shared = (a: string, b: string, queue = 'queue q {}', more = ''): string =>
  `service s {}\n${queue}\nworker a { ${a} }\nworker b { ${b} }\ns ~> q\n${more || 'q ~> a\nq ~> b'}`;
const flows = 'client c {}\nflow f { from: c, op: write }\nflow g { from: c, op: write }\nc -> s\n';

cases('queue-used-for-broadcast', [
  ['two take them', shared('', ''), ['error']],
  ['only drawn', shared('', '', 'queue q { future: yes }'), []],
  ['two of one role', shared('role: email', 'role: email'), []],
  ['two of different roles', shared('role: email', 'role: sms'), ['error']],
  ['one says its role', shared('role: email', ''), ['error']],
  ['twice to one', shared('', '', undefined, 'q ~> a { op: write }\nq ~> a { op: read }'), []],
  ['each its own flow', shared('', '', undefined, `${flows}q ~> a { for: f }\nq ~> b { for: g }`), []],
  ['one takes one flow, the other all', shared('', '', undefined, `${flows}q ~> a { for: f }\nq ~> b`), ['error']],
  ['one takes all, and one of it by name', shared('', '', undefined, `${flows}q ~> a\nq ~> a { for: f }`), []],
  [
    'both take one of two flows',
    shared('', '', undefined, `${flows}q ~> a { for: [f, g] }\nq ~> b { for: g }`),
    ['error'],
  ],
  ['one group', shared('', '', undefined, 'q ~> a { group: x }\nq ~> b { group: x }'), []],
  ['two groups', shared('', '', undefined, 'q ~> a { group: x }\nq ~> b { group: y }'), ['error']],
]);

const two = (first: string, second: string, queue = '', more = ''): string =>
  `client c {}\nflow f { from: c, rate: 1/s, op: write${first} }\nflow g { from: c, rate: 1/s, op: write${second} }\nservice s {}\nqueue q { ${queue} }\nworker w {}\nc -> s\ns ~> q ~> w\n${more}`;

cases('missing-message-priority', [
  ['a hundred times as long', two(', max-delay: 1s', ', max-delay: 100s'), ['hint']],
  ['not quite', two(', max-delay: 1s', ', max-delay: 99s'), []],
  ['not quite, but enough', two(', max-delay: 1s', ', max-delay: 99s'), ['hint'], { factor: 99 }],
  ['at once', two(', max-delay: 0s', ', max-delay: 100s'), []],
  ['one says it', two(', max-delay: 1s', ''), []],
  ['nobody says it', two('', ''), []],
  ['will be there', two(', max-delay: 1s', ', max-delay: 100s', 'future: yes'), []],
  ['a topic', two(', max-delay: 1s', ', max-delay: 100s').replace('queue q', 'topic q'), []],
  ['critical and optional', two(', criticality: critical', ', criticality: optional'), ['hint']],
  ['both critical', two(', criticality: critical', ', criticality: critical'), []],
  ['only optional', two(', criticality: optional', ''), []],
]);

cases('exactly-once-claim', [
  ['a service is no broker', 'service q {}\nworker w {}\ndatabase d {}\nq ~> w\nw -> d { op: write, timeout: 1s }', []],
  [
    'to a client',
    'queue q { delivery: exactly-once }\nclient w {}\ndatabase d {}\nq ~> w\nw -> d { op: write, timeout: 1s }',
    [],
  ],
  [
    'to what is only drawn',
    'queue q { delivery: exactly-once }\nworker w { future: yes }\ndatabase d {}\nq ~> w\nw -> d { op: write, timeout: 1s }',
    [],
  ],
  [
    'to a worker that writes',
    'queue q { delivery: exactly-once }\nworker w {}\ndatabase d {}\nq ~> w\nw -> d { op: write, timeout: 1s }',
    ['warning'],
  ],
]);

cases('non-idempotent-consumer', [
  ['to a store', 'queue q { delivery: at-least-once }\ndatabase w {}\ndatabase d {}\nq ~> w\nw ~> d { op: write }', []],
]);

const ordered = (broker: string, link = 'ordering: per-key'): string =>
  `service s {}\n${broker}\nworker w { replicas: 3 }\ns ~> q\nq ~> w { ${link} }`;

cases('ordering-not-guaranteed', [
  ['a queue', ordered('queue q {}'), ['warning']],
  ['a service is no broker', ordered('service q {}'), []],
  ['will be there', ordered('queue q { future: yes }'), []],
  ['no order', ordered('queue q {}', 'ordering: none'), []],
]);

cases('stream-retention-too-short', [
  ['a queue that drops', 'service s {}\nqueue q { retention: 1h, outage: 2h }\nworker w {}\ns ~> q ~> w', ['warning']],
  ['a service is no broker', 'system { rto: 2h }\nservice s {}\nservice q {}\nworker w {}\ns ~> q ~> w', []],
  ['will be there', 'service s {}\ntopic q { retention: 1h, outage: 2h, future: yes }\nworker w {}\ns ~> q ~> w', []],
  [
    'an engine that drops',
    'service s {}\ntopic q { engine: kinesis, outage: 30d }\nworker w {}\ns ~> q ~> w',
    ['warning'],
  ],
]);

it('points at what drops the messages', () => {
  const pointed = (topic: string): string => {
    const design = linted(`service s {}\ntopic q { ${topic}, outage: 30d }\nworker w {}\ns ~> q ~> w`);
    const [found] = design.of('stream-retention-too-short');
    return design.text.slice(found.at.offset, found.at.end);
  };
  expect(pointed('retention: 1h')).toBe('retention: 1h');
  expect(pointed('engine: kinesis')).toBe('topic q');
});

const task = (broker: string): string => `service s {}\n${broker}\nworker w {}\ns ~> q\nq ~> w { max-receive: 3 }`;

cases('stream-used-as-task-queue', [
  ['a log', task('topic q { partitions: 3 }'), ['hint']],
  ['a queue', task('queue q {}'), []],
  ['will be there', task('topic q { partitions: 3, future: yes }'), []],
  ['a product that is no log', task('topic q { engine: rabbitmq, partitions: 3 }'), []],
]);

const nightly = (kind: string, more = ''): string =>
  `client c {}\nflow f { from: c, rate: 1/s, op: write, max-delay: 1min }\nservice s {}\nqueue q {}\n${kind} j { ${more} }\nc -> s\ns ~> q ~> j`;

cases('batch-for-realtime-decision', [
  ['at night', nightly('job', 'every: 1d'), ['warning']],
  ['will be there', nightly('job', 'every: 1d, future: yes'), []],
  [
    'one flow of two says how late',
    nightly('job', 'every: 1d').replace('queue q', 'flow g { from: c, rate: 1/s, op: write }\nqueue q'),
    ['warning'],
  ],
]);

const told = (broker: string, more = ''): string =>
  `service s { owner: "a" }\n${broker}\nworker v { owner: "b" }\nworker w { owner: "c" }\n${more}s ~> t\nt ~> v\nt ~> w`;

cases('event-contract-unversioned', [
  ['a topic', told('topic t {}'), ['hint']],
  ['a service is no broker', told('service t {}'), []],
  ['will be there', told('topic t { future: yes }'), []],
]);

cases('unbounded-queue', [
  ['grows', work('replicas: 1, capacity: 299/s'), ['warning']],
  ['will be there', work('replicas: 1, capacity: 299/s', 'queue q { future: yes }'), []],
]);

const chatting = (flow: string, service = 'replicas: 2', more = ''): string =>
  `client p {}\n${flow}\nservice s { ${service} }\np -> s { protocol: websocket }\ns ~> p { for: deliver, protocol: websocket }\n${more}`;

cases('websocket-without-backplane', [
  [
    'what people send goes to others',
    chatting('flow send { from: p, rate: 1/s, op: write }\nflow deliver { from: s, of: send, op: read }'),
    ['error'],
  ],
  [
    'what a job sends goes to people',
    chatting(
      'flow send { from: j, rate: 1/s, op: write }\nflow deliver { from: s, of: send, op: read }',
      undefined,
      'job j {}\nj -> s',
    ),
    [],
  ],
  [
    'what goes to people is of nobody',
    chatting('flow send { from: p, rate: 1/s, op: write }\nflow deliver { from: s, rate: 1/s, op: read }'),
    [],
  ],
]);

cases('realtime-without-offline-path', [
  [
    'kept',
    'client p {}\nservice s { role: chat }\ndatabase d {}\np -> s { protocol: websocket }\ns -> d { op: write, timeout: 1s }',
    [],
  ],
  [
    'will be kept',
    'client p {}\nservice s { role: chat }\ndatabase d { future: yes }\np -> s { protocol: websocket }\ns -> d { op: write, timeout: 1s }',
    ['warning'],
  ],
  [
    'kept by what else the client calls',
    'client p {}\nservice s { role: chat }\nservice o {}\ndatabase d {}\np -> s { protocol: websocket }\np -> o\no -> d { op: write, timeout: 1s }',
    ['warning'],
  ],
  [
    'kept by what the other end does',
    'client p {}\nservice s { role: chat }\nclient q {}\ndatabase d {}\np -> s { protocol: websocket }\ns ~> q { protocol: websocket }\nq -> d { op: write }',
    ['warning'],
  ],
]);

cases('replay-on-queue', [
  [
    'a service is no broker',
    'service q { delivery: at-most-once }\nworker w {}\nq ~> w { replay: yes }'.replace(' delivery: at-most-once ', ''),
    [],
  ],
]);
