import { describe, expect, it } from 'vitest';
import { applied, build } from './building.js';

/** A design that every line stands behind. */
const around = `client web { users: 1M }
service api { replicas: 3 }
database db { engine: postgres, table t { fields { id: id, at: timestamp }, row: 1KB } }
cache hot {}
topic bus {}
flow get { from: web, rate: 10/user/day, op: read }
param n = 3
`;

type Row = readonly [line: string, code: string, underlined: string, message: string | RegExp, ...fixed: string[]];

/** One mistake each: its code, what is underlined, the message, and the line after each of its fixes. */
const rows: readonly Row[] = [
  // names of properties, kinds, engines and values
  [
    'service a { replcas: 3 }',
    'unknown-property',
    'replcas',
    '`replcas` is not a property of a service; did you mean `replicas`?',
    'service a { replicas: 3 }',
  ],
  [
    'service a { qps: 100/s }',
    'unknown-property',
    'qps',
    '`qps` is not a property of a service; did you mean `capacity`?',
    'service a { capacity: 100/s }',
  ],
  ['web -> api { retry { backoff: none } }', 'unknown-property', 'retry', /did you mean `retries`\?$/],
  ['microservice a {}', 'unknown-kind', 'microservice', /did you mean `service`/, 'service a {}'],
  [
    'flow f { from: web, rate: 1/s, consistency: strong }',
    'wrong-type',
    'strong',
    /takes one of/,
    'flow f { from: web, rate: 1/s, consistency: linearizable }',
  ],
  [
    'database e { engine: postgresql }',
    'unknown-engine',
    'postgresql',
    /`postgres`/,
    'database e { engine: postgres }',
  ],
  [
    'web -> api { timout: 2s }',
    'unknown-property',
    'timout',
    '`timout` is not a property of a link; did you mean `timeout`?',
    'web -> api { timeout: 2s }',
  ],
  [
    'system "S" { slo { latency.p9: 5ms } }',
    'unknown-property',
    'latency.p9',
    /^`latency.p9` is not a property of `slo`/,
    'system "S" { slo { latency.p95: 5ms } }',
  ],
  [
    'gateway g { stages { tls: 5ms, ath: 3ms } }',
    'unknown-property',
    'ath',
    '`ath` is not a property of `stages`; did you mean `auth`?',
    'gateway g { stages { tls: 5ms, auth: 3ms } }',
  ],
  ['service a { users: 3 }', 'unknown-property', 'users', /it belongs on client\.$|not a property of a service/],
  [
    'servce a { replicas: 3 }',
    'unknown-kind',
    'servce',
    '`servce` is not a kind of component; did you mean `service`?',
    'service a { replicas: 3 }',
  ],
  ['banana c { replicas: 3 }', 'unknown-kind', 'banana', /the kinds are client, dns/],
  ['flw x { from: web, rate: 1/s }', 'unknown-kind', 'flw', /did you mean `flow`/, 'flow x { from: web, rate: 1/s }'],
  ['regon r { service a {} }', 'unknown-kind', 'regon', /did you mean `region`/, 'region r { service a {} }'],
  [
    'database e { tabel u { row: 1KB } }',
    'unknown-kind',
    'tabel',
    /did you mean `table`/,
    'database e { table u { row: 1KB } }',
  ],
  ['parm m = 3', 'unknown-kind', 'parm', '`parm` begins no statement; did you mean `param`?', 'param m = 3'],
  [
    'enigne e extends postgres { capacity: 1/s }',
    'unknown-kind',
    'enigne',
    /did you mean `engine`/,
    'engine e extends postgres { capacity: 1/s }',
  ],
  ['expct api.rate.peak < 3/s', 'unknown-kind', 'expct', /did you mean `expect`/, 'expect api.rate.peak < 3/s'],
  [
    'forbd any client -> any database',
    'unknown-kind',
    'forbd',
    /did you mean `forbid`/,
    'forbid any client -> any database',
  ],
  ['acept hot-key on api', 'unknown-kind', 'acept', /did you mean `accept`/, 'accept hot-key on api'],
  [
    'database d { engine: postgrs }',
    'unknown-engine',
    'postgrs',
    'No engine is called `postgrs`; did you mean `postgres`?',
    'database d { engine: postgres }',
  ],
  [
    'engine e extends postgress { }',
    'unknown-engine',
    'postgress',
    /did you mean `postgres`/,
    'engine e extends postgres { }',
  ],
  [
    'cache k { pattern: cash-aside }',
    'wrong-type',
    'cash-aside',
    /takes one of cache-aside, read-through/,
    'cache k { pattern: cache-aside }',
  ],
  ['cache k { eviction: LRU }', 'wrong-type', 'LRU', /but `LRU` is written/, 'cache k { eviction: lru }'],
  [
    'web -> api { jitter: ful }',
    'wrong-type',
    'ful',
    /takes one of none, equal, full, or a time/,
    'web -> api { jitter: full }',
  ],
  [
    'web -> api { fallback: ignor }',
    'wrong-type',
    'ignor',
    /or the name of a component/,
    'web -> api { fallback: ignore }',
  ],
  ['web -> api { tls: 1.4 }', 'wrong-type', '1.4', /takes one of 1.0, 1.1, 1.2, 1.3, no/],
  [
    'web -> api { backoff: exponental(1s, 2s) }',
    'wrong-type',
    'exponental(1s, 2s)',
    /constant\(t\), exponential\(base, cap\)/,
    'web -> api { backoff: exponential(1s, 2s) }',
  ],
  ['web -> api { backoff: exponential(1s) }', 'wrong-type', 'exponential(1s)', '`exponential` takes base and cap.'],
  // quantities
  [
    'service a { replicas: 2..10 }',
    'range-of-machines',
    '2..10',
    '`replicas` counts machines, so it takes one number; a range is an `autoscale`.',
    'service a { autoscale { min: 2, max: 10 } }',
  ],
  ['service a { replicas: 2.5 }', 'wrong-type', '2.5', '`replicas` takes a whole number.'],
  ['service a { replicas: 50% }', 'wrong-type', '50%', '`replicas` takes a whole number.'],
  ['service a { replicas: 0 }', 'out-of-range', '0', '`replicas` is at least 1, but `0` is written.'],
  [
    'service a { replicas: many }',
    'unknown-name',
    'many',
    'No `param` or `let` is called `many`; declare it: `param many = …`.',
  ],
  [
    'service a { latency: 5 }',
    'wrong-unit',
    '5',
    '`latency` takes a time, such as 2s, but `5` has no unit.',
    'service a { latency: 5ms }',
    'service a { latency: 5s }',
  ],
  [
    'service a { latency: 5m }',
    'wrong-unit',
    '5m',
    '`5m` could be minutes or months: write `5min` or `5mo`.',
    'service a { latency: 5min }',
  ],
  [
    'web -> api { timeout: 200MB }',
    'wrong-unit',
    '200MB',
    '`timeout` takes a time, such as 2s, but `200MB` is an amount of data.',
    'web -> api { timeout: 200ms }',
  ],
  [
    'service a { capacity: 4k }',
    'wrong-unit',
    '4k',
    '`capacity` takes a rate, such as 100/s, but `4k` has no unit.',
    'service a { capacity: 4k/s }',
  ],
  [
    'service a { availability: 99.9 }',
    'out-of-range',
    '99.9',
    '`availability` is at most 100%, but `99.9` is written.',
    'service a { availability: 99.9% }',
  ],
  [
    'client w { users: 1B }',
    'wrong-unit',
    '1B',
    '`users` takes a plain number, such as 3, but `1B` is an amount of data.',
    'client w { users: 1bn }',
  ],
  ['client w { users: 50% }', 'wrong-type', '50%', '`users` counts something, but `50%` is a share of it.'],
  [
    'client w { users: 10..5 }',
    'empty-range',
    '10..5',
    'The lower end of a range comes first.',
    'client w { users: 5..10 }',
  ],
  ['client w { users: 1M..5s }', 'wrong-unit', '1M..5s', 'Both ends of a range must be of the same kind.'],
  ['client w { users: 10.. }', 'incomplete-range', '10..', 'A range needs an upper end: `10..` and a value.'],
  [
    'flow f { from: web, rate: 10 }',
    'wrong-type',
    '10',
    /takes a rate, such as 100\/s, or a rate per user/,
    'flow f { from: web, rate: 10/s }',
    'flow f { from: web, rate: 10/user/day }',
  ],
  ['flow f { from: web, rate: 5s }', 'wrong-type', '5s', /but `5s` is written/, 'flow f { from: web, rate: 5/s }'],
  [
    'service a { price { replica: $5 } }',
    'wrong-unit',
    '$5',
    /takes money per month/,
    'service a { price { replica: $5/month } }',
  ],
  [
    'system "S" { calendar { month: 30 } }',
    'wrong-unit',
    '30',
    /`month` takes a time/,
    'system "S" { calendar { month: 30d } }',
    'system "S" { calendar { month: 30h } }',
  ],
  ['service a { drill { last: 2027-02-30 } }', 'wrong-type', '2027-02-30', /takes a date/],
  ['service a { because: word }', 'wrong-type', 'word', '`because` takes a text in quotes, but `word` is written.'],
  ['service a { slo: 99% }', 'wrong-type', '99%', '`slo` takes a block: `slo { … }`.'],
  ['service a { replicas }', 'missing-value', 'replicas', /needs a value, a whole number/],
  ['service a { flubber }', 'unfinished', 'flubber', '`flubber` alone says nothing.'],
  ['flow f { from: web, rate: 1/s, rate: 2/s }', 'repeated-property', 'rate', '`rate` stands twice in this block.'],
  // references
  [
    'flow f { from: wbe, rate: 1/s }',
    'unknown-name',
    'wbe',
    '`wbe` is not declared as a component; did you mean `web`?',
    'flow f { from: web, rate: 1/s }',
  ],
  ['flow f { of: api }', 'wrong-name', 'api', 'A flow is expected here, but `api` is a service.'],
  ['api -> dbb', 'unknown-name', 'dbb', /did you mean `db`/, 'api -> db'],
  [
    'api -> db.t',
    'wrong-name',
    'db.t',
    'A component is expected here, but `db.t` is a table: name `db`, and the table in `stores` or `reads`.',
    'api -> db',
  ],
  ['api -> get', 'wrong-name', 'get', 'A component is expected here, but `get` is a flow.'],
  ['api -> db { on-miss: db }', 'wrong-name', 'db', 'A cache is expected here, but `db` is a database.'],
  [
    'database e { table u { fields { author: id } key: auhtor } }',
    'unknown-field',
    'auhtor',
    '`u` has no field `auhtor`; did you mean `author`?',
    'database e { table u { fields { author: id } key: author } }',
  ],
  [
    'database e { table u { fields { a: id, a: int } } }',
    'duplicate-name',
    'a',
    '`a` is a field of this table already.',
  ],
  [
    'database e { table u { fields { a: txt(3B) } } }',
    'wrong-type',
    'txt(3B)',
    /text\(n\)/,
    'database e { table u { fields { a: text(3B) } } }',
  ],
  ['service api {}', 'duplicate-name', 'api', '`api` is declared already.'],
  ['mesh m { covers: [apii] }', 'unknown-name', 'apii', /a component or a group/, 'mesh m { covers: [api] }'],
  // links
  ['api ->', 'incomplete-link', '->', 'Who is called? Write a name after the arrow.'],
  ['api --> db', 'habit', '-->', 'A call is written `->`, a hand-over `~>`.', 'api -> db'],
  ['api <-> db', 'habit', '<->', /^A link has one direction/, 'api -> db'],
  ['web -> api -> db { calls: 3 }', 'ambiguous-hop', 'calls: 3', /on a chain of 2 hops does not say which hop/],
  // params and lets
  ['param x', 'missing-value', 'x', '`x` needs a value: `param x = …`.'],
  ['param x = 3 in 4', 'wrong-type', '4', 'A knob turns in a range: `in 1..10`.'],
  ['param x = 3 in 1s..2s', 'wrong-unit', '1s..2s', '`x` is a plain number, but its range is a time.'],
  ['let y = y', 'circular-value', 'y', 'The value of `y` depends on itself.'],
  ['let y = api', 'wrong-type', 'api', '`api` is not a number but a component.'],
  ['let y = 3 + 2s', 'wrong-unit', '3 + 2s', 'A plain number and a time cannot be added.'],
  ['let y = 3 / 0', 'wrong-unit', '3 / 0', 'This divides by zero.'],
  ['let y = "text"', 'wrong-type', '"text"', 'A number is expected here, not a text.'],
  // statements
  ['expect api.rate.peak', 'incomplete-expect', 'expect api.rate.peak', /^An expectation compares/],
  ['expect api.rate.peak == 3/s', 'habit', '==', /^Comparisons are/, 'expect api.rate.peak = 3/s'],
  ['expect api.rate.peak < 3/s within 5s', 'wrong-unit', '5s', /`within` takes a ratio/],
  ['accept', 'incomplete-accept', 'accept', /^Which rule\?/],
  ['accept hot-key on apii', 'unknown-name', 'apii', /did you mean `api`/, 'accept hot-key on api'],
  ['accept hot-key on api until 2027-13-45 "x"', 'wrong-type', '2027-13-45', /year-month-day/],
  [
    'forbid any cleint -> any database',
    'unknown-kind',
    'any cleint',
    '`cleint` is not a kind of component.',
    'forbid any client -> any database',
  ],
  ['forbid api', 'incomplete-forbid', 'forbid api', /^Who may not call whom/],
  ['forbid * -> db', 'habit', '*', 'Everything is written `any`.', 'forbid any -> db'],
  ['import "./nope.arch"', 'unknown-import', '"./nope.arch"', /^There is no file/],
  ['import', 'incomplete-import', 'import', /^What is imported\?/],
  [
    'saga s { step a compensate b { at: apii } }',
    'unknown-name',
    'apii',
    /did you mean `api`/,
    'saga s { step a compensate b { at: api } }',
  ],
  // places
  ['table u {}', 'misplaced', 'table u {}', /^A table belongs in the database/],
  ['query by id', 'misplaced', 'query by id', /belongs inside a `table/],
  ['step x', 'misplaced', 'step x', /belongs inside a `saga/],
  ['replicas: 3', 'misplaced', 'replicas', /belongs inside a block such as/],
  ['lonely', 'unfinished', 'lonely', /^`lonely` alone says nothing/],
  ['service { replicas: 3 }', 'missing-name', 'service', 'Give this service a name: `service my-service { … }`.'],
  ['system "A" {} system "B" {}', 'second-system', 'system "B" {}', /has one `system`/],
  ['flow p { of: q } flow q { of: p }', 'circular-value', 'p', '`q` is part of itself, so it has no rate.'],
  ['engine e extends e { }', 'circular-value', 'e', 'Engine `e` extends itself.'],
  ['-> api', 'syntax', '->', /./],
  ['{ }', 'syntax', '{', /./],
];

