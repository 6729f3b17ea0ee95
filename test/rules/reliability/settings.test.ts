import { cases } from './cases.js';

const breaker = (inside: string, more = 'timeout: 3s', system = ''): string =>
  `${system}service shop {}\nexternal bank {}\nshop -> bank { ${more}, circuit-breaker { ${inside} } }`;
const back = 'system { rto: 1min }\n';

cases('circuit-breaker-misconfigured', [
  ['one failure', breaker('failures: 1'), ['warning']],
  ['two', breaker('failures: 2'), []],
  ['another limit', breaker('failures: 2'), ['warning'], { failures: 3 }],
  ['shorter than a call', breaker('open: 2.9s'), ['warning']],
  ['as long as a call', breaker('open: 3s'), []],
  ['longer', breaker('open: 3.1s'), []],
  ['nobody knows how long a call takes', breaker('open: 1s', 'calls: 2'), []],
  ['longer than recovery', breaker('open: 61s', 'timeout: 3s', back), ['warning']],
  ['as long as recovery', breaker('open: 60s', 'timeout: 3s', back), []],
  ['nothing is written', breaker('window: 30s'), []],
  ['only drawn', breaker('failures: 1').replace('external bank {}', 'external bank { future: yes }'), []],
]);

const probed = (service: string, lb = ''): string =>
  `client web {}\nlb front { ${lb} }\nservice api { liveness { path: "/live" }, ${service} }\nweb -> front -> api`;

cases('missing-readiness-probe', [
  ['two replicas', probed('replicas: 2'), ['hint']],
  ['one', probed('replicas: 1'), []],
  ['nobody knows how many', probed('state: none'), []],
  ['it scales', probed('autoscale { min: 1, max: 2 }'), ['hint']],
  ['one that rolls', probed('replicas: 1, deploy { strategy: rolling }'), ['hint']],
  ['one that is stopped first', probed('replicas: 1, deploy { strategy: recreate }'), []],
  ['ready', probed('replicas: 2, readiness { path: "/ready" }'), []],
  ['a check of its own', probed('replicas: 2, health-check { path: "/ready" }'), []],
  ['the balancer asks', probed('replicas: 2', 'health-check { path: "/ready" }'), []],
  ['no probes', probed('replicas: 2').replace('liveness { path: "/live" }, ', ''), []],
  ['only drawn', probed('replicas: 2, future: yes'), []],
]);

const kept = (service: string, system = 'runtime: kubernetes', flow = 'criticality: critical'): string =>
  `system { ${system} }\nclient web {}\nflow buy { from: web, op: write, ${flow} }\nservice shop { ${service} }\nweb -> shop`;

cases('missing-pod-disruption-budget', [
  ['two replicas', kept('replicas: 2'), ['hint']],
  ['one', kept('replicas: 1'), []],
  ['nobody knows how many', kept('state: none'), []],
  ['at least two', kept('autoscale { min: 2, max: 9 }'), ['hint']],
  ['at least one', kept('autoscale { min: 1, max: 9 }'), []],
  ['one of two stays', kept('replicas: 2, disruption-budget: 1'), []],
  ['both stay', kept('replicas: 2, disruption-budget: 2'), ['hint']],
  ['more than there are', kept('replicas: 2, disruption-budget: 3'), ['hint']],
  ['another platform', kept('replicas: 2', 'runtime: ecs'), []],
  ['the platform is not known', kept('replicas: 2', 'team: 5'), []],
  ['an objective', kept('replicas: 2', undefined, 'slo { availability: 99.9% }'), ['hint']],
  ['nothing critical', kept('replicas: 2', undefined, 'criticality: normal'), []],
  ['a sketch', kept('replicas: 2', 'runtime: kubernetes, maturity: sketch'), []],
  ['only drawn', kept('replicas: 2, future: yes'), []],
]);
