import { describe, expect, it } from 'vitest';
import { caSystemClaim } from '../../../language-server/src/rules/data/ca-system-claim.js';
import { consistencyMismatch } from '../../../language-server/src/rules/data/consistency-mismatch.js';
import { multiLeaderWithoutConflictResolution } from '../../../language-server/src/rules/data/multi-leader-without-conflict-resolution.js';
import { quorumNoFaultTolerance } from '../../../language-server/src/rules/data/quorum-no-fault-tolerance.js';
import { quorumNotOverlapping } from '../../../language-server/src/rules/data/quorum-not-overlapping.js';
import { replicationLagExceedsFreshness } from '../../../language-server/src/rules/data/replication-lag-exceeds-freshness.js';
import { sharedDatabase } from '../../../language-server/src/rules/data/shared-database.js';
import { staleReplicaRead } from '../../../language-server/src/rules/data/stale-replica-read.js';
import { writesToReplica } from '../../../language-server/src/rules/data/writes-to-replica.js';
import { applied, check, messages, pointedAt, said } from './checking.js';

type Case = readonly [title: string, code: string, severities: readonly string[]];

function cases(rule: Parameters<typeof messages>[1], list: readonly Case[]): void {
  it.each(list)('%s', (_, code, severities) => {
    expect(said(code, [rule])).toEqual(severities.map((severity) => `${rule.name} ${severity}`));
  });
}

describe('shared-database', () => {
  const two = 'service a {}\nservice b {}\ndatabase db {}\n';
  const both = 'a -> db { op: write }\nb -> db { op: write }\n';
  cases(sharedDatabase, [
    ['two writers', two + both, ['warning']],
    ['a monolith', `system "S" { architecture: modular-monolith }\n${two}${both}`, []],
    ['an architecture of services', `system "S" { architecture: microservices }\n${two}${both}`, ['warning']],
    [
      'modules of one deployable',
      `service s {}\nservice a { part-of: s }\nservice b { part-of: s }\ndatabase db {}\n${both}`,
      [],
    ],
    ['one owner', `service a { owner: "x" }\nservice b { owner: "x" }\ndatabase db {}\n${both}`, []],
    ['two owners', `service a { owner: "x" }\nworker b { owner: "y" }\ndatabase db {}\n${both}`, ['warning']],
    ['a worker beside a service', `service a {}\nworker b {}\ndatabase db {}\n${both}`, []],
    ['only drawn', `service a {}\nservice b { future: yes }\ndatabase db {}\n${both}`, []],
    ['one only reads', `${two}a -> db { op: write }\nb -> db { op: read }\n`, ['info']],
    [
      'one reads a read model',
      'service a {}\nservice b {}\ndatabase x {}\ndatabase db { derived-from: x }\na -> db { op: write }\nb -> db { op: read }\n',
      [],
    ],
    ['nobody says what they do', `${two}a -> db\nb -> db\n`, []],
    ['one moves the data', `${two}a -> db { op: write }\nb -> db { op: write, purpose: migration }\n`, ['info']],
    [
      'over balancers and poolers',
      `${two}service pool { role: pooler }\npool -> db\na -> pool\nb -> pool\nclient c {}\nflow f { from: c, op: write }\nc -> a\nc -> b\n`,
      ['warning'],
    ],
    [
      'reads a table nobody else writes',
      'service a {}\nservice b {}\ndatabase db { table t {}\n table u {} }\na -> db { stores: t }\nb -> db { reads: u }\n',
      [],
    ],
    [
      'one does not say which tables',
      'service a {}\nservice b {}\ndatabase db { table t {}\n table u {} }\na -> db { stores: t }\nb -> db { op: write }\n',
      ['warning'],
    ],
  ]);

  it('counts writers', () => {
    const three = `${two}service c {}\n${both}c -> db { op: write }\n`;
    expect(said(two + both, [sharedDatabase], { writers: 3 })).toEqual([]);
    expect(said(three, [sharedDatabase], { writers: 3 })).toEqual(['shared-database warning']);
    expect(messages(three, sharedDatabase)[0]).toContain('`a`, `b` and `c` all write `db`');
  });

  it('offers a database for each, or the way over the interface', () => {
    const code = `service a {}\nservice b {}\ndatabase db { engine: postgres }\n${both}`;
    const [finding] = check(code, [sharedDatabase]);
    expect(finding.fixes.map((fix) => applied(code, fix).split('\n').slice(2))).toEqual([
      [
        'database db { engine: postgres }',
        'database db-b { engine: postgres }',
        'a -> db { op: write }',
        'b -> db-b { op: write }',
        '',
      ],
      ['database db { engine: postgres }', 'a -> db { op: write }', 'b -> a { op: write }', ''],
    ]);
    expect(finding.subjects).toEqual(['db', 'a', 'b']);
  });
});

