import { describe, expect, it } from 'vitest';
import { fixed, linted } from './linting.js';
import { cases, message } from './reliability/cases.js';

const calls = (link: string, caller = 'service s {}'): string =>
  `client c {}\nflow f { from: c }\nflow g { from: c }\n${caller}\nservice t {}\nservice u {}\nc -> s\n${link}`;

cases('chatty-services', [
  ['a gateway puts answers together', calls('s -> t { for: f, calls: 6 }', 'gateway s {}'), []],
  ['ten calls on a link', calls('s -> t { for: f, calls: 10 }'), ['info']],
  ['eleven calls are a loop', calls('s -> t { for: f, calls: 11 }'), []],
  ['exactly five', calls('s -> t { for: f, calls: 5 }'), []],
  ['another limit', calls('s -> t { for: f, calls: 5 }'), ['info'], { calls: 4 }],
  ['another loop', calls('s -> t { for: f, calls: 10 }'), [], { loop: 9 }],
  ['calls back', calls('s -> t { for: f, calls: 4 }\ns -> u { for: f, calls: 4, callback: yes }'), []],
]);

it.each([
  ['six calls of one', 's -> t { for: f, calls: 6 }', ['batch: 6', 'parallel: s']],
  [
    'one batch leaves few enough',
    's -> t { for: f, calls: 4 }\ns -> u { for: f, calls: 2 }',
    ['batch: 4', 'parallel: s'],
  ],
  ['a chain belongs to others too', `service v {}\n${'s -> t -> v { for: f }\n'.repeat(6)}`, []],
])('lets chatty services ask once, or at the same time: %s', (_, links, writes) => {
  const code = calls(links);
  const [{ fixes }] = linted(code).of('chatty-services');
  expect(fixes).toHaveLength(writes.length);
  for (const [i, fix] of fixes.entries()) {
    const text = fixed(code, fix);
    expect(text).toContain(writes[i]);
    expect(linted(text).model.problems).toEqual([]);
    expect(linted(text).of('chatty-services')).toEqual([]);
  }
});

it('tells of the flow with most calls', () => {
  expect(message('chatty-services', calls('s -> t { for: f, calls: 8 }\ns -> u { for: g, calls: 7 }'))).toContain(
    'One `f` makes 8 calls',
  );
  expect(message('chatty-services', calls('s -> t { for: f, calls: 7 }\ns -> u { for: g, calls: 8 }'))).toContain(
    'One `g` makes 8 calls',
  );
});

const three = (links: string, more = ''): string =>
  `client w {}\nflow f { from: w }\nflow g { from: w }\nservice c {}\nservice b {}\nservice a {}\n${more}${links}`;

cases('circular-dependency', [
  ['a store that asks back', 'service a {}\ncache b {}\na -> b\nb -> a', []],
  ['a store that asks itself', 'cache a {}\na -> a', []],
  ['one of them calls itself, too', 'service a {}\nservice b {}\na -> a\na -> b\nb -> a', ['info', 'error']],
  ['others are called on the way', three('a -> b\na -> c\nb -> a'), ['error']],
  ['others are called first', three('a -> c\na -> b\nb -> a'), ['error']],
  ['three of them', three('a -> b\nb -> c\nc -> a'), ['error']],
  ['two circles', three('a -> b\nb -> a\nc -> d\nd -> c', 'service d {}\n'), ['error', 'error']],
  ['events that all flows take', three('a ~> b\nb ~> a'), ['info']],
  ['events of one flow', three('a ~> b { for: f }\nb ~> a'), ['info']],
  ['events of two flows', three('a ~> b { for: f }\nb ~> a { for: g }'), []],
  ['events that share a flow', three('a ~> b { for: [f, g] }\nb ~> a { for: g }'), ['info']],
  ['events that share no flow all the way', three('a ~> b { for: f }\nb ~> c { for: [f, g] }\nc ~> a { for: g }'), []],
]);

