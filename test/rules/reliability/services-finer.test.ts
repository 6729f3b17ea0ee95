import { expect, it } from 'vitest';
import { linted } from '../linting.js';
import { cases } from './cases.js';

const later = (flow: string, rest: string, client = ''): string =>
  `client c { ${client} }\nflow f { from: c, rate: 1/s, op: write${flow} }\nservice a {}\nqueue q {}\nworker w {}\nc -> a\na ~> q ~> w\n${rest}`;
const eventual = ', result: eventual';

cases('async-without-completion-signal', [
  ['nobody hears of it', later(eventual, ''), ['info']],
  ['nobody asked to hear of it', later('', ''), []],
  ['the connection stays open', later(eventual, 'c -> w { protocol: websocket }'), []],
  ['the connection does not', later(eventual, 'c -> w { protocol: http }'), ['info']],
  ['a mail is sent', later(eventual, 'external m { role: email }\nw -> m'), []],
  ['something else is done', later(eventual, 'external m { role: payment }\nw -> m'), ['info']],
  [
    'a mail of another flow',
    later(eventual, 'flow g { from: c, rate: 1/s, op: write }\nexternal m { role: email }\nw -> m { for: g }'),
    ['info'],
  ],
  [
    'without flows, as the link says',
    'client c {}\nservice a {}\nqueue q {}\nworker w {}\nc -> a\na ~> q { result: eventual }\nq ~> w',
    ['info'],
  ],
  [
    'without flows, the link says nothing',
    'client c {}\nservice a {}\nqueue q {}\nworker w {}\nc -> a\na ~> q\nq ~> w',
    [],
  ],
  [
    'without flows, a mail is sent',
    'client c {}\nservice a {}\nqueue q {}\nworker w {}\nexternal m { role: email }\nc -> a\na ~> q { result: eventual }\nq ~> w\nw -> m',
    [],
  ],
  ['a flow that asks', later(eventual, 'flow g { from: c, rate: 1/s, op: read, purpose: status }'), []],
  ['a flow of nobody that asks', later(eventual, 'flow g { rate: 1/s, op: read, purpose: status }'), ['info']],
]);

const scaled = (autoscale: string, more = ''): string => `service s { autoscale { ${autoscale} }${more} }`;

cases('autoscaling-thrash', [
  ['as many at least as at most', scaled('min: 3, max: 3'), []],
  ['only the least', scaled('min: 3'), ['hint']],
  ['only the most', scaled('max: 3'), ['hint']],
  ['an engine that scales', 'database s { engine: dynamodb }', []],
]);

const probed = (liveness: string, more = '', rest = ''): string =>
  `service s { ${liveness}${more} }\ndatabase d {}\n${rest}`;

cases('liveness-checks-dependencies', [
  ['the database', probed('liveness { path: "/live", checks: [d] }'), ['warning']],
  ['itself', probed('liveness { path: "/live", checks: [s] }'), []],
  ['nothing', probed('liveness { path: "/live" }'), []],
  [
    'ready without it',
    probed('readiness { path: "/ready", checks: [d] }', ', replicas: 2', 's -> d { fallback: stale }'),
    ['hint'],
  ],
  [
    'not ready without it',
    probed('readiness { path: "/ready", checks: [d] }', ', replicas: 2', 's -> d { fallback: reject }'),
    [],
  ],
  ['it is not called', probed('readiness { path: "/ready", checks: [d] }', ', replicas: 2'), []],
  [
    'it is only told',
    probed('readiness { path: "/ready", checks: [d] }', ', replicas: 2', 's ~> d { fallback: stale }'),
    [],
  ],
  [
    'one of two calls may fail',
    probed(
      'readiness { path: "/ready", checks: [d] }',
      ', replicas: 2',
      's -> d { fallback: stale }\ns -> d { op: write }',
    ),
    [],
  ],
  [
    'one replica',
    probed('readiness { path: "/ready", checks: [d] }', ', replicas: 1', 's -> d { fallback: stale }'),
    [],
  ],
]);

const slow = (link: string, target = 'service b { latency: 11s }', caller = 'service a {}', flow = ''): string =>
  `client c {}\nflow f { from: c, rate: 1/s, op: read${flow} }\n${caller}\n${target}\nc -> a\na -> b ${link}`;