describe('consistency-mismatch', () => {
  const flow = (level: string, store: string, link = '', op = 'read') =>
    `client w {}\nflow f { from: w, op: ${op}, consistency: ${level} }\nservice a {}\n${store}\nw -> a\na -> db { ${link} }\n`;
  cases(consistencyMismatch, [
    ['weaker than asked', flow('linearizable', 'database db { consistency: session }'), ['error']],
    ['as strong as asked', flow('session', 'database db { consistency: session }'), []],
    ['unknown', flow('linearizable', 'database db {}'), []],
    [
      'the link asks for less',
      flow('linearizable', 'database db { consistency: session }', 'consistency: session'),
      [],
    ],
    [
      'the link asks for more',
      flow('eventual', 'database db { consistency: session }', 'consistency: causal'),
      ['error'],
    ],
    ['may be left out', flow('linearizable', 'database db { consistency: session }', 'fallback: ignore'), []],
    [
      'refuses when it fails',
      flow('linearizable', 'database db { consistency: session }', 'fallback: reject'),
      ['error'],
    ],
    ['an optional component', flow('linearizable', 'database db { consistency: session, criticality: optional }'), []],
    ['telemetry on the way', flow('linearizable', 'database db { consistency: session, holds: telemetry }'), []],
    [
      'a write into a read model',
      flow('linearizable', 'database x {}\ndatabase db { consistency: session, derived-from: x }', '', 'write'),
      [],
    ],
    [
      'a read of a read model',
      flow('linearizable', 'database x {}\ndatabase db { consistency: session, derived-from: x }'),
      ['error'],
    ],
    [
      'behind a hand-over',
      'client w {}\nflow f { from: w, op: write, consistency: linearizable }\nservice a {}\nqueue q {}\nworker v {}\ndatabase db { consistency: eventual }\nw -> a\na ~> q\nq ~> v\nv -> db\n',
      [],
    ],
    [
      'quorums that miss each other are another rule',
      flow(
        'session',
        'database db { consistency: eventual, replication-factor: 3, replication { write-quorum: 1, read-quorum: 1 } }',
      ),
      [],
    ],
    [
      'quorums that meet show one’s own writes',
      flow('session', 'database db { engine: cassandra, replication { write-quorum: 2, read-quorum: 2 } }'),
      [],
    ],
    [
      'but do not order',
      flow('linearizable', 'database db { engine: cassandra, replication { write-quorum: 2, read-quorum: 2 } }'),
      ['error'],
    ],
    ['a write-through cache for a session', flow('session', 'cache db { pattern: write-through }'), []],
    ['a write-behind cache for a session', flow('session', 'cache db { pattern: write-behind }'), ['error']],
    ['cache-aside is another rule', flow('linearizable', 'cache db { pattern: cache-aside }'), []],
    ['inventory', 'database db { consistency: causal, holds: inventory }\n', ['error']],
    [
      'a field with bookings',
      'database db { consistency: eventual, table t { fields { seat: id { holds: booking } } } }\n',
      ['error'],
    ],
    ['orders may lag', 'database db { consistency: eventual, holds: order }\n', []],
    ['sequential is an order', 'database db { consistency: sequential, holds: inventory }\n', []],
    ['with a reason', 'database db { consistency: eventual, holds: inventory, because: "counted every night" }\n', []],
    ['an index of it', 'database x {}\ndatabase db { consistency: eventual, holds: inventory, derived-from: x }\n', []],
    ['the flow says it is enough', flow('eventual', 'database db { consistency: eventual, holds: inventory }'), []],
    ['only drawn', 'database db { consistency: eventual, holds: inventory, future: yes }\n', []],
    ['an engine that gives it', 'database db { engine: postgres, holds: financial }\n', []],
    ['an engine that does not', 'database db { engine: dynamodb, holds: financial }\n', ['error']],
  ]);

  it('says what is asked, what is given and why', () => {
    const code = flow('linearizable', 'database db { engine: dynamodb }');
    const [finding] = check(code, [consistencyMismatch]);
    expect(finding.message).toBe(
      '`f` needs linearizable consistency, but `db` gives eventual: that is what Amazon DynamoDB gives unless it is asked for more.',
    );
    expect(applied(code, finding.fixes[0])).toContain('database db { engine: dynamodb, consistency: linearizable }');
  });
});

