import { describe, expect, it } from 'vitest';
import { everything, linted } from '../linting.js';
import { cases, message } from '../reliability/cases.js';

const titles = (rule: string, code: string): string[] =>
  linted(code)
    .of(rule)
    .flatMap(({ fixes }) => fixes.map(({ title }) => title));

/** So many reads a second at peak of which 10% are of one key. */
const hot = (perSecond: number, store: string, kind = 'database', op = 'read'): string =>
  `client c { peak: 1x }\nflow f { from: c, rate: ${perSecond}/s, op: ${op} }\nservice s {}\n${kind} d { capacity: 100/s, ${store} }\nc -> s -> d`;

cases('hot-key', [
  ['more than a node serves', hot(1001, 'skew: 10%'), ['warning']],
  ['as much as a node serves', hot(1000, 'skew: 10%'), []],
  ['only one of many asks', hot(1001, 'skew: 10%, stampede-protection: coalescing', 'cache'), []],
  ['many ask the cache', hot(1001, 'skew: 10%', 'cache'), ['warning']],
  ['its table spreads better', hot(1001, 'skew: 10%, table t { skew: 1% }'), []],
  ['one of its tables does something about it', hot(1001, 'skew: 10%, table t { hot-keys: salt(10) }'), []],
  ['nobody knows how much is read', hot(1001, 'skew: 10%').replace('rate: 1001/s, ', ''), []],
  ['nobody knows how much is written', `${hot(1001, 'skew: 10%')}\nflow g { from: c, op: write }`, []],
  ['four copies answer', hot(4000, 'replicas: 4, skew: 10%'), []],
  ['four copies are too few', hot(4001, 'replicas: 4, skew: 10%'), ['warning']],
  ['as many copies as autoscaling may reach', hot(4000, 'autoscale { max: 4 }, skew: 10%'), []],
  ['shards have a copy each', hot(1001, 'autoscale { max: 4 }, shards: 4, skew: 10%'), ['warning']],
  [
    'nobody knows how many copies there are',
    hot(1001, 'replicas: 4, skew: 10%, replication { topology: leaderless }'),
    ['warning'],
  ],
  ['writes go to each copy', hot(1001, 'replicas: 4, skew: 10%', 'database', 'write'), ['warning']],
  ['only drawn', hot(1001, 'skew: 10%, future: yes'), []],
]);

const measured = (store: string, link = '', kind = 'database'): string =>
  `client c {}\nflow f { from: c, rate: 1/s, op: write }\nservice s {}\n${kind} d { ${store} }\nc -> s\ns -> d { ${link} }`;

cases('missing-retention', [
  ['measurements for ever', measured('data-model: time-series, retention: forever'), ['info']],
  ['measurements for 90 days', measured('data-model: time-series, retention: 90d'), []],
  ['measurements for longer', measured('data-model: time-series, retention: 91d'), ['info']],
  ['another limit', measured('data-model: time-series, retention: 91d'), [], { rawDays: 91 }],
  [
    'the engine keeps them longer',
    `engine e { kinds: [database], data-model: time-series, retention: 1y }\n${measured('engine: e')}`,
    [],
  ],
  ['messages of measurements', measured('holds: telemetry', '', 'queue'), []],
  ['a stream', measured('partitions: 4', '', 'topic'), ['warning']],
  [
    'a stream of a product that may drop them',
    `engine e { kinds: [topic] }\n${measured('engine: e, partitions: 4', '', 'topic')}`,
    [],
  ],
  ['nobody writes there', 'service s {}\ndatabase d { holds: telemetry, table t {} }\ns -> d { op: read }', []],
  ['another table is written', measured('table t { holds: telemetry }\n table u {}', 'stores: u'), []],
  ['that table is written', measured('table t { holds: telemetry }\n table u {}', 'stores: t'), ['warning']],
  ['only drawn', measured('data-model: time-series, future: yes'), []],
]);

it('says by how much it grows', () => {
  expect(message('missing-retention', measured('table t { holds: telemetry, row: 1KB }'))).toContain(
    'grows by 86.4MB a day',
  );
  expect(message('missing-retention', measured('table t { holds: telemetry }'))).toContain('and grows without bound');
  expect(message('missing-retention', measured('data-model: time-series, retention: forever'))).toContain('for ever');
});

