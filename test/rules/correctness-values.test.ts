import { describe, expect, it } from 'vitest';
import { fixed, linted } from './linting.js';
import { cases } from './reliability/cases.js';

const titles = (rule: string, code: string): string[] =>
  linted(code)
    .of(rule)
    .flatMap(({ fixes }) => fixes.map(({ title }) => title));

const own = (engine: string, database: string): string =>
  `engine e { kinds: [database], ${engine} }\ndatabase d { engine: e, ${database} }`;

cases('sharding-strategy-contradiction', [
  ['a group is no region', 'group g {}\nregion r { database d { sharding: geo } }', ['error']],
  [
    'a table of what is only drawn',
    'database d { future: yes, table t { sharding: hash, ranges: ["a-m", "n-z"] } }',
    [],
  ],
  ['remainders with ranges', 'database d { sharding: modulo, ranges: ["a-m", "n-z"] }', ['error']],
  ['places may be listed', 'database d { regions: [r, s], sharding: geo, ranges: ["eu-1", "us-1"], shards: 5 }', []],
  ['cuts that are written as text', 'database d { sharding: range, ranges: ["100", "200"], shards: 3 }', []],
  ['cuts that are too few', 'database d { sharding: range, ranges: ["100", "200"], shards: 4 }', ['error']],
  ['ranges with dots', 'database d { sharding: range, ranges: ["a..m", "n..z"], shards: 3 }', ['error']],
  ['more ranges than shards', 'database d { sharding: range, ranges: ["a-h", "i-q", "r-z"], shards: 2 }', ['error']],
  ['hashed and moved by hand', 'database d { sharding: hash, rebalance: manual }', []],
  ['ranges that are moved by hand', 'database d { sharding: range, rebalance: manual, ranges: ["a-m", "n-z"] }', []],
  ['hashed in one region', 'region r { database d { sharding: hash } }', []],
  ['the hash is that of the engine', own('sharding: hash', 'ranges: ["a-m", "n-z"]'), []],
  ['the ranges are those of the engine', own('ranges: ["a-m", "n-z"]', 'sharding: hash'), []],
  ['the shards are those of the engine', own('shards: 3', 'sharding: range, ranges: ["a-m", "n-z"]'), []],
]);

it('sets the shards only where they are written, and the ranges tell how many there are', () => {
  const rule = 'sharding-strategy-contradiction';
  const ranges = (list: string, shards: string): string =>
    `param n = 3 in 1..9\ndatabase d { sharding: range, ranges: ${list}, shards: ${shards} }`;
  expect(titles(rule, ranges('["a-m", "n-z"]', '3'))).toEqual(['Set `shards: 2`']);
  expect(titles(rule, ranges('["a-m", "n-z"]', 'n'))).toEqual([]);
  expect(titles(rule, ranges('[100, 200]', '5'))).toEqual([]);
  const inherited = 'database d { shards: 3\n table t { sharding: range, ranges: ["a-m", "n-z"] } }';
  expect(linted(inherited).of(rule)).toHaveLength(1);
  expect(titles(rule, inherited)).toEqual([]);
  const hashed = 'database d { sharding: hash\n table t { ranges: ["a-m", "n-z"] } }';
  expect(titles(rule, hashed)).toEqual(['Take the `ranges` out']);
});

const calls = (link: string, target = ''): string => `service a {}\nservice b { ${target} }\na -> b { ${link} }`;

cases('unit-or-range-invalid', [
  ['scaled, but only drawn', 'service a { autoscale { min: 5, max: 4 }, future: yes }', []],
  ['no time, to what is only drawn', calls('timeout: 0s', 'future: yes'), []],
  ['no capacity', 'service a { capacity: 0/s }', ['error']],
  ['no network and no disk', 'database a { bandwidth: 0Gbps, storage: 0GB }', ['error', 'error']],
  ['hardly any capacity', 'service a { capacity: 1/day }', []],
  ['the availability of the engine', 'engine e { availability: 100% }\nservice a { engine: e }', []],
  ['no min', 'service a { autoscale { max: 4 } }', []],
  ['the min of the engine', 'engine e { autoscale { min: 5 } }\nservice a { engine: e, autoscale { max: 4 } }', []],
  ['the max of the engine', 'engine e { autoscale { max: 4 } }\nservice a { engine: e, autoscale { min: 5 } }', []],
  ['the replicas of the engine', 'engine e { replicas: 2 }\nservice a { engine: e, quorum: 3 }', []],
  ['the quorum of the engine', 'engine e { quorum: 3 }\nservice a { engine: e, replicas: 2 }', []],
  [
    'three percentiles upside down',
    'system { slo { latency.p50: 3s, latency.p95: 2s, latency.p99: 1s } }',
    ['error', 'error'],
  ],
  [
    'the median above the 95th percentile',
    'system { slo { latency.p50: 3s, latency.p95: 2s, latency.p99: 4s } }',
    ['error'],
  ],
  ['promised to customers upside down', 'system { sla { latency.p95: 3s, latency.p99: 2s } }', ['error']],
  ['the median of the engine', 'database a { engine: etcd, latency.p99: 1us }', []],
  ['a zone around it', 'zone z { service a { replicas: 2 } }', []],
  ['a constant wait', calls('retries: 1, backoff: constant(2s), jitter: 3s'), []],
  ['no wait', calls('retries: 1, backoff: none, jitter: 3s'), []],
  ['waits by name', calls('retries: 1, backoff: exponential(cap: 1s, base: 2s)'), ['error']],
  ['a deadline of nothing', calls('deadline: 0s'), ['error']],
  ['a wait as long as the longest', calls('retries: 1, backoff: exponential(1s, 1s)'), []],
  [
    'two components in zones of one list',
    'zone a {}\nzone b {}\nservice s { replicas: 1, zones: [a, b] }\nservice t { replicas: 1, zones: [a, b] }',
    ['info', 'info'],
  ],
]);

describe('unit-or-range-invalid', () => {
  const rule = 'unit-or-range-invalid';
  const knob = (name: string, value: string, code: string): string => `let ${name} = ${value}\n${code}`;

  it.each([
    ['an availability', '100%', 'service a { availability: x }', '100%'],
    ['a quorum', '3', 'service a { replicas: 2, quorum: x }', '3'],
    ['replicas', '2', 'service a { replicas: x, zones: [a, b, c] }', '2'],
    ['a timeout', '0s', calls('timeout: x'), '0s'],
    ['a jitter', '3s', calls('retries: 1, backoff: exponential(1s, 2s), jitter: x'), '3s'],
    ['a median', '2s', 'system { slo { latency.p50: x, latency.p99: 1s } }', '2s'],
  ])('leaves %s alone that is worked out', (_, value, code, written) => {
    const worked = linted(knob('x', value, code));
    expect(worked.model.problems).toEqual([]);
    expect(worked.of(rule)).toHaveLength(1);
    expect(titles(rule, knob('x', value, code))).toEqual([]);
    expect(titles(rule, code.replace(/\bx\b/, written))).toHaveLength(1);
  });

  it('adds replicas where they are written', () => {
    const code = 'service a { replicas: 2, zones: [a, b, c] }';
    expect(fixed(code, linted(code).of(rule)[0].fixes[0])).toContain('replicas: 3');
  });
});