describe('stale-replica-read', () => {
  const design = (flow: string, link: string, store = 'replication { mode: async }') =>
    `client w {}\nflow s { from: w, op: upsert }\nflow f { from: w, op: read, ${flow} }\nservice a {}\ndatabase db { ${store} }\nw -> a\na -> db { for: s }\na -> db { for: f, ${link} }\n`;
  cases(staleReplicaRead, [
    ['needs its own writes', design('consistency: session', 'read-from: followers'), ['warning']],
    ['follows a write', design('after: s', 'read-from: any'), ['warning']],
    ['needs nothing', design('', 'read-from: followers'), []],
    ['eventual will do', design('after: s, consistency: eventual', 'read-from: followers'), []],
    ['from the leader', design('after: s', 'read-from: leader'), []],
    ['nothing says from where', design('after: s', 'timeout: 1s'), []],
    ['pinned', design('after: s', 'read-from: followers, pin-after-write: 1s'), []],
    ['synchronous', design('after: s', 'read-from: followers', 'replication { mode: sync, lag: 1ms }'), []],
    ['nothing says how', design('after: s', 'read-from: followers', 'replicas: 3'), []],
    [
      'half synchronous with a lag',
      design('after: s', 'read-from: followers', 'replication { mode: semi-sync, lag: 100ms }'),
      ['warning'],
    ],
    [
      'after a write elsewhere',
      design('after: s', 'read-from: followers').replace('a -> db { for: s }', 'a -> w2 { for: s }\nservice w2 {}'),
      [],
    ],
    ['a decision', design('purpose: reserve', 'read-from: followers'), ['error']],
    ['another purpose', design('purpose: status', 'read-from: followers'), []],
    ['a decision on a cache', 'service a {}\ncache c {}\na -> c { op: read, purpose: debit }\n', ['error']],
    [
      'a debit that also looks something up in a cache',
      'client w {}\nflow f { from: w, op: write, purpose: debit }\nservice a {}\ncache c {}\nw -> a\na -> c { op: read }\n',
      [],
    ],
    [
      'a read in a debit of something else',
      'client w {}\nflow f { from: w, op: write, purpose: debit }\nservice a {}\ndatabase db { replication { mode: async }\n table t {}\n table u {} }\nw -> a\na -> db { reads: u, read-from: followers }\na -> db { stores: t }\n',
      [],
    ],
    [
      'writes what it reads',
      'client w {}\nflow f { from: w, op: write }\nservice a {}\ndatabase db { replication { mode: async }, table t {} }\nw -> a\na -> db { reads: t, read-from: followers }\na -> db { stores: t }\n',
      ['warning'],
    ],
  ]);

  it('points at the copy, and pins for twice the lag', () => {
    const code = design('after: s', 'read-from: followers', 'replication { mode: async, lag: 200ms }');
    const [finding] = check(code, [staleReplicaRead]);
    expect(pointedAt(code, finding)).toBe('followers');
    expect(finding.message).toBe(
      '`f` follows right after `s`, but reads from a follower of `db`, which is 200ms behind: it may not see the last write.',
    );
    expect(applied(code, finding.fixes[0])).toContain('{ for: f, read-from: leader }');
    expect(applied(code, finding.fixes[1])).toContain('{ for: f, read-from: followers, pin-after-write: 400ms }');
    const unknown = design('after: s', 'read-from: followers');
    expect(applied(unknown, check(unknown, [staleReplicaRead], { lag: 1 })[0].fixes[1])).toContain(
      'pin-after-write: 2s',
    );
  });
});

