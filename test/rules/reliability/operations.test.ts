import { expect, it } from 'vitest';
import { linted } from '../linting.js';
import { cases, message } from './cases.js';

const behind = (balancer: string, service: string): string =>
  `lb l { ${balancer} }\nservice a { ${service} }\nl -> a { timeout: 3s }`;

cases('missing-health-check', [
  ['two replicas', behind('layer: 7', 'replicas: 2'), ['warning']],
  ['one replica', behind('layer: 7', 'replicas: 1'), []],
  ['unknown', behind('layer: 7', ''), []],
  ['two at least', behind('', 'autoscale { min: 2, max: 9, metric: cpu }'), ['warning']],
  ['two targets', 'lb l {}\nservice a {}\nservice b {}\nl -> a\nl -> b', ['warning']],
  ['two services of a gateway', 'gateway g {}\nservice a {}\nservice b {}\ng -> a\ng -> b', []],
  ['the balancer asks', behind('health-check { interval: 10s }', 'replicas: 2'), []],
  ['the target says how', behind('', 'replicas: 2, health-check { path: "/ready" }'), []],
  ['the platform asks', behind('', 'replicas: 2, readiness { path: "/ready" }'), []],
  ['a managed balancer', behind('managed: yes', 'replicas: 2'), ['info']],
  ['a managed target', behind('', 'replicas: 2, managed: yes'), []],
  ['functions', 'lb l {}\nfunction a { replicas: 2 }\nl -> a', []],
  ['third parties', 'gateway g {}\nexternal x { replicas: 2 }\ng -> x', []],
  ['no balancer', 'service s {}\nservice a { replicas: 2 }\ns -> a', []],
  ['only drawn', behind('future: yes', 'replicas: 2'), []],
  ['a sketch', `system { maturity: sketch }\n${behind('', 'replicas: 2')}`, []],
]);

it('missing-health-check suggests no path on layer 4, and the values of its options', () => {
  const titles = linted(behind('layer: 4', 'replicas: 4'))
    .of('missing-health-check')[0]
    .fixes.map(({ title }) => title);
  expect(titles).toEqual(['Add `health-check { interval: 10s, timeout: 2s, unhealthy: 3 }`']);
  expect(message('missing-health-check', behind('layer: 4', 'replicas: 4'))).toBe(
    '`l` does not check its targets: it keeps sending 1 in 4 requests to a dead replica of `a`.',
  );
});

cases('liveness-checks-dependencies', [
  ['a store', 'service a { liveness { checks: [d] } }\ndatabase d {}\na -> d', ['warning']],
  ['itself', 'service a { liveness { checks: [a] } }', []],
  ['nothing', 'service a { liveness { path: "/live" } }', []],
  ['readiness', 'service a { replicas: 2, readiness { checks: [d] } }\ndatabase d {}\na -> d', []],
  [
    'readiness though there is a fallback',
    'service a { replicas: 2, readiness { checks: [d] } }\ndatabase d {}\na -> d { fallback: stale }',
    ['hint'],
  ],
  [
    'one replica',
    'service a { replicas: 1, readiness { checks: [d] } }\ndatabase d {}\na -> d { fallback: stale }',
    [],
  ],
  [
    'a refusal is no fallback',
    'service a { replicas: 2, readiness { checks: [d] } }\ndatabase d {}\na -> d { fallback: reject }',
    [],
  ],
  ['only drawn', 'service a { future: yes, liveness { checks: [d] } }\ndatabase d {}\na -> d', []],
]);

it('liveness-checks-dependencies moves what is needed and drops what has a fallback', () => {
  const code =
    'service a { liveness { path: "/live", checks: [d, h] }, readiness { checks: [e] } }\ndatabase d {}\ndatabase e {}\nservice h {}\na -> d\na -> e\na -> h { fallback: ignore }';
  const [{ fixes }] = linted(code).of('liveness-checks-dependencies');
  const edits = [...fixes[0].edits].sort((a, b) => b.at.offset - a.at.offset);
  const text = edits.reduce(
    (all, { at, text: replacement }) => all.slice(0, at.offset) + replacement + all.slice(at.end),
    code,
  );
  expect(text.split('\n')[0]).toBe('service a { liveness { path: "/live" }, readiness { checks: [e, d] } }');
});

const quick = (more: string, slo = 'slo { latency.p99: 200ms }'): string =>
  `client c {}\nflow f { from: c, rate: 1/s, ${slo} }\nservice a { autoscale { ${more} } }\nc -> a`;

