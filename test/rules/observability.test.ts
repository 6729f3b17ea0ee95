import { expect, it } from 'vitest';
import { fixed, linted } from './linting.js';
import { cases, message } from './reliability/cases.js';

const shop = (slo: string, sla: string): string => `system shop { slo { ${slo} }, sla { ${sla} } }\n`;

cases('slo-not-tighter-than-sla', [
  ['no contract', 'system shop { slo { availability: 99.9% } }', []],
  ['no objective', 'system shop { sla { availability: 99.9% } }', []],
  ['different figures', shop('success: 99.9%', 'availability: 99.9%'), []],
  ['different percentiles', shop('latency.p95: 400ms', 'latency.p99: 400ms'), []],
  ['availability just looser', shop('availability: 99.89%', 'availability: 99.9%'), ['error']],
  ['availability equal', shop('availability: 99.9%', 'availability: 99.9%'), ['error']],
  ['availability just stricter', shop('availability: 99.91%', 'availability: 99.9%'), []],
  ['latency just looser', shop('latency.p99: 401ms', 'latency.p99: 400ms'), ['error']],
  ['latency equal', shop('latency.p99: 400ms', 'latency.p99: 400ms'), ['error']],
  ['latency just stricter', shop('latency.p99: 399ms', 'latency.p99: 400ms'), []],
  ['on a component', 'service api { slo { availability: 99.9% }, sla { availability: 99.95% } }', ['error']],
  ['only drawn', 'service api { future: yes, slo { availability: 99.9% }, sla { availability: 99.95% } }', []],
  [
    'each figure by itself',
    shop('availability: 99%, success: 99%', 'availability: 99%, success: 99%'),
    ['error', 'error'],
  ],
]);

const measured = (slo: string, sli: string): string => `system shop { slo { ${slo} }, sli { ${sli} } }\n`;

cases('sli-below-slo', [
  ['no measurement', 'system shop { slo { success: 99.9% } }', []],
  ['no objective', 'system shop { sli { success: 99% } }', []],
  ['different figures', measured('success: 99.9%', 'availability: 99%'), []],
  ['below', measured('success: 99.9%', 'success: 99.5%'), ['warning']],
  ['all of the budget', measured('success: 99.9%', 'success: 99.9%'), ['warning']],
  ['81% of the budget', measured('success: 99.9%', 'success: 99.919%'), ['warning']],
  ['80% of the budget', measured('success: 99.9%', 'success: 99.92%'), ['warning']],
  ['79% of the budget', measured('success: 99.9%', 'success: 99.921%'), []],
  ['another limit', measured('success: 99.9%', 'success: 99.921%'), ['warning'], { used: 0.75 }],
  ['availability too', measured('availability: 99.9%', 'availability: 99.91%'), ['warning']],
  ['nothing may fail, and nothing did', measured('success: 100%', 'success: 100%'), []],
  ['nothing may fail, and something did', measured('success: 100%', 'success: 99.99%'), ['warning']],
  ['slower', measured('latency.p99: 200ms', 'latency.p99: 201ms'), ['warning']],
  ['as fast', measured('latency.p99: 200ms', 'latency.p99: 200ms'), []],
  ['another percentile', measured('latency.p99: 200ms', 'latency.p95: 300ms'), []],
  ['35 of 43.2 minutes', measured('availability: 99.9%', 'downtime: 35min'), ['warning']],
  ['34 of 43.2 minutes', measured('availability: 99.9%', 'downtime: 34min'), []],
  ['of the downtime that is written', measured('downtime: 10min', 'downtime: 8min'), ['warning']],
  ['less of it', measured('downtime: 10min', 'downtime: 7.9min'), []],
  ['of a longer window', measured('availability: 99.9%, window: 60d', 'downtime: 35min, window: 60d'), []],
  ['different windows', measured('success: 99.9%, window: 90d', 'success: 99%, window: 7d'), []],
  ['the usual window, written once', measured('success: 99.9%, window: 30d', 'success: 99%'), ['warning']],
  [
    'the usual window, written once for the measurement',
    measured('success: 99.9%', 'success: 99%, window: 30d'),
    ['warning'],
  ],
  ['another window, written once', measured('success: 99.9%', 'success: 99%, window: 7d'), []],
  ['one and the same loss', measured('availability: 99.9%', 'availability: 99.5%, downtime: 216min'), ['warning']],
  ['a downtime is all that is promised', measured('downtime: 10min', 'availability: 99%, downtime: 9min'), ['warning']],
  ['of a component', 'service api { slo { success: 99.9% }, sli { success: 99.5% } }', ['warning']],
  ['only drawn', 'service api { future: yes, slo { success: 99.9% }, sli { success: 99.5% } }', []],
  [
    'a flow against what the system promises',
    'system shop { slo { success: 99.9% } }\nclient web {}\nflow buy { from: web, sli { success: 99% } }',
    ['warning'],
  ],
  [
    'what is inherited is said once',
    `${measured('success: 99.9%', 'success: 99%')}client web {}\nflow buy { from: web, slo { success: 99.5% } }`,
    ['warning'],
  ],
]);