describe('quorums', () => {
  const store = (more: string, write: number, read: number) =>
    `database db { replication-factor: 3, ${more}${more && ', '}replication { write-quorum: ${write}, read-quorum: ${read} } }\n`;
  cases(quorumNotOverlapping, [
    ['nothing is asked', store('', 1, 2), ['info']],
    ['session is asked', store('consistency: session', 1, 2), ['error']],
    ['eventual is asked', store('consistency: eventual', 1, 1), []],
    [
      'an engine is eventual unless asked',
      'database db { engine: cassandra, replication { write-quorum: 1, read-quorum: 1 } }\n',
      ['info'],
    ],
    ['they meet', store('consistency: session', 2, 2), []],
    ['copies unknown', 'database db { consistency: session, replication { write-quorum: 1, read-quorum: 1 } }\n', []],
    [
      'a quorum unknown',
      'database db { replication-factor: 3, consistency: session, replication { write-quorum: 1 } }\n',
      [],
    ],
    [
      'one leader',
      'database db { replication-factor: 3, consistency: session, replication { topology: single-leader, write-quorum: 1, read-quorum: 1 } }\n',
      [],
    ],
    ['two writes may miss each other', store('consistency: linearizable', 1, 3), ['info']],
    ['which a session does not mind', store('consistency: session', 1, 3), []],
    ['only drawn', store('future: yes', 1, 1), []],
  ]);

  it('shows the sum and writes majorities', () => {
    const code = store('consistency: session', 1, 2);
    const [finding] = check(code, [quorumNotOverlapping]);
    expect(finding.message).toBe(
      'In `db` W (1) + R (2) is not more than N (3): a read may ask only copies that have missed the latest write, although session consistency is asked for.',
    );
    expect(applied(code, finding.fixes[0])).toBe(store('consistency: session', 2, 2));
  });

  cases(quorumNoFaultTolerance, [
    ['all confirm writes', store('', 3, 1), ['warning']],
    ['all answer reads', store('', 1, 3), ['warning']],
    ['both', store('', 3, 3), ['warning', 'warning']],
    ['a majority', store('', 2, 2), []],
    ['one copy', 'database db { replication-factor: 1, replication { write-quorum: 1, read-quorum: 1 } }\n', []],
    ['two must agree', 'database db { replication-factor: 2, replication { topology: consensus } }\n', ['warning']],
    ['two with one leader', 'database db { replicas: 2, replication { topology: single-leader } }\n', []],
    ['four agree by three', 'database db { replicas: 4, replication { topology: consensus } }\n', []],
    ['a managed pair', 'database db { managed: yes, replicas: 2, replication { topology: consensus } }\n', []],
    ['more copies than nodes', 'database db { replicas: 2, replication-factor: 3 }\n', ['warning']],
    ['as many', 'database db { replicas: 3, replication-factor: 3 }\n', []],
    ['copies of the engine', 'database db { engine: cassandra, replicas: 1 }\n', []],
    ['only drawn', store('future: yes', 3, 3), []],
  ]);

  it('writes majorities on both sides', () => {
    const code = store('', 3, 1);
    const [finding] = check(code, [quorumNoFaultTolerance]);
    expect(finding.message).toBe('Every write of `db` needs all 3 copies: any single failure blocks it.');
    expect(applied(code, finding.fixes[0])).toBe(store('', 2, 2));
  });
});