it('goes round from the first in the text, by its own links', () => {
  expect(message('circular-dependency', three('a -> b\nb -> c\nc -> a'))).toContain('`c -> a -> b -> c` is a circle');
  const [finding] = linted(three('a -> c\na -> b\nb -> a')).of('circular-dependency');
  const text = three('a -> c\na -> b\nb -> a');
  expect(finding.related.map(({ at }) => text.slice(at.offset, at.end))).toEqual(['b -> a']);
});

const copy = (
  view: string,
  source = 'data-model: relational',
  fields = 'fields { a: id }',
  load = 'rate: 1/s',
): string =>
  `region eu {}\nregion us {}\nclient c {}\nflow r { from: c, ${load}, op: read }\nflow w { from: c, rate: 1/s, op: write }\nservice s {}\ndatabase d { ${source}, table t { ${fields} } }\ndatabase v { data-model: relational, ${view} }\nc -> s\ns -> d { for: w }\ns -> v { for: r }`;
const same = 'derived-from: d, table u { fields { a: id } }';

cases('cqrs-unjustified', [
  ['the same shape', copy(same), ['hint']],
  ['nobody knows how much is read', copy(same, undefined, undefined, 'peak: 3x'), []],
  ['no tables', copy('derived-from: d'), []],
  ['no fields on either side', copy('derived-from: d, table u { row: 8B }', undefined, 'row: 8B'), []],
  ['derived from itself', copy('derived-from: v, table u { fields { a: id } }'), []],
  ['in one of its regions', copy(`${same}, regions: [eu]`, 'data-model: relational, regions: [eu, us]'), []],
  ['in another region', copy(`${same}, regions: [eu]`, 'data-model: relational, regions: [us]'), []],
  ['in the same regions', copy(`${same}, regions: [eu, us]`, 'data-model: relational, regions: [us, eu]'), ['hint']],
]);

it('takes an address out where it stands', () => {
  const titles = (code: string) => linted(code).of('hardcoded-service-address')[0].fixes.length;
  const target = 'service b { replicas: 2 }';
  expect(titles(`service a {}\n${target}\na -> b { address: "10.0.1.5" }`)).toBe(1);
  expect(titles(`service a { defaults { address: "10.0.1.5" } }\n${target}\na -> b`)).toBe(0);
});

const tiers = (links: string, more = '', client = ''): string =>
  `client c {${client}}\ngateway g {}\nservice s {}\nservice t {}\n${more}${links}`;
const staff = ' trusted: yes ';

cases('layer-violation', [
  ['a gateway of the staff at a database', tiers('c -> g -> d', 'database d {}\n', staff), ['warning']],
  ['it only hands over', tiers('c -> g\ng ~> d', 'database d {}\n', staff), []],
  ['the staff themselves', tiers('c -> d', 'database d {}\n', staff), []],
  ['a call that is captured', 'database d {}\nservice s {}\nd -> s { capture: cdc }', []],
  ['a database calls a service', 'database d {}\nservice s {}\nd -> s', ['warning']],
  ['objects call a service', 'storage d {}\nservice s {}\nd -> s', ['warning']],
  ['a store follows another', 'database d {}\ndatabase e {}\nd -> e', []],
  ['around the door over HTTP', tiers('c -> g -> s\nc -> s { protocol: http }'), ['warning']],
  ['around the door over a socket', tiers('c -> g -> s\nc -> s { protocol: websocket }'), []],
  ['around the door with a certificate', tiers('c -> g -> s\nc -> s { mtls: yes }'), []],
  ['objects that the door leads to as well', tiers('c -> g -> d\nc -> d', 'storage d {}\n'), []],
  ['up to the door', tiers('c -> g -> s\nt -> g'), ['warning']],
  ['a job may come in like anybody', tiers('c -> g -> s\nj -> g', 'job j {}\n'), []],
  ['up to what keeps copies at the edge', tiers('c -> e -> s\nt -> e', 'cdn e {}\n'), []],
  ['a door to objects only', tiers('c -> g -> d\nt -> g', 'storage d {}\n'), []],
  ['a door further inside', tiers('c -> s -> g -> t\nu -> g', 'service u {}\n'), []],
  ['clients reach the door one day', tiers('c -> g -> s\nt -> g', '', ' future: yes '), []],
  ['a door that nobody comes in by', tiers('g -> s\nc -> s'), []],
  ['a door that is only drawn', tiers('c -> g -> s\nc -> s').replace('gateway g {}', 'gateway g { future: yes }'), []],
  ['a circle of calls is told of elsewhere', tiers('c -> g -> s\ns -> g'), []],
  ['what it hands over goes no circle', tiers('c -> g -> t\ng ~> s\ns -> g'), ['warning']],
  ['through a balancer and back', tiers('c -> l -> s\ns -> l', 'lb l {}\n'), ['warning']],
]);