it('says how much of the budget is used', () => {
  expect(message('sli-below-slo', measured('success: 99.9%', 'success: 99.5%'))).toBe(
    'The system measured 99.5% against 99.9%, which uses 500% of the error budget: the objective is missed, so releases should wait.',
  );
  expect(message('sli-below-slo', measured('availability: 99.9%', 'downtime: 35min'))).toBe(
    'The system was down for 35min of 43.2min allowed, which uses 81% of the error budget: the next incident may break it.',
  );
});

const promised = (text: string, block = 'slo'): string => `system shop { ${block} { ${text} } }\n`;

cases('downtime-budget-mismatch', [
  ['no downtime', promised('availability: 99.9%'), []],
  ['no availability', promised('downtime: 9h'), []],
  ['agrees', promised('availability: 99.9%, downtime: 43.2min'), []],
  ['2% more', promised('availability: 99%, downtime: 7.344h'), []],
  ['2.1% more', promised('availability: 99%, downtime: 7.3512h'), ['warning']],
  ['2% less', promised('availability: 99%, downtime: 7.056h'), []],
  ['2.1% less', promised('availability: 99%, downtime: 7.0488h'), ['warning']],
  ['another tolerance', promised('availability: 99%, downtime: 7.3512h'), [], { tolerance: 0.03 }],
  ['of a year', promised('availability: 99.9%, downtime: 8.76h, window: 365d'), []],
  ['of a year beside a month', promised('availability: 99.9%, downtime: 8.76h, window: 30d'), ['warning']],
  ['in a contract', promised('availability: 99.9%, downtime: 8.76h', 'sla'), ['warning']],
  ['a measurement', promised('availability: 99.9%, downtime: 8.76h', 'sli'), []],
  ['none is left', promised('availability: 100%, downtime: 1s'), ['warning']],
  ['none is left, none is promised', promised('availability: 100%, downtime: 0s'), []],
  ['only drawn', 'service api { future: yes, slo { availability: 99.9%, downtime: 8.76h } }', []],
  [
    'inherited',
    `${promised('availability: 99.9%, downtime: 8.76h')}client web {}\nflow buy { from: web }`,
    ['warning'],
  ],
]);

it('offers the window where the time is one of a year', () => {
  const code = promised('availability: 99.99%, downtime: 52.56min');
  const [{ message: text, fixes }] = linted(code).of('downtime-budget-mismatch');
  expect(text).toBe('99.99% over 30d, the usual window, leaves 4.32min of downtime, not 52.6min.');
  expect(fixes.map(({ title }) => title)).toEqual(['Say that it is the downtime of a year', 'Write 4.32min']);
  expect(fixed(code, fixes[0])).toContain('downtime: 52.56min, window: 1y');
});

cases('average-latency-slo', [
  ['a mean', promised('latency.mean: 80ms'), ['warning']],
  ['measured', promised('latency.mean: 80ms', 'sli'), ['warning']],
  ['both', 'system shop { slo { latency.mean: 80ms }, sli { latency.mean: 70ms } }', ['warning', 'warning']],
  ['a percentile', promised('latency.p99: 80ms'), []],
  ['a percentile too', promised('latency.mean: 80ms, latency.p99: 200ms'), []],
  ['a lower percentile too', promised('latency.mean: 80ms, latency.p95: 200ms'), []],
  ['the median too', promised('latency.mean: 80ms, latency.p50: 60ms'), []],
  ['no latency', promised('availability: 99%'), []],
  ['of a flow', 'client web {}\nflow buy { from: web, slo { latency.mean: 80ms } }', ['warning']],
  ['inherited', `${promised('latency.mean: 80ms')}client web {}\nflow buy { from: web }`, ['warning']],
  ['only drawn', 'service api { future: yes, slo { latency.mean: 80ms } }', []],
]);