describe.each(rows)('%s', (line, code, underlined, message, ...fixed) => {
  const text = `${around}${line}\n`;
  const { problems } = build(text);

  it('is one mistake, told once, at its place', () => {
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    const [{ at, message: told }] = problems;
    expect(text.slice(at.offset, at.end)).toBe(underlined);
    if (typeof message === 'string') expect(told).toBe(message);
    else expect(told).toMatch(message);
  });

  it('is mended by its fixes', () => {
    const [problem] = problems;
    if (code === 'syntax') return;
    expect((problem.fixes ?? []).map((_, i) => applied(text, problem, i))).toEqual(
      fixed.map((after) => `${around}${after}\n`),
    );
    for (const after of fixed) expect(build(`${around}${after}\n`).problems).toEqual([]);
  });
});

describe('what survives a broken line', () => {
  it('a misspelt kind keeps its block and its links', () => {
    const model = build('client web {}\nservce api { replicas: 3 }\nweb -> api');
    expect(model.components.map(({ id, kind }) => [id, kind])).toEqual([
      ['web', 'client'],
      ['api', 'service'],
    ]);
    expect(model.links.map(({ id }) => id)).toEqual(['web->api']);
    expect(model.components[1].properties.replicas?.value).toBe(3);
  });

  it('what a misspelt keyword declares', () => {
    const text =
      'regon r { service a {} }\nparm n = 3\nflw f { from: a, rate: 1/s }\nservice b { replicas: n }\na -> b { for: f }';
    const model = build(text);
    expect(model.problems.map(({ code }) => code)).toEqual(['unknown-kind', 'unknown-kind', 'unknown-kind']);
    expect(model.groups[0].components.map(({ id }) => id)).toEqual(['a']);
    expect(model.components.find(({ id }) => id === 'b')?.properties.replicas?.value).toBe(3);
    const [flow] = model.flows;
    expect(model.textOf(flow.nameAt)).toBe('f');
    expect(model.textOf(flow.at)).toBe('flw f { from: a, rate: 1/s }');
    expect(model.textOf(model.params[0].nameAt)).toBe('n');
    expect(model.links[0].flows).toEqual([flow]);
  });

  it('the other properties of a block', () => {
    const model = build('service api { replcas: 3, latency: 5ms }');
    expect(model.components[0].properties.latency?.value).toBe(0.005);
  });

  it('the other files', () => {
    expect(build('import "./no.arch"\nservice a {}').components.map(({ id }) => id)).toEqual(['a']);
  });
});
