import { expect, it } from 'vitest';
import { fixed, linted } from './linting.js';
import { cases, message } from './reliability/cases.js';

/** One request a second at peak, of the so many that one node can serve. */
const small = (service: string, head = '', client = 'users: 86_399', more = ''): string =>
  `${head}region a {}\nregion b {}\nclient c { ${client}, peak: 1x }\nflow f { from: c, rate: 86_400/day, op: read }\nservice s { capacity: 10/s, ${service} }\nc -> s\n${more}`;
const both = 'replicas: 2, regions: [a, b]';
const shards = (properties: string, table = ''): string =>
  small('replicas: 1', '', 'users: 99', `database d { capacity: 10/s, ${properties}${table} }\ns -> d\n`);
const services = (n: number, more = ''): string =>
  small(
    'replicas: 1',
    '',
    'users: 99',
    `${Array.from({ length: n - 1 }, (_, i) => `service t${i} {}\n`).join('')}${more}`,
  );

cases('over-engineering', [
  ['two regions', small(both), ['info']],
  ['as many users as the limit', small(both, '', 'users: 100k'), []],
  ['another limit', small(both, '', 'users: 100k'), ['info'], { users: 1e6 }],
  ['the users are not known', small(both, '', 'platform: ios'), []],
  ['a busy node', small(both).replace('capacity: 10/s', 'capacity: 3/s'), []],
  ['another share of a node', small(both), [], { load: 0.1 }],
  ['the capacity is not known', small(both).replace('capacity: 10/s, ', ''), []],
  ['residency', small(`${both}, residency: a`), []],
  ['it has to survive a region', small(both, 'system { survives: region }\n'), []],
  ['four nines', small(both, 'system { slo { availability: 99.99% } }\n'), []],
  ['three nines', small(both, 'system { slo { availability: 99.9% } }\n'), ['info']],
  ['another gate', small(both, 'system { slo { availability: 99.9% } }\n'), [], { availability: 0.999 }],
  ['users of a region', small(both, '', 'users: 99, regions: a'), []],
  ['a reason', small(`${both}, because: "sales asked for it"`), []],
  ['only drawn', small(`${both}, future: yes`), []],
  ['four shards', shards('replicas: 4, shards: 4'), ['info']],
  ['one shard', shards('replicas: 4, shards: 1'), []],
  ['shards with a reason', shards('replicas: 4, shards: 4, because: "soon"'), []],
  [
    'more data than a disk holds',
    shards('replicas: 4, shards: 4, storage: 1GB', ', table t { row: 1KB, rows: 9M }'),
    [],
  ],
  ['eleven services', services(11), ['info']],
  ['ten services', services(10), []],
  ['another number', services(10), ['info'], { services: 9 }],
  [
    'modules of one',
    services(11).replaceAll(' {}\nservice', ' { part-of: s }\nservice').replace('t9 {}', 't9 { part-of: s }'),
    [],
  ],
  ['a mesh', services(2, 'mesh m {}\n'), ['info']],
  ['a mesh with a reason', services(2, 'mesh m { because: "mtls" }\n'), []],
]);

it('says what it is for', () => {
  expect(message('over-engineering', shards('replicas: 4, shards: 4'))).toBe(
    'Cutting `d` into 4 shards for 99 users, whose peak would take 10% of one node, costs more than it brings.',
  );
});

/** 1,000 requests a second on average. */
const uneven = (service: string, peak = 'peak: 4x'): string =>
  `client c { users: 8.64M }\nflow f { from: c, rate: 10/user/day, op: read${peak && `, ${peak}`} }\nservice s { ${service} }\nc -> s`;

cases('static-peak-provisioning', [
  ['for four times the average', uneven('replicas: 8, capacity: 500/s, state: none'), ['hint']],
  ['thrice', uneven('replicas: 8, capacity: 500/s, state: none', 'peak: 3x'), ['hint']],
  ['less', uneven('replicas: 8, capacity: 500/s, state: none', 'peak: 2.9x'), []],
  ['another limit', uneven('replicas: 8, capacity: 500/s, state: none', 'peak: 2.9x'), ['hint'], { peak: 2.5 }],
  ['nobody says the peak', uneven('replicas: 8, capacity: 500/s, state: none', ''), []],
  ['it scales', uneven('replicas: 8, autoscale { min: 3, max: 8 }, capacity: 500/s, state: none'), []],
  ['three replicas', uneven('replicas: 3, capacity: 9k/s, state: none'), []],
  ['four', uneven('replicas: 4, capacity: 9k/s, state: none'), ['hint']],
  ['four are few', uneven('replicas: 4, capacity: 9k/s, state: none'), [], { replicas: 4 }],
  ['too few for the peak', uneven('replicas: 7, capacity: 500/s, state: none'), []],
  ['the average needs as many', uneven('replicas: 8, capacity: 500/s, state: none'), [], { target: 0.25 }],
  ['in memory', uneven('replicas: 8, capacity: 500/s, state: in-memory'), []],
  ['nobody knows', uneven('replicas: 8, capacity: 500/s'), []],
  ['the capacity is not known', uneven('replicas: 8, state: none'), []],
  ['connections decide', uneven('replicas: 8, capacity: 500/s, state: none, max-connections: 9k'), []],
  ['only drawn', uneven('replicas: 8, capacity: 500/s, state: none, future: yes'), []],
]);

