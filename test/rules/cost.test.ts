import { expect, it } from 'vitest';
import { fixed, linted } from './linting.js';
import { cases, message } from './reliability/cases.js';

/** One request a second at peak, of the so many that one node can serve. */
const small = (service: string, head = '', client = 'users: 86_399', more = ''): string =>
  `${head}region a {}\nregion b {}\nclient c { ${client}, peak: 1x }\nflow f { from: c, rate: 86_400/day, op: read }\nservice s { capacity: 10/s, ${service} }\nc -> s\n${more}`;
const both = 'replicas: 2, regions: [a, b]';
const shards = (properties: string, table = ''): string =>
  small('replicas: 1', '', 'users: 99', `database d { capacity: 10/s, ${properties}${table} }\ns -> d\n`);
const services = (n: number, more = ''): string =>
  small(
    'replicas: 1',
    '',
    'users: 99',
    `${Array.from({ length: n - 1 }, (_, i) => `service t${i} {}\n`).join('')}${more}`,
  );

cases('over-engineering', [
  ['two regions', small(both), ['info']],
  ['as many users as the limit', small(both, '', 'users: 100k'), []],
  ['another limit', small(both, '', 'users: 100k'), ['info'], { users: 1e6 }],
  ['the users are not known', small(both, '', 'platform: ios'), []],
  ['a busy node', small(both).replace('capacity: 10/s', 'capacity: 3/s'), []],
  ['another share of a node', small(both), [], { load: 0.1 }],
  ['the capacity is not known', small(both).replace('capacity: 10/s, ', ''), []],
  ['residency', small(`${both}, residency: a`), []],
  ['it has to survive a region', small(both, 'system { survives: region }\n'), []],
  ['four nines', small(both, 'system { slo { availability: 99.99% } }\n'), []],
  ['three nines', small(both, 'system { slo { availability: 99.9% } }\n'), ['info']],
  ['another gate', small(both, 'system { slo { availability: 99.9% } }\n'), [], { availability: 0.999 }],
  ['users of a region', small(both, '', 'users: 99, regions: a'), []],
  ['a reason', small(`${both}, because: "sales asked for it"`), []],
  ['only drawn', small(`${both}, future: yes`), []],
  ['four shards', shards('replicas: 4, shards: 4'), ['info']],
  ['one shard', shards('replicas: 4, shards: 1'), []],
  ['shards with a reason', shards('replicas: 4, shards: 4, because: "soon"'), []],
  [
    'more data than a disk holds',
    shards('replicas: 4, shards: 4, storage: 1GB', ', table t { row: 1KB, rows: 9M }'),
    [],
  ],
  ['eleven services', services(11), ['info']],
  ['ten services', services(10), []],
  ['another number', services(10), ['info'], { services: 9 }],
  [
    'modules of one',
    services(11).replaceAll(' {}\nservice', ' { part-of: s }\nservice').replace('t9 {}', 't9 { part-of: s }'),
    [],
  ],
  ['a mesh', services(2, 'mesh m {}\n'), ['info']],
  ['a mesh with a reason', services(2, 'mesh m { because: "mtls" }\n'), []],
]);

it('says what it is for', () => {
  expect(message('over-engineering', shards('replicas: 4, shards: 4'))).toBe(
    'Cutting `d` into 4 shards for 99 users, whose peak would take 10% of one node, costs more than it brings.',
  );
});

/** 1,000 requests a second on average. */
const uneven = (service: string, peak = 'peak: 4x'): string =>
  `client c { users: 8.64M }\nflow f { from: c, rate: 10/user/day, op: read${peak && `, ${peak}`} }\nservice s { ${service} }\nc -> s`;

cases('static-peak-provisioning', [
  ['for four times the average', uneven('replicas: 8, capacity: 500/s, state: none'), ['hint']],
  ['thrice', uneven('replicas: 8, capacity: 500/s, state: none', 'peak: 3x'), ['hint']],
  ['less', uneven('replicas: 8, capacity: 500/s, state: none', 'peak: 2.9x'), []],
  ['another limit', uneven('replicas: 8, capacity: 500/s, state: none', 'peak: 2.9x'), ['hint'], { peak: 2.5 }],
  ['nobody says the peak', uneven('replicas: 8, capacity: 500/s, state: none', ''), []],
  ['it scales', uneven('replicas: 8, autoscale { min: 3, max: 8 }, capacity: 500/s, state: none'), []],
  ['three replicas', uneven('replicas: 3, capacity: 9k/s, state: none'), []],
  ['four', uneven('replicas: 4, capacity: 9k/s, state: none'), ['hint']],
  ['four are few', uneven('replicas: 4, capacity: 9k/s, state: none'), [], { replicas: 4 }],
  ['too few for the peak', uneven('replicas: 7, capacity: 500/s, state: none'), []],
  ['the average needs as many', uneven('replicas: 8, capacity: 500/s, state: none'), [], { target: 0.25 }],
  ['in memory', uneven('replicas: 8, capacity: 500/s, state: in-memory'), []],
  ['nobody knows', uneven('replicas: 8, capacity: 500/s'), []],
  ['the capacity is not known', uneven('replicas: 8, state: none'), []],
  ['connections decide', uneven('replicas: 8, capacity: 500/s, state: none, max-connections: 9k'), []],
  ['only drawn', uneven('replicas: 8, capacity: 500/s, state: none, future: yes'), []],
]);

it('suggests to scale between average and peak', () => {
  const code = uneven('replicas: 8, capacity: 500/s, state: none');
  const [finding] = linted(code).of('static-peak-provisioning');
  expect(finding.message).toBe('`s` runs 8 replicas all day for a peak of 4 times the average, which needs 4.');
  expect(fixed(code, finding.fixes[0])).toContain('autoscale { min: 4, max: 8 }');
});
