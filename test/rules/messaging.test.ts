import { expect, it } from 'vitest';
import { fixed, linted } from './linting.js';
import { cases, message } from './reliability/cases.js';

/** A hundred messages a second on average, at peak `peak` times as many. */
const work = (worker: string, broker = 'queue q {}', peak = '1x', flow = ''): string =>
  `client c { users: 8.64M, peak: ${peak} }\nflow f { from: c, rate: 1/user/day, op: write, ${flow} }\nservice s {}\n${broker}\nworker w { ${worker} }\nc -> s\ns ~> q\nq ~> w`;

cases('consumer-lag', [
  ['more than they can take', work('replicas: 1, capacity: 99/s'), ['error']],
  ['exactly as much', work('replicas: 1, capacity: 100/s'), ['error']],
  ['hardly less', work('replicas: 1, capacity: 101/s'), ['warning']],
  ['four fifths', work('replicas: 1, capacity: 125/s'), ['warning']],
  ['less than four fifths', work('replicas: 1, capacity: 126/s'), []],
  ['another limit', work('replicas: 1, capacity: 126/s'), ['warning'], { utilisation: 0.7 }],
  ['behind only at peak', work('replicas: 1, capacity: 299/s', 'queue q {}', '3x'), ['info']],
  ['enough for the peak', work('replicas: 1, capacity: 300/s', 'queue q {}', '3x'), []],
  ['as many as partitions', work('replicas: 9, capacity: 50/s', 'topic q { partitions: 2 }'), ['error']],
  ['autoscaling may reach enough', work('capacity: 50/s, autoscale { min: 1, max: 3 }'), []],
  ['nobody knows how fast they are', work('replicas: 1'), []],
  ['nobody knows how many they are', work('capacity: 9/s'), []],
  ['nobody knows how much comes', 'service s {}\nqueue q {}\nworker w { replicas: 1, capacity: 1/s }\ns ~> q ~> w', []],
  ['only drawn', work('replicas: 1, capacity: 9/s', 'queue q { future: yes }'), []],
  ['a consumer that is only drawn', work('replicas: 1, capacity: 9/s, future: yes'), []],
  [
    'an outage takes longer to make up for than is allowed',
    work('replicas: 2, capacity: 100/s', 'queue q { outage: 1h }', '1x', 'max-delay: 59min'),
    ['info'],
  ],
  [
    'it is made up for in time',
    work('replicas: 2, capacity: 100/s', 'queue q { outage: 1h }', '1x', 'max-delay: 2h'),
    [],
  ],
  ['nobody says how late it may be', work('replicas: 2, capacity: 100/s', 'queue q { outage: 1h }'), []],
]);

it('leaves to one rule what is late and what is too much', () => {
  const design = linted(work('replicas: 1, capacity: 50/s'));
  expect(design.of('consumer-lag')).toHaveLength(1);
  expect(design.of('over-capacity')).toEqual([]);
  const also = linted(`${work('replicas: 1, capacity: 50/s')}\ns -> w`);
  expect(also.of('over-capacity')).toHaveLength(1);
});

it('says how fast the backlog grows', () => {
  expect(message('consumer-lag', work('replicas: 1, capacity: 50/s'))).toBe(
    '`q` receives 100/s on average, but `w` works off 50/s: 4.32M more messages wait every day.',
  );
});

const consumed = (
  link: string,
  broker = 'delivery: at-least-once',
  call = 'op: write',
  worker = '',
  store = '',
): string =>
  `service s {}\nqueue q { ${broker} }\nworker w { ${worker} }\ndatabase d { ${store} }\ns ~> q\nq ~> w { ${link} }\nw -> d { ${call} }`;
const production = 'system { maturity: production }\n';