it('suggests to scale between average and peak', () => {
  const code = uneven('replicas: 8, capacity: 500/s, state: none');
  const [finding] = linted(code).of('static-peak-provisioning');
  expect(finding.message).toBe('`s` runs 8 replicas all day for a peak of 4 times the average, which needs 4.');
  expect(fixed(code, finding.fixes[0])).toContain('autoscale { min: 4, max: 8 }');
});

const priced = (budget: string, more = ''): string =>
  `system s { ${budget} }\nservice a { replicas: 2, price { replica: $100/month } }\n${more}`;

cases('budget-exceeded', [
  ['within', priced('budget: $201/month'), []],
  ['all of it', priced('budget: $200/month'), []],
  ['above', priced('budget: $199/month'), ['warning']],
  ['of a year', priced('budget: $2388/year'), ['warning']],
  ['no budget', priced('team: 5'), []],
  ['no price', 'system s { budget: $1/month }\nservice a { replicas: 2 }', []],
  ['an amount is not known', 'system s { budget: $1/month }\nservice a { price { request: $9/M } }', []],
  ['an amount more is not known', priced('budget: $199/month', 'service b { price { request: $9/M } }'), ['warning']],
  ['a part without a price', priced('budget: $199/month', 'service b { replicas: 9 }'), ['warning']],
  [
    'only drawn',
    priced('budget: $200/month', 'service b { future: yes, replicas: 9, price { replica: $1/month } }'),
    [],
  ],
]);

it('says what the largest part is, an optional one first', () => {
  const optional = 'cache c { replicas: 1, criticality: optional, price { replica: $50/month } }';
  expect(message('budget-exceeded', priced('budget: $100/month'))).toBe(
    'The components cost at least $200 a month, the budget is $100. The largest part is `a` with $200.',
  );
  expect(message('budget-exceeded', priced('budget: $100/month', optional))).toBe(
    'The components cost at least $250 a month, the budget is $100. The largest part that is optional is `c` with $50.',
  );
  const code = priced('budget: $100/month');
  expect(fixed(code, linted(code).of('budget-exceeded')[0].fixes[0])).toContain('budget: $200/month');
});

const batch = (worker: string, flow = '', link = ''): string =>
  `client c {}\nflow f { from: c, rate: 1/s, op: write${flow} }\nservice s {}\nqueue q {}\nworker w { ${worker} }\nc -> s\ns ~> q\nq ~> w { group: g${link} }\n`;
const nightly = (properties: string): string => `job j { every: 1d, purchase: on-demand, ${properties} }`;

cases('batch-on-demand-pricing', [
  ['a worker', batch('idempotent: yes, purchase: on-demand'), ['hint']],
  ['spot', batch('idempotent: yes, purchase: spot'), []],
  ['reserved', batch('idempotent: yes, purchase: reserved'), []],
  ['nobody says', batch('idempotent: yes'), []],
  ['may it be repeated?', batch('purchase: on-demand'), []],
  ['it may not', batch('idempotent: no, purchase: on-demand, snapshot { interval: 1min }'), []],
  ['deliveries may', batch('purchase: on-demand', '', ', idempotent: yes'), ['hint']],
  ['deliveries may not', batch('purchase: on-demand', '', ', idempotent: no'), []],
  ['a key', batch('purchase: on-demand', '', ', idempotency-key: order'), ['hint']],
  ['a snapshot', batch('purchase: on-demand, snapshot { interval: 1min }'), ['hint']],
  [
    'deliveries that are only drawn do not count',
    `${batch('purchase: on-demand', '', ', idempotent: yes')}queue p { future: yes }\np ~> w`,
    ['hint'],
  ],
  ['called as well', `${batch('idempotent: yes, purchase: on-demand')}s -> w`, []],
  ['a service', batch('idempotent: yes, purchase: on-demand').replace('worker', 'service'), []],
  ['needed soon', batch('idempotent: yes, purchase: on-demand', ', max-delay: 3599s'), []],
  ['an hour is enough', batch('idempotent: yes, purchase: on-demand', ', max-delay: 1h'), ['hint']],
  ['another limit', batch('idempotent: yes, purchase: on-demand', ', max-delay: 1h'), [], { delay: 7200 }],
  ['the link is in a hurry', batch('idempotent: yes, purchase: on-demand', '', ', max-delay: 1min'), []],
  ['a job', nightly('idempotent: yes'), ['hint']],
  ['a job that may not be repeated', nightly('replicas: 1'), []],
  ['half of its window', nightly('idempotent: yes, replicas: 1, volume: 3600, throughput: 1/s, window: 2h'), ['hint']],
  ['more of it', nightly('idempotent: yes, replicas: 1, volume: 3601, throughput: 1/s, window: 2h'), []],
  ['how long it takes is not known', nightly('idempotent: yes, window: 2h'), []],
  ['only drawn', nightly('idempotent: yes, future: yes'), []],
]);

