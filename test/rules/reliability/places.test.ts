import { expect, it } from 'vitest';
import { cases, message } from './cases.js';

const promised = (availability: string, component: string): string =>
  `system { slo { availability: ${availability} } }\nclient c {}\nservice a { ${component} }\nc -> a { timeout: 3s }\n`;

cases('single-zone-deployment', [
  ['one zone', promised('99.9%', 'replicas: 2, zones: a'), ['warning']],
  ['less is promised', promised('99.8%', 'replicas: 2, zones: a'), []],
  ['the limit can be set', promised('99.8%', 'replicas: 2, zones: a'), ['warning'], { availability: 0.998 }],
  ['nothing is promised', 'client c {}\nservice a { replicas: 2, zones: a }\nc -> a', []],
  ['the service promises it itself', 'service a { replicas: 2, zones: a, slo { availability: 99.95% } }', ['warning']],
  ['a fragment', 'system { slo { availability: 99.9% } }\ndatabase d { replicas: 2, zones: a }', ['warning']],
  ['two zones', promised('99.9%', 'replicas: 2, zones: [a, b]'), []],
  ['no zones are written', promised('99.9%', 'replicas: 2'), []],
  ['a single replica', promised('99.9%', 'replicas: 1, zones: a'), []],
  ['replicas are not written', promised('99.9%', 'zones: a'), []],
  ['two at least', promised('99.9%', 'autoscale { min: 2, max: 9, metric: cpu }, zones: a'), ['warning']],
  ['managed', promised('99.9%', 'replicas: 2, zones: a, managed: yes'), []],
  ['several regions', `region r {}\nregion s {}\n${promised('99.9%', 'replicas: 2, zones: a, regions: [r, s]')}`, []],
  ['may fail', `${promised('99.9%', '')}service b { replicas: 2, zones: a }\na -> b { fallback: ignore }`, []],
  ['optional', `${promised('99.9%', '')}service b { replicas: 2, zones: a, criticality: optional }\na -> b`, []],
  ['handed over', `${promised('99.9%', '')}worker b { replicas: 2, zones: a }\na ~> b`, []],
  ['only drawn', promised('99.9%', 'replicas: 2, zones: a, future: yes'), []],
]);

const placed = (system: string, component: string): string =>
  `system { ${system} }\nclient c {}\nregion r {}\nregion s {}\nservice a { ${component} }\nc -> a { timeout: 3s }\n`;

cases('single-region-for-high-slo', [
  ['four nines', placed('slo { availability: 99.99% }', 'regions: r'), ['info']],
  ['a little less', placed('slo { availability: 99.98% }', 'regions: r'), []],
  ['the limit can be set', placed('slo { availability: 99.98% }', 'regions: r'), ['info'], { availability: 0.9998 }],
  ['two regions', placed('slo { availability: 99.99% }', 'regions: [r, s]'), []],
  ['no regions', placed('slo { availability: 99.99% }', ''), []],
  ['nothing is promised', placed('', 'regions: r'), []],
  ['back in 59 minutes', placed('survives: region, rto: 59min', 'regions: r'), ['info']],
  ['back in an hour', placed('survives: region, rto: 1h', 'regions: r'), []],
  ['that limit too', placed('survives: region, rto: 1h', 'regions: r'), ['info'], { recovery: 3601 }],
  ['regions need not be survived', placed('rto: 5min', 'regions: r'), []],
  [
    'said once for both reasons',
    placed('slo { availability: 99.99% }, survives: region, rto: 5min', 'regions: r'),
    ['info'],
  ],
  ['only drawn', placed('slo { availability: 99.99% }', 'regions: r, future: yes'), []],
]);

const entry = (dns: string, rest: string): string =>
  `region r {}\nregion s {}\nclient c {}\ndns n { ${dns} }\nservice a { regions: [r, s], replicas: 4 }\n${rest}`;

cases('multi-region-without-global-routing', [
  ['straight to both', entry('', 'c -> a'), ['warning']],
  ['a name that chooses', entry('routing: latency', 'c -> n -> a'), []],
  ['one that waits for failure', entry('routing: failover', 'c -> n -> a'), []],
  ['a name that does not', entry('routing: simple', 'c -> n -> a'), ['warning']],
  ['nobody knows', entry('', 'c -> n -> a'), []],
  ['a cdn', entry('', 'cdn e {}\nc -> e -> a'), []],
  ['a firewall everywhere', entry('', 'waf w { managed: yes }\nc -> w -> a'), []],
  ['a firewall of our own', entry('', 'waf w {}\nc -> w -> a'), ['warning']],
  ['a global balancer', entry('', 'lb l { managed: yes, regions: [r, s] }\nc -> l -> a'), []],
  ['a client of one region', entry('', 'client d { regions: r }\nd -> a'), []],
  ['one region', 'region r {}\nclient c {}\nservice a { regions: r }\nc -> a', []],
  [
    'different tasks',
    'region r {}\nregion s {}\nclient c {}\nservice a { regions: r }\nservice b { regions: s }\nc -> a\nc -> b',
    [],
  ],
  [
    'the same task',
    'region r {}\nregion s {}\nclient c {}\nlb a { regions: r }\nlb b { regions: s }\nc -> a\nc -> b',
    ['warning'],
  ],
  [
    'different flows',
    'region r {}\nregion s {}\nclient c {}\nflow f { from: c, rate: 1/s }\nflow g { from: c, rate: 1/s }\nlb a { regions: r }\nlb b { regions: s }\nc -> a { for: f }\nc -> b { for: g }',
    [],
  ],
  ['only drawn', 'region r {}\nregion s {}\nclient c {}\nservice a { regions: [r, s], future: yes }\nc -> a', []],
]);