const calls = (link: string, target = 'service b {}', caller = '', arrow = '->'): string =>
  `service a {${caller}}\n${target}\na ${arrow} b { ${link} }`;

cases('n-plus-one-calls', [
  ['names', calls('calls: 20', 'dns b {}'), []],
  ['handed over', calls('calls: 20', undefined, '', '~>'), []],
  ['a cache', calls('calls: 20', 'cache b {}'), ['warning']],
]);

it('asks in one call, beside the number or where there is none', () => {
  const text = (code: string): string => {
    const [{ fixes }] = linted(code).of('n-plus-one-calls');
    return fixes[0].edits[0].text;
  };
  expect(text(calls('calls: 20'))).toContain('batch: 20');
  expect(linted(calls('calls: 20, batch: 1')).of('n-plus-one-calls')[0].fixes).toHaveLength(1);
});

const far = (links: string, system = '', store = 'database d { holds: counter, regions: [us, eu] }'): string =>
  `${system}region us {}\nregion eu {}\nclient c {}\nflow f { from: c, op: read, consistency: linearizable, slo { latency.p99: 80ms } }\nservice s {}\n${store}\nc -> s\n${links}`;

cases('over-strong-consistency', [
  ['a cache in two regions', far('s -> d', '', 'cache d { holds: counter, regions: [us, eu] }'), ['hint']],
  ['objects', far('s -> d', '', 'storage d { holds: counter, regions: [us, eu] }'), []],
  [
    'of two stores, said once',
    far(
      's -> d\ns -> e',
      '',
      'database d { holds: counter, regions: [us, eu] }\ndatabase e { holds: counter, regions: [us, eu] }',
    ),
    ['hint'],
  ],
  [
    'asked on a link, promised by the system',
    'system { slo { latency.p99: 80ms } }\nregion us {}\nregion eu {}\nservice s {}\ndatabase d { holds: counter, regions: [us, eu] }\ns -> d { op: read, consistency: linearizable }',
    ['hint'],
  ],
  [
    'asked on a link, nothing is promised',
    'region us {}\nregion eu {}\nservice s {}\ndatabase d { holds: counter, regions: [us, eu] }\ns -> d { op: read, consistency: linearizable }',
    [],
  ],
]);

const quorum = (settings: string, more = ''): string => `${more}database d { ${settings} }`;
const leaderless = (quorums: string): string => `replication { topology: leaderless, ${quorums} }`;

cases('quorum-no-fault-tolerance', [
  [
    'the quorums of the engine',
    quorum(
      'engine: e, replicas: 3, replication-factor: 3',
      `engine e { kinds: [database], ${leaderless('write-quorum: 3')} }\n`,
    ),
    [],
  ],
  ['a majority of two', quorum('replication-factor: 2, replicas: 4, replication { topology: consensus }'), ['warning']],
  ['a majority of three', quorum('replication-factor: 3, replicas: 4, replication { topology: consensus }'), []],
  [
    'two copies of the engine',
    quorum(
      'engine: e, replicas: 4',
      'engine e { kinds: [database], replication-factor: 2, replication { topology: consensus } }\n',
    ),
    [],
  ],
  ['two nodes that agree', quorum('replicas: 2, replication { topology: consensus }'), ['warning']],
  ['two shards', quorum('replicas: 2, shards: 2, replication { topology: consensus }'), []],
  ['two for now', quorum('replicas: 2, autoscale { min: 2, max: 5 }, replication { topology: consensus }'), []],
  ['two of a provider', quorum('replicas: 2, managed: yes, replication { topology: consensus }'), []],
  ['more copies than nodes', quorum('replicas: 2, replication-factor: 3'), ['warning']],
  ['more copies than nodes for now', quorum('replicas: 2, replication-factor: 3, autoscale { min: 2, max: 5 }'), []],
  ['more copies than a provider says', quorum('replicas: 2, replication-factor: 3, managed: yes'), []],
]);

const three = (quorums: string): string => `replicas: 3, replication-factor: 3, ${leaderless(quorums)}`;
const reading = (settings: string, flows: string, link = ''): string =>
  `client c {}\n${flows}\nservice s {}\ndatabase d { ${settings} }\nc -> s\ns -> d { ${link} }`;
