import { describe, expect, it } from 'vitest';
import { everything, fixed, linted, underlined } from './linting.js';

/** What a rule says of a design, by severity, under settings of its options. */
type Case = readonly [
  title: string,
  code: string,
  severities: readonly string[],
  options?: Readonly<Record<string, unknown>>,
];

const web = 'client web {}\nservice api {}\nweb -> api\n';
const services = (count: number, more = ''): string =>
  Array.from({ length: count }, (_, i) => `service s${i} {${more}}`).join('\n');
const asked = (rest: string): string =>
  `client web {}\nflow f { from: web, op: read }\nservice api {}\nservice a {}\nservice b {}\nservice c {}\nweb -> api\n${rest}`;

const cases: Readonly<Record<string, readonly Case[]>> = {
  'orphan-component': [
    ['no link', `${web}cache c {}`, ['warning']],
    ['a client that does nothing', `${web}client phone {}\nflow f { from: phone }`, ['warning']],
    ['only expected of', `${web}service c { replicas: 2 }\nexpect c.utilisation < 1`, ['warning']],
    ['nothing is linked yet', 'cache c {}\nservice a {}', []],
    ['only drawn', `${web}cache c { future: yes }`, []],
    ['a mesh', `${web}mesh m {}`, []],
    ['a module', `${web}service m { part-of: api }`, []],
    ['what modules are part of', `${web}service whole {}\nservice m { part-of: whole }\nweb -> m`, []],
    ['the store of a limit', `${web}cache c {}\nservice d { rate-limit { store: c } }\nweb -> d`, []],
    ['a fallback', `${web}external x {}\nexternal y {}\napi -> x { fallback: y }`, []],
    ['a dead-letter queue', `${web}queue q {}\nworker w {}\nqueue d {}\napi ~> q\nq ~> w { dead-letter: d }`, []],
    ['nobody calls it', `${web}service b {}\nb -> api`, ['warning']],
    ['nobody calls it but itself', `${web}service b {}\nb -> b\nb -> api`, ['warning']],
    ['a flow starts at it', `${web}service b {}\nflow f { from: b, rate: 1/s }\nb -> api`, []],
    ['a worker starts by itself', `${web}worker b {}\nb -> api`, []],
    ['a scheduler', `${web}service b { role: scheduler }\nb -> api`, []],
    ['it asks a queue for work', `${web}service b {}\nqueue q {}\napi ~> q\nb -> q { op: read }`, []],
    ['a design without users', 'service a {}\nservice b {}\na -> b', []],
    ['something outside calls', `${web}external x {}\nx -> api { callback: yes }`, []],
  ],
  'layer-violation': [
    ['gateway to database', 'gateway g {}\ndatabase d {}\ng -> d', ['warning']],
    ['gateway to cache', 'gateway g {}\ncache c {}\ng -> c', []],
    ['a balancer inside', 'service a {}\nlb l {}\ndatabase d {}\na -> l -> d', []],
    ['a balancer of our own staff', 'client c { trusted: yes }\nlb l {}\ndatabase d {}\nc -> l -> d', ['warning']],
    ['the public is told elsewhere', 'client c {}\ngateway g {}\ndatabase d {}\nc -> g -> d', []],
    ['cdn to storage', 'client c {}\ncdn e {}\nstorage s {}\nc -> e -> s', []],
    ['data to business', 'service a {}\ndatabase d {}\nd -> a', ['warning']],
    ['data to business, captured', 'worker a {}\ndatabase d {}\nd ~> a { capture: cdc }', []],
    ['data to business, a callback', 'service a {}\nstorage d {}\nd -> a { callback: yes }', []],
    ['a cache that loads from a service', 'service a {}\ncache c {}\nc -> a', []],
    ['past the edge', 'client c {}\nlb l {}\nservice a {}\nc -> l -> a\nc -> a', ['warning']],
    ['no edge', 'client c {}\nservice a {}\nc -> a', []],
    ['an edge to something else', 'client c {}\nlb l {}\nservice a {}\nservice b {}\nc -> l -> b\nc -> a', []],
    ['past the edge, our own staff', 'client c { trusted: yes }\nlb l {}\nservice a {}\nc -> l -> a\nc -> a', []],
    [
      'past the edge with credentials',
      'client c {}\nlb l {}\nservice a {}\nc -> l -> a\nc -> a { auth { method: jwt } }',
      [],
    ],
    [
      'past the edge over a socket',
      'client c {}\nlb l {}\nservice a {}\nc -> l -> a\nc -> a { protocol: websocket }',
      [],
    ],
    [
      'past a gateway is told elsewhere',
      'client c {}\ngateway g { auth { method: jwt } }\nservice a {}\nc -> g -> a\nc -> a',
      [],
    ],
    ['up to the edge', 'client c {}\nlb l {}\nservice a {}\nservice b {}\nc -> l -> a\nb -> l', ['warning']],
    ['a balancer between services', 'service a {}\nlb l {}\nservice b {}\na -> l -> b', []],
    ['a circle is told elsewhere', 'client c {}\ngateway g {}\nservice a {}\nc -> g -> a -> g', []],
    ['only drawn', 'gateway g {}\ndatabase d { future: yes }\ng -> d', []],
  ],
  'premature-microservices': [
    ['five for nine', `system { team: 9 }\n${services(5)}`, ['info']],
    ['four for nine', `system { team: 9 }\n${services(4)}`, []],
    ['five for ten', `system { team: 10 }\n${services(5)}`, []],
    ['a larger limit', `system { team: 9 }\n${services(5)}`, [], { services: 6 }],
    ['microservices for nineteen', `system { team: 19, architecture: microservices }\n${services(2)}`, ['info']],
    ['microservices for twenty', `system { team: 20, architecture: microservices }\n${services(2)}`, []],
    ['more than one for each', `system { team: 25 }\n${services(26)}`, ['info']],
    ['one for each', `system { team: 25 }\n${services(25)}`, []],
    ['nobody knows the team', services(9), []],
    ['run by a provider', `system { team: 4 }\n${services(9, ' managed: yes ')}`, []],
    ['only drawn', `system { team: 4 }\n${services(9, ' future: yes ')}`, []],
    ['modules', `system { team: 4 }\nservice m {}\n${services(9, ' part-of: m ')}`, []],
  ],
  'chatty-services': [
    ['six calls', asked('api -> a { calls: 3 }\napi -> b { calls: 3 }'), ['info']],
    ['five calls', asked('api -> a { calls: 3 }\napi -> b { calls: 2 }'), []],
    ['a lower limit', asked('api -> a { calls: 3 }\napi -> b { calls: 2 }'), ['info'], { calls: 4 }],
    ['six at once', asked('api -> a { calls: 3, parallel: all }\napi -> b { calls: 3, parallel: all }'), []],
    ['in batches', asked('api -> a { calls: 8, batch: 8 }'), []],
    ['a loop is told elsewhere', asked('api -> a { calls: 11 }'), []],
    ['nobody waits', asked('api ~> a { calls: 8 }'), []],
    ['a share of the requests', asked('api -> a { calls: 8, share: 50% }'), []],
    ['stores', `${asked('')}database d {}\napi -> d { calls: 8 }`, []],
    ['in one process', `${asked('')}service m { part-of: api }\napi -> m { calls: 8 }`, []],
    ['no flow', 'service a {}\nservice b {}\na -> b { calls: 8 }', []],
    [
      'several flows, and nobody knows which',
      `${asked('api -> a { calls: 4 }\napi -> b { calls: 4 }')}\nflow g { from: web }`,
      [],
    ],
    [
      'several flows, one named',
      `${asked('api -> a { for: f, calls: 4 }\napi -> b { for: f, calls: 4 }')}\nflow g { from: web }`,
      ['info'],
    ],
    [
      'each flow its own',
      `${asked('api -> a { for: f, calls: 4 }\napi -> b { for: g, calls: 4 }')}\nflow g { from: web }`,
      [],
    ],
    ['only drawn', `${asked('')}service m { future: yes }\napi -> m { calls: 8 }`, []],
  ],
};