describe('layer-violation', () => {
  const fixesOf = (code: string): string[] =>
    linted(code)
      .of('layer-violation')
      .flatMap(({ fixes }) => fixes.map(({ title }) => title));

  it('calls the service behind the door, where it is one and another', () => {
    expect(fixesOf(tiers('c -> g -> s\nt -> g\ng -> k', 'cache k { ttl: 1h }\n'))).toEqual(['Call `s` itself']);
    expect(fixesOf(tiers('c -> g -> s\nt -> g\ng -> u', 'service u {}\n'))).toEqual([]);
    expect(fixesOf(tiers('c -> l -> s\ns -> l', 'lb l {}\n'))).toEqual([]);
  });

  it('names the first of two doors', () => {
    const code = tiers('c -> g -> s\nc -> l -> s\nc -> s', 'lb l {}\n');
    expect(message('layer-violation', code)).toBe('`c` (client) calls `s` (business) directly, past `g` (edge).');
  });
});

it('puts an adapter only between links that stand alone', () => {
  const fixesOf = (links: string) =>
    linted(`service a {}\nservice b {}\nexternal erp {}\n${links}`).of('missing-anti-corruption-layer')[0].fixes.length;
  expect(fixesOf('a -> erp\nb -> erp')).toBe(1);
  expect(fixesOf('a -> b -> erp\na -> erp')).toBe(0);
});

const apps = (client: string, arrow = '->'): string =>
  ['ios', 'android', 'browser']
    .map(
      (platform, i) => `client c${i} { platform: ${platform} }\nc${i} ${arrow} a\nc${i} ${arrow} b\nc${i} ${arrow} d`,
    )
    .join('\n')
    .concat(`\nservice a {}\nservice b {}\nservice d {}\n${client}`);

cases('missing-bff', [
  ['a fourth that says nothing of itself', apps('client e {}\ne -> a\ne -> b\ne -> d'), ['hint']],
  ['events are put together by nobody', apps('', '~>'), []],
]);

const production = 'system { maturity: production }\n';

cases('missing-owner-or-rationale', [
  ['of all components once', `${production}service a {}\nservice b {}\ndatabase d {}`, ['hint']],
  [
    'one is accepted, the others are not',
    `${production}service a {}\nservice b {}\nservice c {}\naccept missing-owner-or-rationale on b "being sold"`,
    ['hint', 'hint'],
  ],
  [
    'a group is accepted',
    `${production}group g {\n  group h {\n    service a {}\n  }\n}\nservice b {}\naccept missing-owner-or-rationale on g "being sold"`,
    ['hint', 'hint'],
  ],
  [
    'another rule is accepted',
    `${production}service a {}\nservice b {}\nservice c {}\naccept orphan-component on b "being sold"`,
    ['hint'],
  ],
]);