const flow = (name: string, level: string): string => `flow ${name} { from: c, op: read, consistency: ${level} }\n`;

cases('quorum-not-overlapping', [
  ['only reads are said', quorum(three('read-quorum: 1')), []],
  ['only writes are said', quorum(three('write-quorum: 1')), []],
  [
    'the quorums of the engine',
    quorum(
      'engine: e, replicas: 3, replication-factor: 3',
      `engine e { kinds: [database], ${leaderless('write-quorum: 1, read-quorum: 1')} }\n`,
    ),
    [],
  ],
  ['writes that need not meet', reading(three('write-quorum: 1, read-quorum: 3'), flow('f', 'linearizable')), ['info']],
  ['writes that need not meet, and nobody asks', quorum(three('write-quorum: 1, read-quorum: 3')), []],
  [
    'writes that need not meet, for a session',
    reading(three('write-quorum: 1, read-quorum: 3'), flow('f', 'session')),
    [],
  ],
  ['both are a majority', reading(three('write-quorum: 2, read-quorum: 2'), flow('f', 'linearizable')), []],
  [
    'asked on a link',
    reading(three('write-quorum: 1, read-quorum: 1'), '', 'consistency: linearizable, op: read'),
    ['error'],
  ],
  [
    'the stronger of two comes first',
    reading(three('write-quorum: 1, read-quorum: 1'), flow('f', 'session') + flow('g', 'eventual')),
    ['error'],
  ],
  [
    'the stronger of two comes last',
    reading(three('write-quorum: 1, read-quorum: 1'), flow('f', 'eventual') + flow('g', 'session')),
    ['error'],
  ],
  [
    'one asks for nothing',
    reading(three('write-quorum: 1, read-quorum: 1'), `${flow('f', 'session')}flow g { from: c, op: read }\n`),
    ['error'],
  ],
  ['eventual is enough for all', reading(three('write-quorum: 1, read-quorum: 1'), flow('f', 'eventual')), []],
]);

it('mends reads where they are written', () => {
  const code = 'database d { replication { topology: leaderless, read-repair: no } }';
  expect(titles('read-repair-disabled', code)).toEqual(['Set `read-repair: yes`']);
  const engine = `engine e { kinds: [database], replication { topology: leaderless, read-repair: no } }\ndatabase d { engine: e }`;
  expect(linted(engine).of('read-repair-disabled')).toHaveLength(1);
  expect(titles('read-repair-disabled', engine)).toEqual([]);
});

const led = (reads: string, writes: string, link = 'read-from: leader', kind = 'database', more = ''): string =>
  `client c {}\nflow r { from: c, ${reads}op: read }\nflow w { from: c, ${writes}op: write }\nservice s {}\n${kind} d { replicas: 3 }\nc -> s\ns -> d { for: r, ${link} }\ns -> d { for: w }${more}`;

cases('reads-all-on-primary', [
  ['ten reads for each write', led('rate: 10/s, ', 'rate: 1/s, '), ['info']],
  ['objects', led('rate: 10/s, ', 'rate: 1/s, ', 'read-from: leader', 'storage'), []],
  ['nobody knows how much is written', led('rate: 10/s, ', ''), []],
  [
    'it also writes there, seldom',
    led('rate: 20/s, ', 'rate: 0/s, ', 'read-from: leader', 'database', '\ns -> d { for: r, op: write, share: 1% }'),
    [],
  ],
]);

const replicated = (own: string, engine = ''): string =>
  `engine e { kinds: [database]${engine && `, replication { ${engine} }`} }\ndatabase d { engine: e, replicas: 3, replication { ${own} } }`;

cases('replication-ack-contradiction', [
  ['waits for all', replicated('mode: async, acks: all'), ['warning']],
  ['waits for a quorum', replicated('mode: async, acks: quorum'), ['warning']],
  ['the mode of the engine', replicated('acks: all', 'mode: async'), []],
  ['the confirmation of the engine', replicated('mode: async', 'acks: all'), []],
  ['the lag of the engine', replicated('mode: sync', 'lag: 1s'), []],
  ['a lag of nothing', replicated('mode: sync, lag: 0s'), []],
  ['a lag', replicated('mode: sync, lag: 1ms'), ['warning']],
]);