/** One update for each device every so many seconds. */
const connected = (every: number, more = '', client = 'concurrent: 900k', role = ''): string =>
  `client c { ${client} }\nflow f { from: s, rate: ${900_000 / every}/s, op: read${more} }\nservice s { ${role} }\ns ~> c { protocol: sse }\n`;

cases('push-for-rare-updates', [
  ['every 20 minutes', connected(1200), ['hint']],
  ['every 15 minutes', connected(900), []],
  ['another interval', connected(900), ['hint'], { interval: 600 }],
  ['to few devices', connected(1200, '', 'concurrent: 100k'), []],
  ['as many as the limit', connected(1200), [], { devices: 900_000 }],
  ['more than the limit', connected(1200), ['hint'], { devices: 899_999 }],
  ['a share of the users', connected(1200, '', 'users: 9M, concurrent: 10%'), ['hint']],
  ['a share of nobody knows how many', connected(1200, '', 'concurrent: 10%'), []],
  ['nobody knows how many', connected(1200, '', 'users: 9M'), []],
  ['the rate is not known', connected(1200).replace(/rate: [\d.]+\/s, /, ''), []],
  ['needed within a minute', connected(1200, ', max-delay: 1min'), []],
  ['not older than a minute', connected(1200, ', max-staleness: 1min'), []],
  ['needed within the interval', connected(1200, ', max-delay: 15min'), ['hint']],
  ['a chat', connected(1200, '', 'concurrent: 900k', 'role: chat'), []],
  [
    'a service that calls a chat',
    connected(1200).replace('service s {  }', 'service s {}\nservice t { role: chat }\ns -> t'),
    ['hint'],
  ],
  ['nothing at all', connected(Number.POSITIVE_INFINITY), ['hint']],
  [
    'two servers',
    `${connected(1200)}service t {}\nflow h { from: t, rate: 1/s }\nt ~> c { protocol: sse, for: h }`,
    ['hint', 'hint'],
  ],
  [
    'two servers, one of them busy',
    `${connected(1200)}service t {}\nflow h { from: t, rate: 9k/s }\nt ~> c { protocol: sse, for: h }`,
    ['hint'],
  ],
  ['mail', connected(1200, '', 'concurrent: 900k', 'role: email'), ['hint']],
  ['push notifications', connected(1200).replace('sse', 'push'), []],
  ['a websocket', connected(1200).replace('sse', 'websocket'), ['hint']],
  ['mqtt', connected(1200).replace('sse', 'mqtt'), ['hint']],
  ['no protocol', connected(1200).replace('protocol: sse', 'group: g'), []],
  ['only drawn', connected(1200, '', 'concurrent: 900k', 'future: yes'), []],
  ['the other way', `${connected(1200)}flow g { from: c, rate: 9k/s }\nc -> s { protocol: websocket, for: g }`, []],
  [
    'a chat behind a balancer',
    'client c { concurrent: 900k }\nflow f { from: c, rate: 1/s }\nlb l {}\nservice s { role: chat }\nc -> l -> s { protocol: websocket }',
    [],
  ],
  [
    'a service behind a balancer',
    'client c { concurrent: 900k }\nflow f { from: c, rate: 1/s }\nlb l {}\nservice s {}\nc -> l -> s { protocol: websocket }',
    ['hint'],
  ],
]);

it('says how seldom something comes', () => {
  expect(message('push-for-rare-updates', connected(1200))).toBe(
    '`s` keeps 900k connections to `c` open for one message every 20min each: asking now and then, or push notifications, cost less.',
  );
});