cases('long-running-sync-operation', [
  ['eleven seconds', slow(''), ['warning']],
  ['ten', slow('', 'service b { latency: 10s }'), []],
  ['ten are long', slow('', 'service b { latency: 10s }'), ['warning'], { longest: 9 }],
  ['handed over', slow('').replace('a -> b', 'a ~> b'), []],
  ['a socket', slow('{ protocol: websocket }'), []],
  ['a call', slow('{ protocol: http }'), ['warning']],
  ['a film', slow('', undefined, undefined, ', content: video'), []],
  ['a page', slow('', undefined, undefined, ', content: html'), ['warning']],
  ['a film, as the link says', slow('{ content: video }'), []],
  ['a page, as the link says', slow('{ content: html }', undefined, undefined, ', content: video'), ['warning']],
  [
    'a film of one flow, a page of another',
    slow('', undefined, 'flow g { from: c, rate: 1/s, op: read }\nservice a {}', ', content: video'),
    ['warning'],
  ],
  ['a job of nobody knows how long', slow('', 'job b {}'), []],
  ['a long job', slow('', 'job b { volume: 10k, throughput: 100/s }'), ['warning']],
]);

it.each([
  ['service a {}', 1],
  ['function a {}', 1],
  ['gateway a {}', 0],
])('lets %s put off what takes long, where that is ours', (caller, fixes) => {
  const [found] = linted(slow('', undefined, caller)).of('long-running-sync-operation');
  expect(found.fixes.length > 0).toBe(fixes > 0);
});

const slots = (service: string, links = 's -> a\ns -> x', kind = 'service'): string =>
  `${kind} s { ${service} }\nservice a { latency.p99: 10ms }\nservice b { latency.p99: 50ms }\nexternal x {}\n${links}`;

cases('missing-bulkhead', [
  ['a third party', slots('concurrency: 10'), ['info']],
  ['a worker with a third party', slots('concurrency: 10', undefined, 'worker'), ['info']],
  ['a function with a third party', slots('concurrency: 10', undefined, 'function'), []],
  ['will be there', slots('concurrency: 10, future: yes'), []],
  ['the third party will', slots('concurrency: 10').replace('external x {}', 'external x { future: yes }'), []],
  ['five times as slow', slots('concurrency: 10', 's -> a\ns -> b'), ['info']],
  ['six times are fine', slots('concurrency: 10', 's -> a\ns -> b'), [], { ratio: 6 }],
  ['told, not called', slots('concurrency: 10', 's -> a\ns ~> x'), []],
  [
    'no time at all',
    'service s { concurrency: 10 }\nservice a { latency.p99: 0s }\nservice b { latency.p99: 50ms }\ns -> a\ns -> b',
    [],
  ],
]);

const behind = (balancer: string, links: string, more: string): string => `${balancer}\n${more}\n${links}`;

cases('missing-health-check', [
  ['will be there', behind('lb l { future: yes }', 'l -> a', 'service a { replicas: 2 }'), []],
  ['to what will be there', behind('lb l {}', 'l -> a', 'service a { replicas: 2, future: yes }'), []],
  ['told, not called', behind('lb l {}', 'l ~> a', 'service a { replicas: 2 }'), []],
  ['scales from nobody knows how many', behind('lb l {}', 'l -> a', 'service a { autoscale { max: 9 } }'), []],
  ['scales from two', behind('lb l {}', 'l -> a', 'service a { autoscale { min: 2, max: 9 } }'), ['warning']],
  [
    'two targets that scale from nobody knows how many',
    behind('lb l {}', 'l -> a\nl -> b', 'service a { autoscale { max: 9 } }\nservice b { autoscale { max: 9 } }'),
    [],
  ],
]);

const kept = (service: string, system = '', kind = 'service'): string =>
  `system { runtime: kubernetes${system} }\nclient c {}\nflow f { from: c, op: write, criticality: critical }\n${kind} s { ${service} }\nc -> s`;