describe('missing-owner-or-rationale', () => {
  const rule = 'missing-owner-or-rationale';
  const many = `${production}${Array.from({ length: 9 }, (_, i) => `service s${i} {}\n`).join('')}`;

  it('counts them, names the first few, and shows some', () => {
    const code = `${many}database d {}`;
    expect(message(rule, code)).toBe(
      'In production, 10 components have no `owner` (`s0`, `s1`, `s2`, `s3` and 6 more), and `d` has no written reason (`because`).',
    );
    expect(linted(code).of(rule)[0].related).toHaveLength(4);
    expect(linted(code).of(rule)[0].subjects).toHaveLength(10);
  });

  it('lets a team that is known own all of them, but gives no reasons', () => {
    const code = `${many}service t { owner: "checkout" }\n`;
    const [finding] = linted(code).of(rule);
    expect(finding.fixes.map(({ title }) => title)).toEqual(['Set `owner: "checkout"` on all 9']);
    expect(linted(fixed(code, finding.fixes[0])).of(rule)).toEqual([]);
    expect(linted(`${code}database d { owner: "checkout" }`).of(rule)[0].fixes).toEqual([]);
  });

  it('accepts only what is accepted', () => {
    const code = `${production}service a {}\nservice b {}\naccept missing-owner-or-rationale on b "being sold"`;
    expect(
      linted(code)
        .of(rule)
        .map(({ accepted }) => accepted !== undefined),
    ).toEqual([false, true]);
    expect(linted(code).of('acceptance-unused')).toEqual([]);
  });
});

const linked = (rest: string): string => `client w {}\nservice a {}\nw -> a\n${rest}`;

cases('orphan-component', [
  [
    'flows begin somewhere',
    'service a {}\nflow f { from: a }\nservice b {}\nservice c {}\na -> c\nb -> c',
    ['warning'],
  ],
  ['jobs begin somewhere', 'job j {}\nservice b {}\nservice c {}\nj -> c\nb -> c', ['warning']],
  ['nothing begins anywhere', 'service b {}\nservice c {}\nb -> c', []],
  ['a client that begins nothing', 'client w {}\nservice b {}\nservice c {}\nb -> c', ['warning']],
  ['not connected, but a flow begins there', linked('service b {}\nflow f { from: b }'), []],
  ['not called, but a flow begins there', linked('service b {}\nflow f { from: b }\nb -> a'), []],
  [
    'not called, but it stands in for another',
    linked('service b {}\nservice c {}\na -> c { fallback: b }\nb -> c'),
    [],
  ],
  ['a role that waits to be called', linked('service b { role: payment }\nb -> a'), ['warning']],
  ['a role that begins by itself', linked('service b { role: scheduler }\nb -> a'), []],
  ['part of it is only drawn', linked('service b {}\nservice c { future: yes }\nb -> c'), []],
  ['it only publishes', linked('service b {}\nqueue q {}\nworker v {}\nb ~> q ~> v'), ['warning']],
  ['it asks a topic for work', linked('service b {}\ntopic t {}\na ~> t\nb -> t'), []],
  ['it asks a queue for work', linked('service b {}\nqueue t {}\na ~> t\nb -> t'), []],
  ['it names only itself', linked('database d { audit: d }'), ['warning']],
  ['its table is named', linked('database d { table t {} }\ndatabase v { derived-from: t }\na -> v'), []],
  [
    'tests, and a mention behind them',
    linked('service b {}\nservice c {}\nexpect a.rate.peak < 9k/s\nexpect b.rate.peak < 9k/s\na -> c { fallback: b }'),
    [],
  ],
  [
    'a mention before tests of it',
    linked('service b {}\nservice c {}\na -> c { fallback: b }\nexpect b.rate.peak < 9k/s\nexpect c.rate.peak < 9k/s'),
    [],
  ],
  ['tests alone', linked('service b {}\nexpect a.rate.peak < 9k/s\nexpect b.rate.peak < 9k/s'), ['warning']],
]);

it('concludes nothing about what a misspelt link may have meant', () => {
  const design = linted('client w {}\nservice a {}\nservice b {}\nw -> a\na -> bb');
  expect(design.model.problems).toHaveLength(1);
  expect(design.of('orphan-component')).toEqual([]);
});