const stream = (delay: string, worker = 'worker w {}', more = ''): string =>
  `client c {}\nflow f { from: c, rate: 9/s, op: write${delay} }\nservice s {}\ntopic t {}\n${worker}\nc -> s\ns ~> t ~> w\n${more}`;

cases('stream-for-offline-report', [
  ['a day', stream(', max-delay: 1d'), ['hint']],
  ['less', stream(', max-delay: 23h'), []],
  ['another limit', stream(', max-delay: 23h'), ['hint'], { delay: 3600 }],
  ['nobody publishes', 'topic t {}\nworker w {}\nt ~> w', []],
  ['nobody feeds it', 'worker w {}', []],
  ['nobody says', stream(''), []],
  [
    'one flow is in a hurry',
    stream(', max-delay: 1d', 'worker w {}', 'flow g { from: c, rate: 1/s, max-delay: 1min }'),
    [],
  ],
  ['one flow does not say', stream(', max-delay: 1d', 'worker w {}', 'flow g { from: c, rate: 1/s }'), []],
  ['a service', stream(', max-delay: 1d', 'service w {}'), ['hint']],
  ['a job', stream(', max-delay: 1d', 'job w { every: 1d }'), []],
  ['a function', stream(', max-delay: 1d', 'function w {}'), []],
  ['down to nothing', stream(', max-delay: 1d', 'worker w { autoscale { min: 0, max: 9 } }'), []],
  ['down to one', stream(', max-delay: 1d', 'worker w { autoscale { min: 1, max: 9 } }'), ['hint']],
  ['a queue', stream(', max-delay: 1d').replace('topic', 'queue'), []],
  ['a queue as well', stream(', max-delay: 1d', 'worker w {}', 'queue q {}\ns ~> q ~> w'), []],
  ['called as well', stream(', max-delay: 1d', 'worker w {}', 's -> w'), []],
  ['only drawn', stream(', max-delay: 1d', 'worker w { future: yes }'), []],
]);

it('offers a job as often as the result is needed', () => {
  const code = stream(', max-delay: 7d');
  const [finding] = linted(code).of('stream-for-offline-report');
  expect(finding.message).toBe(
    '`w` runs all day, but what it works out is needed only within 7d: a job would do it for less.',
  );
  expect(fixed(code, finding.fixes[0])).toContain('job w { every: 7d }');
});

const built = (mails: string, system = 'system shop { team: 19 }', kind = 'service'): string =>
  `${system}\nservice s {}\n${kind} m { ${mails} }\ns -> m\n`;

cases('commodity-built-in-house', [
  ['mail', built('role: email'), ['hint']],
  ['sign-in', built('role: auth'), ['hint']],
  ['payments', built('role: payment'), ['hint']],
  ['text messages', built('role: sms'), ['hint']],
  ['something of its own', built('role: matching'), []],
  ['no role', built('replicas: 2'), []],
  ['twenty engineers', built('role: email', 'system shop { team: 20 }'), []],
  ['another limit', built('role: email', 'system shop { team: 20 }'), ['hint'], { team: 21 }],
  ['the team is not known', built('role: email', 'system shop {}'), []],
  ['no system', built('role: email', ''), []],
  ['the business, by its name', built('role: email', 'system mail-delivery { team: 5 }'), []],
  ['the business, by its title', built('role: auth', 'system a "Authentication for all" { team: 5 }'), []],
  ['another business', built('role: auth', 'system mail-delivery { team: 5 }'), ['hint']],
  ['a reason', built('role: email, because: "secret mail"'), []],
  ['in front of others', `${built('role: email')}external e {}\nm -> e`, []],
  ['in front of what is only drawn', `${built('role: email')}external e { future: yes }\nm -> e`, ['hint']],
  ['of others', built('role: email', 'system shop { team: 19 }', 'external'), []],
  ['a function', built('role: email', 'system shop { team: 19 }', 'function'), ['hint']],
  ['a worker', built('role: email', 'system shop { team: 19 }', 'worker'), ['hint']],
  ['managed', built('role: email, managed: yes'), []],
  ['only drawn', built('role: email, future: yes'), []],
]);

it('offers to rent what nothing of ours hangs on', () => {
  const fixes = (code: string): number => linted(code).of('commodity-built-in-house')[0].fixes.length;
  expect(message('commodity-built-in-house', built('role: email'))).toBe(
    '`m` is e-mail built by a team of 19 engineers: others sell it, and it is the same for everybody.',
  );
  expect(fixes(built('role: email'))).toBe(1);
  expect(fixes(built('role: email, state: none'))).toBe(0);
  expect(fixes(`${built('role: email')}database d {}\nm -> d`)).toBe(0);
});