const live = (system: string, rest = 'client web {}\nservice api {}\nweb -> api { timeout: 2s }'): string =>
  `system shop { maturity: production, ${system} }\n${rest}\n`;

cases('missing-slo', [
  ['nothing', live('team: 5'), ['info']],
  ['both', live('slo { availability: 99.9%, latency.p99: 1s }'), []],
  ['successes', live('slo { success: 99.9%, latency.mean: 1s }'), []],
  ['a downtime', live('slo { downtime: 1h, latency.p50: 1s }'), []],
  ['no latency', live('slo { availability: 99.9% }'), ['info']],
  ['no availability', live('slo { latency.p95: 1s }'), ['info']],
  ['only a window', live('slo { window: 30d }'), ['info']],
  ['a design', live('team: 5').replace('production', 'design'), []],
  ['a sketch', live('team: 5').replace('production', 'sketch'), []],
  ['nobody from outside', live('team: 5').replace('web {}', 'web { trusted: yes }'), []],
  ['no client', live('team: 5', 'service api {}'), []],
  [
    'a flow and a component',
    live(
      'team: 5',
      'client web {}\nflow buy { from: web, slo { latency.p99: 1s } }\nservice api { slo { availability: 99% } }\nweb -> api { timeout: 2s }',
    ),
    [],
  ],
  [
    'what is only drawn promises nothing',
    live(
      'team: 5',
      'client web {}\nservice api {}\nservice next { future: yes, slo { availability: 99%, latency.p99: 1s } }\nweb -> api { timeout: 2s }',
    ),
    ['info'],
  ],
]);

it('says what an objective lacks, and adds that', () => {
  const code = live('slo { availability: 99.9% }');
  const [finding] = linted(code).of('missing-slo');
  expect(finding.message).toBe('The system is in production, and no objective says what is too slow.');
  expect(fixed(code, finding.fixes[0])).toContain('slo { availability: 99.9%, latency.p99: 300ms }');
});

const row = (system: string, b = '', a = '', c = ''): string =>
  `${system}client web {}\nservice a { ${a} }\nservice b { ${b} }\nservice c { ${c} }\nweb -> a { timeout: 9s }\na -> b { timeout: 3s }\nb -> c { timeout: 1s }\n`;
const traced = 'observability { tracing: yes }';

cases('missing-distributed-tracing', [
  ['three services', row(''), ['info']],
  ['four are the limit', row(''), [], { services: 4 }],
  ['two are the limit', 'client web {}\nservice a {}\nservice b {}\nweb -> a -> b', ['info'], { services: 2 }],
  ['two services', 'client web {}\nservice a {}\nservice b {}\nweb -> a -> b', []],
  [
    'over a broker',
    'client web {}\nservice a {}\nqueue q {}\nworker b {}\nfunction c {}\nweb -> a ~> q ~> b -> c',
    ['info'],
  ],
  ['side by side', 'client web {}\nservice a {}\nservice b {}\nservice c {}\nweb -> a\na -> b\na -> c', []],
  ['one behind the other in a circle', 'client web {}\nservice a {}\nservice b {}\nweb -> a -> b -> a', []],
  ['stores are no services', 'client web {}\nservice a {}\nservice b {}\ndatabase c {}\nweb -> a -> b -> c', []],
  ['modules', row('service m {}\n', 'part-of: m', 'part-of: m', 'part-of: m'), []],
  ['a module is called again', row('service m {}\n', '', 'part-of: m', 'part-of: m'), []],
  ['from a job', 'job j { every: 1d }\nservice a {}\nservice b {}\nservice c {}\nj -> a -> b -> c', ['info']],
  [
    'a service begins',
    'service a {}\nflow f { from: a, rate: 1/s }\nservice b {}\nservice c {}\na -> b -> c',
    ['info'],
  ],
  ['on the system', row(`system s { ${traced} }\n`), []],
  ['off on the system', row('system s { observability { tracing: no } }\n'), ['info']],
  ['on a mesh', row(`mesh m { ${traced} }\n`), []],
  ['a mesh that does not trace', row('mesh m {}\n'), ['info']],
  [
    'a client passes nothing on',
    'client web {}\nclient app {}\nservice a {}\nservice b {}\nservice c {}\nweb -> a ~> app -> b -> c',
    [],
  ],
  [
    'most services, not most hops',
    'client web {}\nlb k {}\nlb l {}\nlb m {}\nlb n {}\nservice x {}\nweb -> k -> l -> m -> n -> x\nservice a {}\nservice b {}\nservice c {}\nweb -> a -> b -> c',
    ['info'],
  ],
  [
    'most services, not most modules',
    'client web {}\nservice m {}\nservice k { part-of: m }\nservice l { part-of: m }\nservice n { part-of: m }\nservice o { part-of: m }\nweb -> k -> l -> n -> o\nservice a {}\nservice b {}\nservice c {}\nweb -> a -> b -> c',
    ['info'],
  ],
  ['one finding for all ways', `${row('')}client app {}\nservice d {}\napp -> a\nc -> d`, ['info']],
  ['all trace', row('', traced, traced, traced), []],
  ['the middle does not', row('', '', traced, traced), ['info']],
  ['only the first', row('', '', traced), []],
  ['the last two', row('', traced, '', traced), []],
  ['a monolith', row('system s { architecture: monolith }\n'), []],
  ['a modular monolith', row('system s { architecture: modular-monolith }\n'), []],
  ['microservices', row('system s { architecture: microservices }\n'), ['info']],
  ['a sketch', row('system s { maturity: sketch }\n'), []],
  ['only drawn', row('', 'future: yes'), []],
  [
    'ways apart',
    `client web {}\nflow f { from: web, rate: 1/s }\nflow g { from: web, rate: 1/s }\nservice a {}\nservice b {}\nservice c {}\nweb -> a\na -> b { for: f }\nb -> c { for: g }`,
    [],
  ],
]);

