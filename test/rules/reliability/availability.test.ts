import { expect, it } from 'vitest';
import { fixed, linted } from '../linting.js';
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
  ).toEqual(['Run more replicas where it is weakest: 2 of `b`, 2 of `a`', 'Promise 99.7%']);
});

const promise = 'slo { availability: 99.9% }';
it.each([
  ['one more is enough', chain(promise, 'availability: 99.99%', 'availability: 99.8%'), ['replicas: 2']],
  ['a third one', chain(promise, 'availability: 99.99%', 'replicas: 2, availability: 95%'), ['replicas: 3']],
  ['a provider replicates it', chain(promise, 'availability: 99.99%', 'managed: yes, availability: 99.8%'), []],
  [
    'it is cut into shards',
    chain(promise, 'availability: 99.99%', '').replace('service b {', 'database b { shards: 2, availability: 99%'),
    [],
  ],
  ['no number of replicas is enough', chain(promise, 'managed: yes, availability: 99.8%', 'availability: 99%'), []],
  [
    'it is optional',
    chain(promise, 'managed: yes, availability: 99.95%', 'managed: yes, criticality: optional, availability: 99.8%'),
    ['fallback: ignore'],
  ],
  [
    'the rest is too weak anyway',
    chain(promise, 'managed: yes, availability: 99.8%', 'managed: yes, criticality: optional, availability: 99.8%'),
    [],
  ],
])('availability-target-unreachable offers what reaches the promise: %s', (_, code, writes) => {
  const [{ fixes }] = linted(code).of('availability-target-unreachable');
  const texts = fixes.filter(({ title }) => !title.startsWith('Promise')).map((fix) => fixed(code, fix));
  expect(texts).toHaveLength(writes.length);
  for (const [i, text] of texts.entries()) {
    expect(text).toContain(writes[i]);
    expect(linted(text).model.problems).toEqual([]);
    expect(linted(text).of('availability-target-unreachable')).toEqual([]);
  }
});