cases('autoscaling-without-bounds', [
  ['no end', 'service a { autoscale { min: 1, metric: cpu } }', ['info']],
  ['no metric', 'service a { autoscale { min: 1, max: 9 } }', ['info']],
  ['a schedule', 'service a { autoscale { min: 1, max: 9, schedule: "Fri 19:30" } }', []],
  ['all there', 'service a { autoscale { min: 1, max: 9, metric: cpu } }', []],
  ['none', 'service a { replicas: 2 }', []],
  ['a function with a limit', 'function a { concurrency: 9, autoscale { min: 1 } }', []],
  ['a function without', 'function a { autoscale { min: 1, metric: requests } }', ['info']],
  ['from nothing', quick('min: 0, max: 9, metric: cpu'), ['info']],
  ['from nothing, but nobody is in a hurry', quick('min: 0, max: 9, metric: cpu', 'slo { availability: 99% }'), []],
  ['from one', quick('min: 1, max: 9, metric: cpu'), []],
  ['a worker from nothing', 'queue q {}\nworker w { autoscale { min: 0, max: 9, metric: queue-depth } }\nq ~> w', []],
  ['only drawn', 'service a { future: yes, autoscale { metric: cpu } }', []],
]);

it('autoscaling-without-bounds suggests what the peak needs', () => {
  // 700/s at peak, 100/s each at 70%: ten, and one more.
  const code =
    'client c {}\nflow f { from: c, rate: 700/s, peak: 1x }\nservice a { capacity: 100/s, autoscale { min: 2, metric: cpu } }\nc -> a';
  const [{ fixes }] = linted(code).of('autoscaling-without-bounds');
  expect(fixes.map(({ title }) => title)).toEqual(['Set `max: 11`']);
});

cases('stateful-service-no-recovery', [
  ['a game', 'service a { state: in-memory, role: game }', ['warning']],
  ['a long session', 'service a { state: in-memory, session: 61s }', ['warning']],
  ['a short session', 'service a { state: in-memory, session: 60s }', []],
  ['the limit can be set', 'service a { state: in-memory, session: 60s }', ['warning'], { session: 59 }],
  ['nothing is said of its life', 'service a { state: in-memory }', []],
  ['another role', 'service a { state: in-memory, role: matching }', []],
  ['no state', 'service a { state: none, role: game }', []],
  ['kept elsewhere', 'service a { state: external(d), role: game }\ndatabase d {}', []],
  ['unknown', 'service a { role: game }', []],
  ['a snapshot', 'service a { state: in-memory, role: game, snapshot { interval: 5s } }', []],
  ['resumed', 'client c {}\nservice a { state: in-memory, role: game }\nc -> a { reconnect { resume: yes } }', []],
  [
    'reconnected only',
    'client c {}\nservice a { state: in-memory, role: game }\nc -> a { reconnect { resume: no } }',
    ['warning'],
  ],
  ['only drawn', 'service a { state: in-memory, role: game, future: yes }', []],
]);

it('stateful-service-no-recovery counts the sessions of one instance', () => {
  const code =
    'client c { users: 1M, concurrent: 10% }\nservice a { replicas: 20, state: in-memory, role: game }\nc -> a';
  expect(message('stateful-service-no-recovery', code)).toBe(
    'A crash of one instance of `a` loses 5k sessions: they are only in its memory, with no snapshot and no way to resume.',
  );
});

cases('session-store-not-redundant', [
  ['a single one', 'cache s { ttl: 1h, holds: session, replicas: 1 }', ['warning']],
  ['in a table', 'cache s { ttl: 1h, replicas: 1, table t { holds: session } }', ['warning']],
  ['two', 'cache s { ttl: 1h, holds: session, replicas: 2 }', []],
  ['unknown', 'cache s { ttl: 1h, holds: session }', []],
  ['other data', 'cache s { ttl: 1h, holds: counter, replicas: 1 }', []],
  ['a database', 'database s { holds: session, replicas: 1 }', []],
  ['managed', 'cache s { ttl: 1h, holds: session, replicas: 1, managed: yes }', []],
  ['copies', 'cache s { ttl: 1h, holds: session, replicas: 1, replication-factor: 2 }', []],
  [
    'state of session logins',
    'service a { state: external(s), auth { method: session } }\ncache s { ttl: 1h, replicas: 1 }',
    ['warning'],
  ],
  ['state of something else', 'service a { state: external(s) }\ncache s { ttl: 1h, replicas: 1 }', []],
  ['tokens', 'service a { auth { method: jwt } }\ncache s { ttl: 1h, holds: session, replicas: 1 }\na -> s', []],
  [
    'tokens at the gateway',
    'gateway g { auth { method: jwt } }\nservice a {}\ncache s { ttl: 1h, holds: session, replicas: 1 }\ng -> a\na -> s',
    [],
  ],
  [
    'tokens of the client',
    'client c { auth { method: jwt } }\nlb l {}\nservice a {}\ncache s { ttl: 1h, holds: session, replicas: 1 }\nc -> l -> a\na -> s',
    [],
  ],
  ['only drawn', 'cache s { ttl: 1h, holds: session, replicas: 1, future: yes }', []],
]);