const far = (link: string, more = '', rtt = ''): string =>
  `client c {}\nflow f { from: c, rate: 1/s ${more} }\nregion r { ${rtt} }\nregion s {}\nservice a { regions: r }\nservice b { regions: s }\nc -> a { timeout: 9s }\na -> b { ${link} }`;

cases('cross-region-sync-call', [
  ['nothing is promised', far(''), ['info']],
  // 150 ms of 500 ms are 30%.
  ['less than a third', far('', ', slo { latency.p99: 500ms }'), ['info']],
  ['more than 30%', far('', ', slo { latency.p99: 490ms }'), ['warning']],
  ['another share', far('', ', slo { latency.p99: 490ms }'), ['info'], { share: 0.31 }],
  ['a shorter line', far('', ', slo { latency.p99: 490ms }'), ['info'], { betweenRegions: 0.1 }],
  ['a written line', far('', ', slo { latency.p99: 490ms }', 'rtt { s: 60ms }'), ['info']],
  ['three times', far('calls: 3', ', slo { latency.p99: 490ms }', 'rtt { s: 60ms }'), ['warning']],
  ['at the same time', far('calls: 3, parallel: p', ', slo { latency.p99: 490ms }', 'rtt { s: 60ms }'), ['info']],
  ['handed over', far('').replace('a -> b', 'a ~> b'), []],
  ['time enough', far('max-delay: 1s'), []],
  ['no time', far('max-delay: 100ms'), ['info']],
  ['a common region', far('').replace('service b { regions: s }', 'service b { regions: [r, s] }'), []],
  ['unknown', far('').replace('service b { regions: s }', 'service b {}'), []],
  ['nobody waits', 'region r {}\nregion s {}\nservice a { regions: r }\nservice b { regions: s }\na -> b', []],
  ['a client', 'region r {}\nregion s {}\nclient a { regions: r }\nservice b { regions: s }\na -> b', []],
  [
    'a balancer that fails over',
    'region r {}\nregion s {}\nclient c {}\nlb l { regions: r }\nservice a { regions: r }\nservice b { regions: s }\nc -> l\nl -> a\nl -> b',
    [],
  ],
  [
    'a balancer without a choice',
    'region r {}\nregion s {}\nclient c {}\nlb l { regions: r }\nservice b { regions: s }\nc -> l\nl -> b',
    ['info'],
  ],
  ['only drawn', far('').replace('service b { regions: s }', 'service b { regions: s, future: yes }'), []],
]);

const cart = (dns: string, store: string, op = 'write', regions = '[r, s]'): string =>
  `region r { rtt { s: 85ms } }\nregion s {}\nclient c {}\nflow f { from: c, rate: 1/s, op: ${op} }\ndns n { ${dns} }\nservice a { regions: ${regions} }\ndatabase d { ${store} }\nc -> n -> a { timeout: 9s }\na -> d { timeout: 1s }`;
const leader = 'regions: r, replication { topology: single-leader }';

cases('active-active-single-leader', [
  ['one leader', cart('routing: latency', leader), ['warning']],
  ['weighted', cart('routing: weighted', leader), ['warning']],
  ['one region waits', cart('routing: failover', leader), []],
  ['nobody knows', cart('', leader), []],
  ['only reads', cart('routing: latency', leader, 'read'), []],
  ['writes from one region', cart('routing: latency', leader, 'write', 'r'), []],
  ['several leaders', cart('routing: latency', 'regions: r, replication { topology: multi-leader }'), []],
  ['what the engine usually does', cart('routing: latency', 'regions: r, engine: postgres'), []],
  ['nobody knows where it leads', cart('routing: latency', 'replication { topology: single-leader }'), []],
  [
    'leads from one of two',
    cart('routing: latency', 'regions: [r, s], replication { topology: single-leader, leader: s }'),
    ['warning'],
  ],
  ['rows at home', cart('routing: latency', `${leader}, table t { fields { home: id }, home-region: home }`), []],
]);

it('active-active-single-leader counts the way', () => {
  expect(message('active-active-single-leader', cart('routing: geo', leader))).toBe(
    'All writes from `s` go to the one leader of `d` in `r` (85ms each way and back); and when `r` is lost, no region can write.',
  );
});

it('cross-region-sync-call leaves writes to a far leader to its neighbour', () => {
  const apart = cart('routing: geo', leader, 'write', 's').replace('service a', 'service b { regions: r }\nservice a');
  const both = apart.replace('c -> n -> a { timeout: 9s }', 'c -> n { timeout: 9s }\nn -> a\nn -> b\nb -> d');
  expect(message('active-active-single-leader', both)).toContain('All writes from `s`');
  expect(() => message('cross-region-sync-call', both)).toThrow();
});