cases('missing-pod-disruption-budget', [
  ['two', kept('replicas: 2'), ['hint']],
  ['a sketch', kept('replicas: 2', ', maturity: sketch'), []],
  ['a gateway', kept('replicas: 2', '', 'gateway'), []],
  ['managed', kept('replicas: 2, managed: yes'), []],
  ['will be there', kept('replicas: 2, future: yes'), []],
]);

const tried = (link: string, more = ''): string =>
  `client c {}\nservice a {}\nservice b {}\nc -> a\na -> b { ${link} }\n${more}`;

cases('excessive-retries', [
  ['three while a user waits', tried('retries: 3'), []],
  ['four while a user waits', tried('retries: 4'), ['hint']],
  ['four are fine', tried('retries: 4'), [], { maxRetriesForUsers: 4 }],
  ['six while a user waits', tried('retries: 6'), ['warning']],
  ['more for users than for others', tried('retries: 4'), ['warning'], { maxRetries: 3, maxRetriesForUsers: 5 }],
  ['five while nobody waits', 'service a {}\nservice b {}\na -> b { retries: 5 }', []],
  [
    'under one setting, one of which is waited for',
    'system { defaults { retries: 4 } }\nclient c {}\nservice a {}\nservice b {}\njob j {}\nj -> b\nc -> a { retries: 0 }\na -> b',
    ['hint'],
  ],
]);

const far = (link: string, more = '', from = 'service a { regions: r }', flow = ''): string =>
  `client c {}\nflow f { from: c, rate: 1/s${flow} }\nregion r { rtt { s: 80ms } }\nregion s {}\n${from}\nservice b { regions: s }\nc -> a { timeout: 9s }\na -> b { ${link} }\n${more}`;

cases('cross-region-sync-call', [
  ['far', far(''), ['info']],
  ['told, not called', far('').replace('a -> b', 'a ~> b'), []],
  ['a module far away', far('').replace('service b { regions: s }', 'service b { regions: s, part-of: a }'), []],
  ['it may take long', far('', '', undefined, ', max-delay: 1s'), []],
  ['it may not', far('', '', undefined, ', max-delay: 79ms'), ['info']],
  [
    'one of two flows may take long',
    far('', '', 'flow g { from: c, rate: 1/s }\nservice a { regions: r }', ', max-delay: 1s'),
    ['info'],
  ],
  ['it runs nowhere', far('', '', 'service a {}'), []],
  ['a gateway with a near one', far('', 'service n { regions: r }\na -> n', 'gateway a { regions: r }'), []],
  [
    'a gateway with something else near',
    far('', 'database n { regions: r }\na -> n', 'gateway a { regions: r }'),
    ['info'],
  ],
  ['a service with a near one', far('', 'service n { regions: r }\na -> n'), ['info']],
  ['a third of what is promised', far('', '', undefined, ', slo { latency.p99: 200ms }'), ['warning']],
  ['little of what is promised', far('', '', undefined, ', slo { latency.p99: 2s }'), ['info']],
]);

const breaker = (link: string, system = '', arrow = '->'): string =>
  `${system}service a {}\nservice b {}\na ${arrow} b { ${link} }`;

cases('circuit-breaker-misconfigured', [
  ['of what is told', breaker('circuit-breaker { failures: 1 }', '', '~>'), []],
  ['of what is called', breaker('circuit-breaker { failures: 1 }'), ['warning']],
  ['for all at once', 'service a { defaults { circuit-breaker { failures: 1 } } }\nservice b {}\na -> b', ['warning']],
]);

it('corrects a breaker only where it is written', () => {
  const fixes = (code: string): number => linted(code).of('circuit-breaker-misconfigured')[0].fixes.length;
  expect(fixes(breaker('circuit-breaker { failures: 1 }'))).toBe(1);
  expect(fixes('service a { defaults { circuit-breaker { failures: 1 } } }\nservice b {}\na -> b')).toBe(0);
  expect(fixes(breaker('timeout: 60s, circuit-breaker { open: 50s }'))).toBe(1);
  expect(fixes(breaker('timeout: 61s, circuit-breaker { open: 50s }'))).toBe(0);
});

const living = (service: string): string => `client c {}\nservice s { state: in-memory, ${service} }\nc -> s`;

