import { expect, it } from 'vitest';
import { evaluateExpectations } from '../../language-server/src/estimate/expectations.js';
import { estimated, modelOf } from './design.js';

const head = 'client w { users: 1M }\nflow f { from: w, rate: 10/user/day, op: read }\n';
const many = (n: number, line: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => line(i)).join('\n');

/** Sizes at which anything quadratic takes minutes, and recursion along a path has no stack left. */
it.each([
  [
    'a path of 10,000 hops',
    `${head}${many(10_000, (i) => `service s${i} { capacity: 1k/s, latency: 1ms, latency.p99: 2ms, availability: 99.9% }`)}\nw -> s0\n${many(9999, (i) => `s${i} -> s${i + 1} { timeout: 1s, retries: 1 }`)}`,
    's9999.visits.f',
    1,
  ],
  [
    '5,000 caches in a row without hit ratio',
    `${head}${many(5000, (i) => `cache c${i} { memory: 1GB, object-size: 1KB }`)}\nw -> c0\n${many(4999, (i) => `c${i} -> c${i + 1}`)}`,
    'c0.visits.f',
    1,
  ],
  [
    'a balancer of 8,000 targets',
    `${head}lb l {}\nw -> l\n${many(8000, (i) => `service s${i} {}\nl -> s${i}`)}`,
    's0.visits.f',
    1 / 8000,
  ],
  [
    'a queue of 5,000 workers',
    `${head}queue q {}\nw ~> q\n${many(5000, (i) => `worker s${i} { capacity: 10/s }\nq ~> s${i}`)}`,
    's0.visits.f',
    1 / 5000,
  ],
  [
    'a ring of 4,000',
    `${head}${many(4000, (i) => `service s${i} {}`)}\nw -> s0\n${many(3999, (i) => `s${i} -> s${i + 1}`)}\ns3999 -> s0 { share: 50% }`,
    's0.visits.f',
    2,
  ],
  [
    '3,000 flows with a link each',
    `${head}service s {}\ndatabase d { engine: postgres, table t { row: 1KB, retention: 1y } }\nw -> s\n${many(3000, (i) => `flow f${i} { from: w, rate: 1/s, op: write }\ns -> d { for: f${i} }`)}`,
    'd.visits.f2999',
    1,
  ],
  [
    'a chain of 5,000 parts',
    `${head}${many(5000, (i) => `flow f${i} { from: w, of: f${i === 0 ? '' : i - 1}, share: 100% }`)}`,
    'f4999.rate.average',
    1e7 / 86_400,
  ],
  [
    '3,000 reads on a miss',
    `${head}service s {}\nw -> s\ndatabase d {}\n${many(3000, (i) => `cache c${i} { hit-ratio: 50% }\ns -> c${i}\ns -> d { on-miss: c${i} }`)}`,
    'd.visits.f',
    1500,
  ],
  [
    '5,000 equal names',
    `${head}${many(5000, (i) => `group g${i} { service api {}\n service web {}\n web -> api }\nw -> g${i}.web`)}`,
    'g77.api.visits.f',
    1,
  ],
] as const)('%s', (_, text, name, value) => {
  const { estimates, model, ...found } = estimated(modelOf(text));
  expect(model.problems).toEqual([]);
  expect(found.value(name)).toBeCloseTo(value, 6);
  const { components } = model;
  for (const component of [components[0], components[components.length - 1]])
    expect(estimates.of(component).length).toBeGreaterThan(3);
  expect(estimates.of(model.flows[0]).every((figure) => !Number.isNaN(figure.value))).toBe(true);
});

it('thousands of expectations under long names', () => {
  const text = `${head}${many(3000, (i) => `region r${i} { group "G" { service api { capacity: 1k/s } } }\nexpect r${i}.api.rate.peak < 1/s`)}`;
  const { model, estimates } = estimated(modelOf(text));
  expect(evaluateExpectations(model, estimates).filter(({ holds }) => holds === true)).toHaveLength(3000);
});

it('thousands of names that mean nothing', () => {
  const text = many(
    8000,
    (i) => `service somewhat-long-name-${i} {}\nsomewhat-long-name-${i} -> another-long-name-${i}`,
  );
  expect(modelOf(text).problems).toHaveLength(2000);
});