describe('ca-system-claim', () => {
  const reads = 'service a {}\na -> db { op: read, read-from: followers }\n';
  cases(caSystemClaim, [
    ['two nodes', 'database db { cap: CA, replicas: 2 }\n', ['error']],
    ['two shards', 'database db { cap: CA, shards: 2 }\n', ['error']],
    ['two regions', 'region x {}\nregion y {}\ndatabase db { cap: CA, regions: [x, y] }\n', ['error']],
    ['two copies', 'database db { cap: CA, replication-factor: 2 }\n', ['error']],
    ['grows', 'database db { cap: CA, autoscale { min: 2, max: 4 } }\n', ['error']],
    ['one node', 'database db { cap: CA }\n', []],
    ['unsaid', 'database db { replicas: 2 }\n', []],
    ['drawn', 'database db { cap: CA, replicas: 2, future: yes }\n', []],
    ['CP with followers', `database db { cap: CP, replicas: 2, replication { mode: async } }\n${reads}`, ['warning']],
    ['CP, synchronous', `database db { cap: CP, replicas: 2, replication { mode: sync } }\n${reads}`, []],
    ['AP with followers', `database db { cap: AP, replicas: 2, replication { mode: async } }\n${reads}`, []],
    [
      'AP with quorums',
      'database db { cap: AP, replication-factor: 3, replication { write-quorum: 2, read-quorum: 2 } }\n',
      ['warning'],
    ],
    [
      'AP without',
      'database db { cap: AP, replication-factor: 3, replication { write-quorum: 1, read-quorum: 1 } }\n',
      [],
    ],
    [
      'the engine says CP',
      `database db { engine: aurora-postgres, replicas: 2, replication { mode: async } }\n${reads}`,
      [],
    ],
  ]);

  it('offers the side that it is on', () => {
    const [plain] = check('database db { cap: CA, replicas: 2 }\n', [caSystemClaim]);
    expect(plain.message).toContain('lies on 2 nodes');
    expect(plain.fixes.map(({ title }) => title.slice(0, 13))).toEqual(['Set `cap: CP`', 'Set `cap: AP`']);
    const [lagging] = check(`database db { cap: CA, replicas: 2, replication { mode: async } }\n${reads}`, [
      caSystemClaim,
    ]);
    expect(lagging.fixes.map(({ title }) => title.slice(0, 13))).toEqual(['Set `cap: AP`']);
  });
});

describe('writes-to-replica', () => {
  cases(writesToReplica, [
    ['a write', 'service a {}\ndatabase db {}\na -> db { op: delete, read-from: followers }\n', ['error']],
    ['a read', 'service a {}\ndatabase db {}\na -> db { op: read, read-from: followers }\n', []],
    ['unknown', 'service a {}\ndatabase db {}\na -> db { read-from: followers }\n', []],
    [
      'reads and writes',
      'client w {}\nflow r { from: w, op: read }\nflow s { from: w, op: write }\nservice a {}\ndatabase db {}\nw -> a\na -> db { read-from: followers }\n',
      [],
    ],
    ['by default', 'service a { defaults { read-from: followers } }\ndatabase db {}\na -> db { op: write }\n', []],
    [
      'leaderless',
      'service a {}\ndatabase db { replication { topology: leaderless } }\na -> db { op: write, read-from: followers }\n',
      [],
    ],
  ]);

  it('goes to the leader, safely where nothing is read', () => {
    const code = 'service a {}\ndatabase db {}\na -> db { op: write, read-from: followers }\n';
    const [finding] = check(code, [writesToReplica]);
    expect(finding.message).toBe('`a -> db` writes to a follower of `db`, which only repeats what its leader wrote.');
    expect([finding.fixes[0].safe, applied(code, finding.fixes[0]).includes('read-from: leader')]).toEqual([
      true,
      true,
    ]);
    const pool = check(writesToReplica.incorrect[1].code, [writesToReplica]);
    expect(pool.map(({ fixes }) => fixes[0].safe)).toEqual([false]);
  });
});