it('names the services, the broken link and what to add', () => {
  const code = row('system s {}\n');
  const [finding] = linted(code).of('missing-distributed-tracing');
  expect(finding.message).toBe('Requests pass through 3 services (`a`, `b` and `c`), and no trace follows them.');
  expect(fixed(code, finding.fixes[0])).toContain('system s { observability { tracing: yes } }');
  expect(message('missing-distributed-tracing', row('', '', traced, traced))).toContain('`b` does not pass traces on');
});

const parts = (service: string, store: string): string =>
  `client web {}\nservice api { ${service} }\ndatabase db { ${store} }\nweb -> api { timeout: 2s }\napi -> db { timeout: 1s }`;
const red = 'observability { metrics: red, logs: plain }';
const use = 'observability { metrics: use }';

cases('missing-monitoring', [
  ['nothing is watched', live('team: 5', parts('', '')), ['info']],
  ['a design', live('team: 5', parts('', '')).replace('production', 'design'), []],
  ['the system', live('observability { metrics: red }', parts('', '')), []],
  ['each by its kind', live('team: 5', parts(red, use)), []],
  ['the store is not', live('team: 5', parts(red, '')), ['info']],
  ['the service is not', live('team: 5', parts('', use)), ['info']],
  [
    'the other kind of metrics',
    live('team: 5', parts('observability { metrics: use, logs: plain }', 'observability { metrics: red }')),
    ['info', 'info'],
  ],
  ['no logs and no alerts', live('team: 5', parts('observability { metrics: red }', use)), ['info']],
  ['alerts are enough', live('team: 5', parts('observability { metrics: red, alerts: errors }', use)), []],
  ['managed', live('team: 5', parts(red, 'managed: yes')), []],
  ['nothing of ours', live('team: 5', 'client web {}\nexternal bank {}'), []],
  ['only drawn', live('team: 5', `${parts(red, use)}\nservice next { future: yes }`), []],
  ['brokers', live('team: 5', `${parts(red, use)}\nqueue q {}\ntopic t {}`), []],
  ['what others run', live('team: 5', `${parts(red, use)}\nexternal bank {}\ncdn edge {}`), []],
  [
    'caches, storage, workers',
    live('team: 5', `${parts(red, use)}\ncache c {}\nstorage s {}\nworker w {}`),
    ['info', 'info', 'info'],
  ],
  ['gateways and functions', live('team: 5', `${parts(red, use)}\ngateway g {}\nfunction f {}`), ['info', 'info']],
]);

it('says once that nothing is watched', () => {
  expect(message('missing-monitoring', live('team: 5', parts('', '')))).toBe(
    'The system is in production, and nothing says how `api` and `db` would be watched.',
  );
});

const jobs = (queue: string, worker = '', head = ''): string =>
  `${head}service s {}\nqueue q { ${queue} }\nworker w { ${worker} }\ns ~> q ~> w`;
