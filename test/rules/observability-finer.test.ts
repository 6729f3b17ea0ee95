import { expect, it } from 'vitest';
import { fixed, linted } from './linting.js';
import { cases } from './reliability/cases.js';

const row = (names: string, links: string, head = ''): string =>
  `${head}client c {}\n${names
    .split(' ')
    .map((name) => `service ${name} {}`)
    .join('\n')}\n${links}`;
const traced = 'observability { tracing: yes }';

cases('missing-distributed-tracing', [
  ['three', row('a b d', 'c -> a -> b -> d'), ['info']],
  ['two', row('a b', 'c -> a -> b'), []],
  ['two are many', row('a b', 'c -> a -> b'), ['info'], { services: 2 }],
  [
    'the last two',
    row('a b d', 'c -> a -> b -> d')
      .replace('service d {}', `service d { ${traced} }`)
      .replace('service b {}', `service b { ${traced} }`),
    [],
  ],
  [
    'all but the middle',
    row('a b d', 'c -> a -> b -> d')
      .replace('service d {}', `service d { ${traced} }`)
      .replace('service a {}', `service a { ${traced} }`),
    ['info'],
  ],
  [
    'the middle of two ways is said once',
    `${row('a b d', 'c -> a -> b -> d').replace('service d {}', `service d { ${traced} }`).replace('service a {}', `service a { ${traced} }`)}\nclient e {}\ne -> a`,
    ['info'],
  ],
  ['a module counts once', row('a b d', 'c -> a -> b -> d').replace('service d {}', 'service d { part-of: a }'), []],
]);

it('names the longest way', () => {
  const [found] = linted(row('a b d e', 'c -> a -> b -> d -> e\nclient x {}\nx -> b')).of(
    'missing-distributed-tracing',
  );
  expect(found.message).toMatch(/^Requests pass through 4 services/);
  expect(found.subjects).toEqual(['a', 'b', 'd', 'e']);
  const [system] = linted(row('a b d', 'c -> a -> b -> d', 'system "Shop" {}\n')).of('missing-distributed-tracing');
  expect(system.subjects).toEqual(['system', 'a', 'b', 'd']);
  expect(system.fixes).toHaveLength(1);
});

cases('average-latency-slo', [
  [
    'of the system, for all its flows',
    'system { slo { latency.mean: 1s } }\nclient c {}\nflow f { from: c, rate: 1/s }\nservice s {}\nc -> s',
    ['warning'],
  ],
  ['nothing is promised', 'system {}\nservice s {}', []],
]);

cases('downtime-budget-mismatch', [
  [
    'of the system, for all its flows',
    'system { slo { availability: 99.9%, downtime: 1h } }\nclient c {}\nflow f { from: c, rate: 1/s }\nservice s {}\nc -> s',
    ['warning'],
  ],
  ['just within', 'system { slo { availability: 90%, downtime: 264384s } }', []],
  ['just beyond', 'system { slo { availability: 90%, downtime: 264385s } }', ['warning']],
  ['beyond is fine', 'system { slo { availability: 90%, downtime: 264385s } }', [], { tolerance: 0.03 }],
]);

cases('missing-monitoring', [
  ['without a system nobody knows', 'service s {}', []],
  ['production', 'system { maturity: production }\nservice s {}', ['info']],
]);

const logged = 'observability { logs: structured }';
const named = 'observability { logs: structured, correlation-id: yes }';
const through = (publisher: string, consumer: string, head = ''): string =>
  `${head}client c {}\nservice a { ${publisher} }\ntopic t {}\nworker b { ${consumer} }\nc -> a\na ~> t ~> b`;

cases('missing-distributed-tracing', [
  ['logs that name nothing', through(logged, logged), ['hint']],
  ['one side names the request', through(named, logged), ['hint']],
  ['both name it', through(named, named), []],
  ['both are traced', through(traced, traced), []],
  ['no logs on one side', through(logged, ''), []],
  ['no logs on the other', through('', logged), []],
  ['logs for all, on the system', through('', '', `system { ${logged} }\n`), ['hint']],
  ['names for all, on the system', through('', '', `system { ${named} }\n`), []],
  ['one deployable', through(logged, `${logged}, part-of: a`), []],
  ['only drawn', through(logged, `${logged}, future: yes`), []],
  ['of a modular monolith', through(logged, logged, 'system { architecture: modular-monolith }\n'), []],
  ['a sketch', through(logged, logged, 'system { maturity: sketch }\n'), []],
  ['too many services: that comes first', through(logged, logged), ['info'], { services: 2 }],
]);

it('names requests in the logs of both sides, or on the system', () => {
  const fix = (code: string) => fixed(code, linted(code).of('missing-distributed-tracing')[0].fixes[0]);
  expect(fix(through(logged, logged)).split('correlation-id: yes')).toHaveLength(3);
  expect(fix(through(named, logged)).split('correlation-id: yes')).toHaveLength(3);
  expect(fix(through('', '', `system { ${logged} }\n`))).toContain(`system { ${named} }`);
});