const team = (system: string, rest: string): string => `system { ${system} }\n${rest}`;
const of = (kind: string, n: number): string => Array.from({ length: n }, (_, i) => `${kind} x${i} {}`).join('\n');

cases('premature-microservices', [
  ['functions count', team('team: 4', of('function', 5)), ['info']],
  ['workers and stores do not', team('team: 4', `${of('worker', 5)}\n${of('database', 5).replaceAll('x', 'y')}`), []],
  ['one service is none too many', team('team: 15, architecture: microservices', of('service', 1)), []],
  ['two are', team('team: 15, architecture: microservices', of('service', 2)), ['info']],
  ['nobody knows the team', team('architecture: microservices', of('service', 9)), []],
  ['no system', of('service', 9), []],
]);

it('counts engineers of a monolith', () => {
  expect(message('oversized-monolith', team('team: 60, architecture: monolith', of('service', 1)))).toContain(
    '60 engineers',
  );
});

cases('premature-microservices', [
  ['nine engineers, five services', team('team: 9', of('service', 5)), ['info']],
  ['nine engineers, four services', team('team: 9', of('service', 4)), []],
  ['ten engineers, five services', team('team: 10', of('service', 5)), []],
  ['a larger team is small', team('team: 10', of('service', 5)), ['info'], { smallTeam: 11 }],
  ['four are many', team('team: 9', of('service', 4)), ['info'], { services: 4 }],
  ['nineteen engineers, microservices', team('team: 19, architecture: microservices', of('service', 2)), ['info']],
  ['twenty engineers, microservices', team('team: 20, architecture: microservices', of('service', 2)), []],
  [
    'microservices pay sooner',
    team('team: 19, architecture: microservices', of('service', 2)),
    [],
    { microservicesTeam: 19 },
  ],
  ['one for each engineer', team('team: 12', of('service', 12)), []],
  ['more than one for each', team('team: 12', of('service', 13)), ['info']],
  ['two for each are fine', team('team: 12', of('service', 13)), [], { perEngineer: 2 }],
]);

const rules = (target: string, link = 'm -> t', module = 'part-of: s, code-layer: domain'): string =>
  `service s {}\nservice m { ${module} }\n${target}\ns -> m\n${link}`;

cases('domain-depends-on-infrastructure', [
  ['a database', rules('database t {}'), ['warning']],
  ['a cache', rules('cache t {}'), ['warning']],
  ['a broker', rules('topic t {}', 'm ~> t'), ['warning']],
  ['somebody else', rules('external t {}'), ['warning']],
  ['an adapter', rules('service t { code-layer: adapter }'), ['warning']],
  ['a module of the outside', rules('service t { code-layer: infrastructure }'), ['warning']],
  ['another module of the domain', rules('service t { code-layer: domain }'), []],
  ['a use', rules('service t { code-layer: application }'), []],
  ['a service of no layer', rules('service t {}'), []],
  ['through an interface', rules('database t {}', 'm -> t { port: "Prices" }'), []],
  ['an adapter may', rules('database t {}', 'm -> t', 'part-of: s, code-layer: adapter'), []],
  ['a use may', rules('database t {}', 'm -> t', 'part-of: s, code-layer: application'), []],
  ['nobody says which layer', rules('database t {}', 'm -> t', 'part-of: s'), []],
  ['only drawn', rules('database t { future: yes }'), []],
]);

it('calls an interface by the name of what it stands for', () => {
  const fixesOf = (code: string) => linted(code).of('domain-depends-on-infrastructure')[0].fixes;
  const code = rules('database price-rows {}', 'm -> price-rows');
  expect(fixed(code, fixesOf(code)[0])).toContain('m -> price-rows { port: "PriceRows" }');
  expect(fixesOf(rules('lb t {}\nservice u {}', 'm -> t -> u'))).toEqual([]);
});