const alerts = (...names: string[]): string => `observability { alerts: [${names.join(', ')}] }`;
const copies = (properties: string): string => `database d { ${properties} }`;

cases('queue-depth-unmonitored', [
  ['a queue', jobs(''), ['info']],
  ['a topic', jobs('').replace('queue', 'topic'), ['info']],
  ['depth', jobs(alerts('depth')), []],
  ['lag', jobs(alerts('lag')), []],
  ['age', jobs(alerts('age')), []],
  ['something else', jobs(alerts('cpu')), ['info']],
  ['on the system', jobs('', '', `system { ${alerts('depth')} }\n`), []],
  ['not that of the system', jobs(alerts('disk'), '', `system { ${alerts('depth')} }\n`), ['info']],
  ['workers follow', jobs('', 'autoscale { min: 1, max: 9, metric: queue-depth }'), []],
  ['workers follow the processor', jobs('', 'autoscale { min: 1, max: 9, metric: cpu }'), ['info']],
  ['only drawn', jobs('future: yes'), []],
  ['a sketch', jobs('', '', 'system { maturity: sketch }\n'), []],
  ['set aside', `${jobs(alerts('age'))} { dead-letter: dead }\nqueue dead {}`, ['info']],
  ['copies', copies('replicas: 2, replication { mode: async }'), ['info']],
  ['one copy', copies('replicas: 1, replication { mode: async }'), []],
  ['nobody knows how many', copies('replication { mode: async }'), []],
  ['at once', copies('replicas: 2, replication { mode: sync }'), []],
  ['nobody knows how', copies('replicas: 2'), []],
  ['their lag', copies(`replicas: 2, replication { mode: async }, ${alerts('replication-lag')}`), []],
  ['lag', copies(`replicas: 2, replication { mode: async }, ${alerts('lag')}`), []],
  ['depth is not theirs', copies(`replicas: 2, replication { mode: async }, ${alerts('depth')}`), ['info']],
  ['managed', copies('replicas: 2, managed: yes, replication { mode: async }'), []],
  ['without a leader', copies('replicas: 3, replication { topology: leaderless, mode: async }'), []],
  ['several leaders', copies('replicas: 3, replication { topology: multi-leader, mode: async }'), ['info']],
  ['by consensus', copies('replicas: 3, replication { topology: consensus, mode: async }'), []],
]);

it('keeps the alerts that are there', () => {
  const code = jobs(alerts('cpu'));
  expect(fixed(code, linted(code).of('queue-depth-unmonitored')[0].fixes[0])).toContain('alerts: [cpu, age]');
  expect(message('queue-depth-unmonitored', `${jobs(alerts('age'))} { dead-letter: dead }\nqueue dead {}`)).toContain(
    'each one there is a failure',
  );
});

cases('alert-on-cause-not-slo', [
  ['no alerts', 'system { observability { metrics: red } }', []],
  ['the processor', `system { ${alerts('cpu')} }`, ['hint']],
  ['the machine', `service s { ${alerts('cpu', 'memory', 'disk')} }`, ['hint']],
  ['the budget too', `system { ${alerts('cpu', 'slo-burn')} }`, []],
  ['errors too', `system { ${alerts('cpu', 'errors')} }`, []],
  ['latency too', `system { ${alerts('cpu', 'latency')} }`, []],
  ['the lag of a stream too', `service s { ${alerts('cpu', 'lag')} }`, []],
  ['the system looks at users', `system { ${alerts('latency')} }\nservice s { ${alerts('cpu')} }`, []],
  ['the system looks at lag', `system { ${alerts('lag')} }\nservice s { ${alerts('cpu')} }`, ['hint']],
  ['inherited', `system { ${alerts('cpu')} }\nservice s {}`, ['hint']],
  ['a store', `database d { ${alerts('disk')} }`, []],
  ['a queue', `queue q { ${alerts('memory')} }`, []],
  ['a worker', `worker w { ${alerts('cpu')} }`, ['hint']],
  ['only drawn', `service s { future: yes, ${alerts('cpu')} }`, []],
]);

it('adds the burn rate to the alerts', () => {
  const code = `system { ${alerts('cpu')} }`;
  const [finding] = linted(code).of('alert-on-cause-not-slo');
  expect(finding.message).toBe('The system wakes somebody up for `cpu` only: requests may fail without an alert.');
  expect(fixed(code, finding.fixes[0])).toContain('alerts: [slo-burn, cpu]');
});