describe('multi-leader-without-conflict-resolution', () => {
  const store = (replication: string, more = '') =>
    `database db { ${more} replication { topology: multi-leader ${replication} } }\n`;
  cases(multiLeaderWithoutConflictResolution, [
    ['unset', store(''), ['error']],
    ['none', store(', conflict-resolution: none'), ['error']],
    ['merged', store(', conflict-resolution: version-vector'), []],
    ['the last one wins', store(', conflict-resolution: last-write-wins'), []],
    ['the last one wins over money', store(', conflict-resolution: last-write-wins', 'holds: financial,'), ['warning']],
    [
      'over stock in a table',
      store(', conflict-resolution: last-write-wins', 'table t { holds: inventory }\n'),
      ['warning'],
    ],
    ['money merged', store(', conflict-resolution: crdt', 'holds: financial,'), []],
    [
      'one of two tables without a home',
      store('', 'table t { fields { h: id }, home-region: h }\ntable u {}\n'),
      ['error'],
    ],
    ['consensus', 'database db { engine: spanner, replicas: 6 }\n', []],
    ['the engine settles them', 'database db { engine: couchdb, replicas: 6 }\n', []],
    ['drawn', store('', 'future: yes,'), []],
  ]);

  it('writes into the block that is there, and opens one where the engine says it', () => {
    const engine = 'engine e extends postgres { replication { topology: multi-leader } }\n';
    for (const [before, after] of [
      ['replication { topology: multi-leader }', 'replication { topology: multi-leader, conflict-resolution: crdt }'],
      ['engine: e, replication { lag: 1s }', 'engine: e, replication { lag: 1s, conflict-resolution: crdt }'],
      ['engine: e', 'engine: e, replication { conflict-resolution: crdt }'],
    ]) {
      const code = `${engine}database db { ${before} }\n`;
      const [finding] = check(code, [multiLeaderWithoutConflictResolution]);
      const mended = applied(code, finding.fixes[1]);
      expect(mended).toBe(`${engine}database db { ${after} }\n`);
      expect(check(mended, [multiLeaderWithoutConflictResolution])).toEqual([]);
    }
  });

  it('names the regions', () => {
    const { code } = multiLeaderWithoutConflictResolution.incorrect[0];
    expect(messages(code, multiLeaderWithoutConflictResolution)).toEqual([
      '`carts` accepts writes in `us` and `eu` at the same time, and nothing settles their conflicts: updates get lost.',
    ]);
  });
});

describe('replication-lag-exceeds-freshness', () => {
  const design = (replication: string, link: string, staleness = 'max-staleness: 1s') =>
    `client w {}\nflow f { from: w, op: read, ${staleness} }\nservice a {}\ndatabase db { replication-factor: 3, replication { ${replication} } }\nw -> a\na -> db { ${link} }\n`;
  cases(replicationLagExceedsFreshness, [
    ['just within', design('lag: 1s', 'read-from: followers'), []],
    ['just beyond', design('lag: 1001ms', 'read-from: followers'), ['warning']],
    ['from any', design('lag: 2s', 'read-from: any'), ['warning']],
    ['from the leader', design('lag: 2s', 'read-from: leader'), []],
    ['nobody says from where', design('lag: 2s', ''), []],
    ['several leaders', design('lag: 2s, topology: multi-leader', ''), ['warning']],
    ['quorums meet', design('lag: 2s, topology: leaderless, write-quorum: 2, read-quorum: 2', ''), []],
    ['quorums do not', design('lag: 2s, topology: leaderless, write-quorum: 1, read-quorum: 1', ''), ['warning']],
    ['no lag', design('mode: async', 'read-from: followers'), []],
    ['no tolerance', design('lag: 2s', 'read-from: followers', ''), []],
  ]);

  it('offers the leader, or more patience', () => {
    const code = design('lag: 2s', 'read-from: followers');
    const [finding] = check(code, [replicationLagExceedsFreshness]);
    expect(finding.message).toBe('`f` tolerates data 1s old, but what it reads from `db` may be 2s behind.');
    expect(applied(code, finding.fixes[0])).toBe(design('lag: 2s', 'read-from: leader'));
    expect(applied(code, finding.fixes[1])).toBe(design('lag: 2s', 'read-from: followers', 'max-staleness: 2s'));
  });
});