const lagging = (flows: string, link = 'read-from: followers'): string =>
  `client c {}\n${flows}\nservice s {}\ndatabase d { replicas: 3, replication { topology: single-leader, lag: 1s } }\nc -> s\ns -> d { ${link} }`;

cases('replication-lag-exceeds-freshness', [
  [
    'the first tolerates less',
    lagging('flow f { from: c, op: read, max-staleness: 500ms }\nflow g { from: c, op: read, max-staleness: 9s }'),
    ['warning'],
  ],
  [
    'the second tolerates less',
    lagging('flow f { from: c, op: read, max-staleness: 9s }\nflow g { from: c, op: read, max-staleness: 500ms }'),
    ['warning'],
  ],
  [
    'both tolerate more',
    lagging('flow f { from: c, op: read, max-staleness: 9s }\nflow g { from: c, op: read, max-staleness: 2s }'),
    [],
  ],
  ['just as old', lagging('flow f { from: c, op: read, max-staleness: 1s }'), []],
  ['what it writes is not old', lagging('flow f { from: c, op: write, max-staleness: 500ms }'), []],
  [
    'one does not say',
    lagging('flow f { from: c, op: read }\nflow g { from: c, op: read, max-staleness: 500ms }'),
    ['warning'],
  ],
]);

it('names the flow that tolerates least', () => {
  const two = lagging(
    'flow f { from: c, op: read, max-staleness: 800ms }\nflow g { from: c, op: read, max-staleness: 500ms }',
  );
  expect(message('replication-lag-exceeds-freshness', two)).toContain('`g` tolerates data 500ms old');
});

const stale = (link: string, flows: string, more = '', replication = 'mode: async'): string =>
  `client c {}\n${flows}\nservice s {}\ndatabase d { replicas: 3, replication { ${replication} } }\nc -> s\ns -> d { read-from: followers${link} }${more}`;

cases('stale-replica-read', [
  [
    'a debit that is written into a cache',
    'service s {}\ncache d { ttl: 1h }\ns -> d { op: write, purpose: debit }',
    [],
  ],
  ['a debit that a cache decides', 'service s {}\ncache d { ttl: 1h }\ns -> d { op: read, purpose: debit }', ['error']],
  [
    'one that may be old',
    'service s {}\ncache d { ttl: 1h }\ns -> d { op: read, purpose: debit, consistency: eventual }',
    [],
  ],
  ['writes ask no follower', stale('', 'flow f { from: c, op: write, consistency: linearizable }'), []],
  ['writes what it reads', stale(', op: read', 'flow f { from: c, op: write }', '\ns -> d { op: write }'), ['warning']],
  [
    'debits what it reads',
    stale(', op: read', 'flow f { from: c, op: write, purpose: debit }', '\ns -> d { op: write }'),
    ['error'],
  ],
  [
    'debits something else',
    stale(', op: read', 'flow f { from: c, op: write, purpose: debit, consistency: session }'),
    ['warning'],
  ],
  [
    'a decision beside another read',
    stale('', 'flow f { from: c, op: read, consistency: session }\nflow g { from: c, op: read, purpose: debit }'),
    ['error'],
  ],
  [
    'nobody leads',
    stale('', 'flow f { from: c, op: read, consistency: session }', '', 'topology: leaderless, lag: 1s'),
    [],
  ],
  [
    'somebody leads, behind',
    stale('', 'flow f { from: c, op: read, consistency: session }', '', 'topology: single-leader, lag: 1s'),
    ['warning'],
  ],
  [
    'no flow',
    'service s {}\ndatabase d { replicas: 3, replication { mode: async } }\ns -> d { op: read, read-from: followers }',
    [],
  ],
]);

const shared = (links: string, head = ''): string =>
  `${head}service a {}\nservice b {}\nservice x {}\ndatabase d {}\n${links}`;
const w = '{ op: write }';