cases('stateful-service-no-recovery', [
  ['a game', living('role: game'), ['warning']],
  ['something live', living('role: live'), ['warning']],
  ['a chat', living('role: chat'), ['warning']],
  ['something else', living('role: payment'), []],
  ['a minute', living('session: 1min'), []],
  ['more', living('session: 61s'), ['warning']],
  ['more is short', living('session: 61s'), [], { session: 61 }],
]);

const lost = (components: string, system = 'rto: 30min, survives: region'): string =>
  `system { ${system} }\nregion r {}\nregion s {}\n${components}`;

cases('single-region-for-high-slo', [
  ['back soon', lost('service a { regions: r }'), ['info']],
  ['back later', lost('service a { regions: r }', 'rto: 1h, survives: region'), []],
  ['back later is soon', lost('service a { regions: r }', 'rto: 1h, survives: region'), ['info'], { recovery: 3601 }],
  ['a zone', lost('service a { regions: r }', 'rto: 30min, survives: zone'), []],
  ['two regions', lost('service a { regions: r }\nservice b { regions: s }'), []],
  ['the other one will be there', lost('service a { regions: r }\nservice b { regions: s, future: yes }'), ['info']],
  ['only the users are elsewhere', lost('service a { regions: r }\nclient b { regions: s }'), ['info']],
  ['nobody says where', lost('service a {}'), []],
]);

const promised = (component: string): string =>
  `system { slo { availability: 99.9% } }\nclient c {}\nservice a { ${component} }\nc -> a { timeout: 3s }`;

cases('single-zone-deployment', [
  ['both in one', promised('replicas: 2, zones: a'), ['warning']],
  ['will be there', promised('replicas: 2, zones: a, future: yes'), []],
]);

const waited = (link: string, arrow = '->'): string =>
  `client c {}\nflow f { from: c, rate: 1/s, slo { latency.p99: 2s } }\nservice a {}\nservice b {}\nc -> a { timeout: 60s }\na ${arrow} b { ${link} }`;

cases('retry-budget-exceeds-deadline', [
  ['longer than promised', waited('timeout: 1s, retries: 2, backoff: exponential(1s, 1s)'), ['info']],
  ['of what is told', waited('timeout: 1s, retries: 2, backoff: exponential(1s, 1s)', '~>'), []],
  [
    'of two calls',
    `${waited('timeout: 1s, retries: 2, backoff: exponential(1s, 1s)')}\nservice d {}\na -> d { timeout: 1s, retries: 2, backoff: exponential(1s, 1s) }`,
    ['info', 'info'],
  ],
  [
    'told by somebody impatient',
    `${waited('timeout: 1s, retries: 2, backoff: exponential(1s, 1s)')}\nservice d {}\nd ~> a { timeout: 1s }`,
    ['info'],
  ],
  [
    'longer than its deadline',
    waited('timeout: 1s, retries: 2, deadline: 2s, backoff: exponential(1s, 1s)'),
    ['warning'],
  ],
  [
    'of what is told, longer than its deadline',
    waited('timeout: 1s, retries: 2, deadline: 2s, backoff: exponential(1s, 1s)', '~>'),
    [],
  ],
]);

const sessions = (cache: string, service = ''): string =>
  `service s { ${service} }\ncache c { ttl: 1h, ${cache} }\ns -> c { timeout: 1s }`;

cases('session-store-not-redundant', [
  ['once', sessions('replicas: 1, holds: session'), ['warning']],
  ['once now, more later', sessions('replicas: 1, autoscale { min: 1, max: 3 }, holds: session'), []],
  ['kept there by who logs in', sessions('replicas: 1', 'state: external(c), auth { method: session }'), ['warning']],
  ['kept elsewhere', sessions('replicas: 1', 'state: none, auth { method: session }'), []],
  ['for ever', sessions('replicas: 2, holds: session').replace('ttl: 1h, ', ''), ['warning']],
  ['for ever, and once', sessions('replicas: 1, holds: session').replace('ttl: 1h, ', ''), ['warning', 'warning']],
  [
    'for as long as the service says',
    sessions('replicas: 2, holds: session', 'session: 30min').replace('ttl: 1h, ', ''),
    [],
  ],
  ['counters for ever', sessions('replicas: 2, holds: counter').replace('ttl: 1h, ', ''), []],
  ['will be there', sessions('replicas: 2, holds: session, future: yes').replace('ttl: 1h, ', ''), []],
]);

