import { expect, it } from 'vitest';
import { linted } from '../linting.js';
import { cases, message } from './cases.js';

const chain = (slo: string, a: string, b: string, link = 'timeout: 1s'): string =>
  `client c {}\nflow f { from: c, rate: 1/s, ${slo} }\nservice a { ${a} }\nservice b { ${b} }\nc -> a { timeout: 3s }\na -> b { ${link} }`;

cases('availability-target-unreachable', [
  // 0.999 × 0.999 = 0.998001
  ['a little too much', chain('slo { availability: 99.81% }', 'availability: 99.9%', 'availability: 99.9%'), ['error']],
  ['just what it makes', chain('slo { availability: 99.8% }', 'availability: 99.9%', 'availability: 99.9%'), []],
  ['nothing is promised', chain('op: read', 'availability: 99.9%', 'availability: 99.9%'), []],
  ['one is not known', chain('slo { availability: 99.9% }', 'availability: 99.9%', ''), ['info']],
  ['none is known', chain('slo { availability: 99.9% }', '', ''), []],
  [
    'a sketch of it',
    `system { maturity: sketch }\n${chain('slo { availability: 99.9% }', 'availability: 99.9%', '')}`,
    [],
  ],
  [
    'it may fail',
    chain('slo { availability: 99.9% }', 'availability: 99.95%', 'availability: 90%', 'fallback: ignore'),
    [],
  ],
  [
    'more replicas',
    chain('slo { availability: 99.9% }', 'replicas: 2, availability: 99.9%', 'replicas: 2, availability: 99.9%'),
    [],
  ],
  [
    'said once for one promise of the system',
    `system { slo { availability: 99.99% } }\n${chain('op: read', 'availability: 99.9%', 'availability: 99.9%')}\nflow g { from: c, rate: 1/s }`,
    ['error'],
  ],
  ['a component promises too much', 'service a { availability: 99.5%, slo { availability: 99.9% } }', ['error']],
]);

it('availability-target-unreachable does the multiplication, and offers what can be kept', () => {
  const code = chain('slo { availability: 99.9% }', 'availability: 99.9%', 'availability: 99.8%');
  expect(message('availability-target-unreachable', code)).toBe(
    '`f` promises 99.9% (43.8min of downtime a month), but reaches 99.7% at best (2.19h), as it needs `b` (99.8%), `a` (99.9%).',
  );
  expect(
    linted(code)
      .of('availability-target-unreachable')[0]
      .fixes.map(({ title }) => title),
  ).toEqual(['Promise 99.7%']);
});