cases('non-idempotent-consumer', [
  ['a write', production + consumed(''), ['error']],
  ['a write of a design', consumed(''), ['warning']],
  ['the engine delivers twice', production + consumed('', 'engine: sqs'), ['error']],
  ['nobody says how often it delivers', consumed('', ''), []],
  ['at most once', consumed('', 'delivery: at-most-once'), []],
  ['exactly once', consumed('', 'delivery: exactly-once'), []],
  ['an idempotent link', consumed('idempotent: yes'), []],
  ['a key', consumed('idempotency-key: id'), []],
  ['one transaction of the broker', consumed('transactional: yes'), []],
  ['an idempotent consumer', consumed('', undefined, undefined, 'idempotent: yes'), []],
  ['explicitly not', production + consumed('', undefined, undefined, 'idempotent: no'), ['error']],
  ['upserts', consumed('', undefined, 'op: upsert'), []],
  ['reads', consumed('', undefined, 'op: read'), []],
  ['deletes', consumed('', undefined, 'op: delete'), []],
  ['a call that is idempotent itself', consumed('', undefined, 'op: write, idempotent: yes'), []],
  ['a call with a key', consumed('', undefined, 'op: write, idempotency-key: id'), []],
  ['analytics', consumed('', undefined, undefined, 'role: analytics'), []],
  ['counters', consumed('', undefined, undefined, '', 'holds: counter'), []],
  ['counters among others', consumed('', undefined, undefined, '', 'holds: [counter, order]'), ['warning']],
  ['nobody says what it does', consumed('', undefined, ''), ['info']],
  [
    'objects are replaced',
    'service s {}\nqueue q { delivery: at-least-once }\nworker w {}\nstorage d {}\ns ~> q ~> w\nw -> d { op: write }',
    ['info'],
  ],
  [
    'it only publishes',
    'service s {}\nqueue q { delivery: at-least-once }\nworker w {}\nqueue d {}\ns ~> q ~> w\nw ~> d { op: write }',
    [],
  ],
  ['a sketch', `system { maturity: sketch }\n${consumed('')}`, []],
  ['only drawn', consumed('', undefined, undefined, 'future: yes'), []],
]);

it('writes the key it is told', () => {
  const code = consumed('');
  const [finding] = linted(code).of('non-idempotent-consumer');
  expect(fixed(code, finding.fixes[0])).toContain('idempotency-key: message-id');
  expect(finding.fixes.every(({ safe }) => !safe)).toBe(true);
});

const shared = (a: string, b: string, more = '', kind = 'queue'): string =>
  `service s {}\n${kind} q { ${more.includes('future') ? more : ''} }\nworker a { ${more.includes('role') ? more : ''} }\nworker b { ${more.includes('role') ? more : ''} }\ns ~> q\nq ~> a { ${a} }\nq ~> b { ${b} }`;

cases('queue-used-for-broadcast', [
  ['two consumers', shared('', ''), ['error']],
  ['two groups', shared('group: a', 'group: b'), ['error']],
  ['only one has a group', shared('group: a', ''), ['error']],
  ['a topic', shared('', '', '', 'topic'), []],
  ['one consumer', 'service s {}\nqueue q {}\nworker a { replicas: 9 }\ns ~> q ~> a', []],
  [
    'one in each region',
    'service s {}\nqueue q {}\nregion e { worker w {} }\nregion u { worker w {} }\ns ~> q\nq ~> e.w\nq ~> u.w',
    [],
  ],
  ['one group', shared('group: a', 'group: a'), []],
  ['one role', shared('', '', 'role: email'), []],
  ['a share', shared('share: 30%', 'share: 70%'), []],
  ['a weight', shared('weight: 1', 'weight: 2'), []],
  [
    'each its own flows',
    `client c {}\nflow f { from: c, rate: 1/s }\nflow g { from: c, rate: 1/s }\n${shared('for: f', 'for: g')}\nc -> s`,
    [],
  ],
  [
    'the same flow',
    `client c {}\nflow f { from: c, rate: 1/s }\nflow g { from: c, rate: 1/s }\n${shared('for: [f, g]', 'for: g')}\nc -> s`,
    ['error'],
  ],
  ['only drawn', shared('', '', 'future: yes'), []],
]);

const polled = (flow: string, service = '', link = '', client = ''): string =>
  `client c { concurrent: 100, ${client} }\nflow f { from: c, every: 30s, ${flow} }\nservice s { ${service} }\nc -> s { ${link} }`;

cases('polling-for-realtime', [
  ['asked too seldom', polled('op: read, max-delay: 29s'), ['warning']],
  ['just often enough', polled('op: read, max-delay: 30s'), []],
  ['too old', polled('op: list, max-staleness: 1s'), ['warning']],
  ['nobody says how late it may be', polled('op: read'), []],
  ['a chat', polled('op: read', 'role: chat'), ['warning']],
  ['presence', polled('op: read', 'role: presence'), ['warning']],
  ['another role', polled('op: read', 'role: payment'), []],
  ['it reports', polled('op: write, max-delay: 1s'), []],
  ['a socket', polled('op: read, max-delay: 1s', '', 'protocol: websocket'), []],
  ['events from the server', polled('op: read, max-delay: 1s', '', 'protocol: sse'), []],
  ['only drawn', polled('op: read, max-delay: 1s', 'future: yes'), []],
  ['a client that is only drawn', polled('op: read, max-delay: 1s', '', '', 'future: yes'), []],
]);