const asked = (more: string, liveness = 'liveness { path: "/live" }, replicas: 2'): string =>
  `service s { ${liveness} }\n${more}`;

cases('missing-readiness-probe', [
  ['nobody asks', asked(''), ['hint']],
  ['a gateway asks', asked('gateway g { health-check { path: "/ready" } }\ng -> s'), []],
  ['a gateway does not', asked('gateway g {}\ng -> s'), ['hint']],
  [
    'a gateway asks, and a service calls',
    asked('gateway g { health-check { path: "/ready" } }\nservice t {}\ng -> s\nt -> s'),
    [],
  ],
  [
    'starts slower than it is asked',
    asked('', 'liveness { path: "/live", interval: 10s, unhealthy: 3 }, replicas: 1, start-time: 31s'),
    ['hint'],
  ],
  [
    'starts in time',
    asked('', 'liveness { path: "/live", interval: 10s, unhealthy: 3 }, replicas: 1, start-time: 30s'),
    [],
  ],
  [
    'nobody knows how often it is asked',
    asked('', 'liveness { path: "/live", interval: 10s }, replicas: 1, start-time: 31s'),
    [],
  ],
  [
    'nobody knows when it is asked',
    asked('', 'liveness { path: "/live", unhealthy: 3 }, replicas: 1, start-time: 31s'),
    [],
  ],
  [
    'it is given time',
    asked(
      '',
      'liveness { path: "/live", interval: 10s, unhealthy: 3 }, startup { path: "/up", interval: 20s, unhealthy: 3 }, replicas: 1, start-time: 31s',
    ),
    [],
  ],
  [
    'slow, and nobody asks whether it is ready',
    asked('', 'liveness { path: "/live", interval: 10s, unhealthy: 3 }, replicas: 2, start-time: 31s'),
    ['hint', 'hint'],
  ],
]);

const checked = (check: string, slo = 'slo { availability: 99.9% }', service = ''): string =>
  `system { ${slo} }\nclient c {}\nlb l { health-check { path: "/ready", ${check} } }\nservice a { ${service} }\nc -> l -> a`;

cases('health-check-detection-time', [
  // A tenth of 43.8 minutes, as a month has 365/12 days.
  ['a tenth of the month', checked('interval: 262.8s, unhealthy: 1'), []],
  ['more', checked('interval: 270s, unhealthy: 1'), ['info']],
  ['more is fine', checked('interval: 270s, unhealthy: 1'), [], { budget: 0.2 }],
  ['nothing is promised', checked('interval: 270s, unhealthy: 1', ''), []],
  ['the stricter of two', checked('interval: 60s, unhealthy: 1', 'rto: 59s, slo { availability: 99.9% }'), ['info']],
  [
    'the stricter of two, the other way round',
    checked('interval: 270s, unhealthy: 1', 'rto: 1h, slo { availability: 99.9% }'),
    ['info'],
  ],
  ['one slow answer', checked('interval: 10s, unhealthy: 1, timeout: 1s', '', 'latency.p99: 1.1s'), ['info']],
  ['one answer in time', checked('interval: 10s, unhealthy: 1, timeout: 1s', '', 'latency.p99: 1s'), []],
  ['two slow answers', checked('interval: 10s, unhealthy: 2, timeout: 1s', '', 'latency.p99: 1.1s'), []],
  ['nobody knows how long it waits', checked('interval: 10s, unhealthy: 1', '', 'latency.p99: 1.1s'), []],
  [
    'of what is only drawn',
    checked('interval: 10s, unhealthy: 1, timeout: 1s', '', 'latency.p99: 1.1s, future: yes'),
    [],
  ],
  [
    'of what is checked itself',
    'service a { latency.p99: 1.1s, health-check { path: "/ready", interval: 10s, unhealthy: 1, timeout: 1s } }\nservice b { latency.p99: 1ms }\na -> b',
    ['info'],
  ],
]);