cases('shared-database', [
  ['a monolith', shared(`a -> d ${w}\nb -> d ${w}`, 'system { architecture: monolith }\n'), []],
  ['one writes and reads apart', shared(`a -> d ${w}\na -> d { op: read }\nb -> d ${w}`), ['warning']],
  ['nobody knows what the other does', shared(`a -> d ${w}\nb -> d`), []],
  ['over a balancer', shared(`a -> l\nb -> l\nl -> d ${w}`, 'lb l {}\n'), ['warning']],
  ['over a name', shared(`a -> l\nb -> l\nl -> d ${w}`, 'dns l {}\n'), ['warning']],
  ['over a pooler', shared(`a -> l\nb -> l\nl -> d ${w}`, 'service l { role: pooler }\n'), ['warning']],
  ['over a service of its own', shared(`a -> l\nb -> l\nl -> d ${w}`, 'service l {}\n'), []],
  ['a gateway is no owner', shared(`a -> d ${w}\ng -> d ${w}`, 'gateway g {}\n'), []],
  [
    'only one of them writes over the pooler',
    'client c {}\nflow f { from: c, op: write }\nflow g { from: c, op: write }\nservice a {}\nservice b {}\nservice l { role: pooler }\ndatabase d {}\nc -> a\nc -> b\na -> l { for: f }\nb -> l { for: g }\nl -> d { for: f }',
    [],
  ],
  [
    'a move',
    'client c {}\nflow f { from: c, op: write, purpose: migration }\nservice a {}\nservice b {}\ndatabase d {}\nc -> a -> d\nb -> d { op: write }',
    ['info'],
  ],
  ['three are asked for', shared(`a -> d ${w}\nb -> d ${w}`), [], { writers: 3 }],
  ['three', shared(`a -> d ${w}\nb -> d ${w}\nx -> d ${w}`), ['warning'], { writers: 3 }],
]);

const tables = (links: string, more = ''): string =>
  `service a {}\nservice b {}\nservice x {}\n${more}database d { table t {}\n table u {} }\n${links}`;

cases('shared-database', [
  [
    'each writes its own, and a third reads',
    tables('a -> d { stores: t }\nb -> d { stores: u }\nx -> d { reads: u }'),
    [],
  ],
  ['reads what the other does not write', tables('a -> d { stores: t }\nb -> d { reads: u }'), []],
  ['reads what the other writes', tables('a -> d { stores: t }\nb -> d { reads: [u, t] }'), ['info']],
  ['reads nobody knows what', tables('a -> d { stores: t }\nb -> d { op: read }'), ['info']],
  ['writes nobody knows what', tables('a -> d { op: write }\nb -> d { reads: u }'), ['info']],
  [
    'a worker of another team reads',
    'service a { owner: "x" }\nworker b { owner: "y" }\ndatabase d {}\na -> d { op: write }\nb -> d { op: read }',
    [],
  ],
]);

describe('shared-database', () => {
  it('counts those who read what another owns', () => {
    const code = shared(`a -> d ${w}\nb -> d { op: read }\nx -> d { op: read }`);
    expect(message('shared-database', code)).toContain('`b` and `x` read `d`, which `a` owns');
    expect(message('shared-database', shared(`a -> d ${w}\nb -> d { op: read }`))).toContain('`b` reads `d`');
  });
});

cases('writes-to-replica', [
  [
    'a balancer of followers, for reads',
    'lb l {}\ndatabase d { replicas: 3 }\nl -> d { op: read, read-from: followers }',
    [],
  ],
  [
    'a balancer of followers, for writes',
    'lb l {}\ndatabase d { replicas: 3 }\nl -> d { op: write, read-from: followers }',
    ['error'],
  ],
]);

it('names the flow that writes, or the link that says so', () => {
  const said = (op: string, link: string): string =>
    message(
      'writes-to-replica',
      `client c {}\nflow f { from: c${op} }\nservice s {}\ndatabase d { replicas: 3 }\nc -> s\ns -> d { read-from: followers${link} }`,
    );
  expect(said(', op: write', '')).toMatch(/^`f` writes to a follower/);
  expect(said(', op: read', ', op: write')).toMatch(/^`s -> d` writes to a follower/);
});

it('allows answers to be as old as the configuration says', () => {
  const configuration = everything({ 'over-strong-consistency': ['hint', { staleness: '2s' }] });
  const [finding] = linted(far('s -> d'), configuration).of('over-strong-consistency');
  expect(finding.fixes[0].title).toContain('max-staleness: 2s');
});