describe.each(Object.entries(cases))('%s', (rule, list) => {
  it.each(list.map((entry) => [entry[0], entry] as const))('%s', (_, [, code, severities, options]) => {
    const level = { 'orphan-component': 'warning', 'layer-violation': 'warning' }[rule] ?? 'info';
    const design = linted(code, options ? everything({ [rule]: [level, options] }) : everything());
    expect(design.model.problems.map(({ message }) => message)).toEqual([]);
    const found = design.of(rule);
    expect(found.map(({ severity }) => severity)).toEqual(severities);
    for (const finding of found) {
      expect(underlined(design, finding).trim()).not.toBe('');
      for (const fix of finding.fixes) {
        const after = linted(fixed(code, fix));
        expect(after.model.problems.map(({ message }) => message)).toEqual([]);
        expect(after.of(rule).length).toBeLessThan(found.length);
      }
    }
  });
});

describe('messages', () => {
  it.each([
    ['orphan-component', `${web}cache c {}`, '`c` is not connected to anything.'],
    [
      'orphan-component',
      `${web}service b {}\nb -> api`,
      'Nothing calls `b`: no request of a client, a job or a flow ever reaches it.',
    ],
    [
      'layer-violation',
      'gateway g {}\ndatabase d {}\ng -> d',
      '`g` (edge) reads and writes `d` (data) directly: no business tier is in between.',
    ],
    [
      'premature-microservices',
      `system { team: 4 }\n${services(6)}`,
      '6 services for 4 engineers: a modular monolith is cheaper to build and run until there are about 20.',
    ],
    [
      'chatty-services',
      asked('api -> a { calls: 3 }\napi -> b { calls: 3 }'),
      'One `f` makes 6 calls from `api` to `a` and `b`, one after the other.',
    ],
  ])('of %s', (rule, code, message) => {
    expect(
      linted(code)
        .of(rule)
        .map((finding) => finding.message),
    ).toEqual([message]);
  });
});
