import { expect, it } from 'vitest';
import { everything, linted, underlined } from '../linting.js';
import { cases } from './cases.js';

const checked = (check: string, system = 'system { rto: 60s }\n', more = ''): string =>
  `${system}lb front { health-check { ${check} }${more} }\nservice api {}\nfront -> api`;

cases('health-check-detection-time', [
  ['later than promised', checked('interval: 31s, unhealthy: 2'), ['info']],
  ['just in time', checked('interval: 30s, unhealthy: 2'), []],
  ['earlier', checked('interval: 29s, unhealthy: 2'), []],
  ['the last check waits, too', checked('interval: 30s, unhealthy: 2, timeout: 1s'), ['info']],
  ['its own promise', 'database db { rto: 1min, health-check { interval: 31s, unhealthy: 2 } }', ['info']],
  ['nothing is promised', checked('interval: 31s, unhealthy: 2', ''), []],
  ['the number is not written', checked('interval: 1h'), []],
  ['the interval is not written', checked('unhealthy: 9, timeout: 9s'), []],
  ['waits as long as the interval', checked('interval: 5s, timeout: 5s'), ['info']],
  ['waits for less', checked('interval: 5s, timeout: 4.9s'), []],
  ['only drawn', checked('interval: 31s, unhealthy: 2', undefined, ', future: yes'), []],
]);

cases('autoscaling-thrash', [
  ['no delay', 'service s { autoscale { min: 1, max: 2 } }', ['hint']],
  ['a delay', 'service s { autoscale { min: 1, max: 2, scale-in-delay: 1min } }', []],
  ['never fewer', 'service s { autoscale { min: 2, max: 2 } }', []],
  ['does not scale', 'service s { replicas: 2 }', []],
  ['managed', 'service s { managed: yes, autoscale { min: 1, max: 2 } }', []],
  ['a function', 'function s { autoscale { min: 1, max: 2 } }', []],
  ['kubernetes waits', 'service s { runtime: kubernetes, autoscale { min: 1, max: 2 } }', []],
  ['another platform', 'service s { runtime: nomad, autoscale { min: 1, max: 2 } }', ['hint']],
  ['a sketch', 'system { maturity: sketch }\nservice s { autoscale { min: 1, max: 2 } }', []],
  ['only drawn', 'service s { autoscale { min: 1, max: 2 }, future: yes }', []],
]);

const copies = (failover: string, more = '', maturity = 'production'): string =>
  `system { maturity: ${maturity} }\ndatabase db { replicas: 2, replication { topology: single-leader, failover: ${failover} }${more} }`;

cases('untested-failover', [
  ['by itself', copies('auto'), ['hint']],
  ['by hand', copies('manual'), []],
  ['tried', copies('auto', ', drill { every: 90d }'), []],
  ['managed', copies('auto', ', managed: yes'), []],
  ['a design', copies('auto', '', 'design'), []],
  ['an engine', 'system { maturity: production }\ndatabase db { engine: cassandra, replicas: 3 }', []],
  ['only drawn', copies('auto', ', future: yes'), []],
  ['by hand within an hour', copies('manual', ', rto: 1h'), ['hint']],
  ['by hand within an hour for all', copies('manual').replace('production }', 'production, rto: 1h }'), ['hint']],
  ['not at all', copies('none', ', rto: 1h'), []],
  ['nobody knows what day it is', copies('auto', ', drill { last: 2020-01-01 }'), []],
]);

cases(
  'untested-failover',
  [
    ['half a year ago', copies('auto', ', drill { last: 2026-01-01 }'), []],
    ['a day more', copies('auto', ', drill { last: 2025-12-31 }'), ['hint']],
    ['a plan is no exercise', copies('auto', ', drill { every: 90d, last: 2025-12-31 }'), ['hint']],
    ['another limit', copies('auto', ', drill { last: 2026-01-01 }'), ['hint'], { age: 179 }],
    ['a longer one', copies('auto', ', drill { last: 2025-12-31 }'), [], { age: 181 }],
    ['no day is written', copies('auto', ', drill { every: 90d }'), []],
    ['by hand', copies('manual', ', rto: 1h, drill { last: 2025-12-31 }'), ['hint']],
  ],
  '2026-06-30',
);

it('says when a failover was last tried', () => {
  const design = linted(copies('auto', ', drill { last: 2025-12-31 }'), everything({}, 'all', '2026-06-30'));
  const [found] = design.of('untested-failover');
  expect(found.message).toContain('181 days ago, on 2025-12-31');
  expect(underlined(design, found)).toBe('last: 2025-12-31');
});
