import { describe, expect, it } from 'vitest';
import { advised, decided, gathered, testDecisions } from './advising.js';

testDecisions({
  consistency: [
    [{ loss: true }, 'linearizable'],
    [{ loss: true, causal: true, session: true }, 'linearizable'],
    [{ loss: false, causal: true }, 'causal'],
    [{ loss: false, causal: false, session: true }, 'session'],
    [{ loss: false, causal: false, session: false }, 'eventual'],
    [{}, { need: ['loss', 'causal', 'session'] }],
    [{ causal: true }, { need: ['loss'] }],
    [{ loss: false, causal: false }, { need: ['session'] }],
  ],
  cap: [
    [{ spread: false }, 'neither'],
    [{ spread: true, strict: true }, 'CP'],
    [{ spread: true, strict: false }, 'AP'],
    [{ spread: true }, { need: ['strict'] }],
    [{ strict: false }, { need: ['spread'] }],
    [{}, { need: ['spread', 'strict'] }],
  ],
  pacelc: [
    [{ strict: true }, 'PC/EC'],
    [{ strict: false, swift: true }, 'PA/EL'],
    [{ strict: false, swift: false }, 'PA/EC'],
    [{ strict: false }, { need: ['swift'] }],
    [{ swift: true }, { need: ['strict'] }],
  ],
  'replication-topology': [
    [{ writingRegions: 2, strict: true }, 'consensus'],
    [{ writingRegions: 2, strict: false, mergeable: true }, 'multi-leader'],
    [{ writingRegions: 1, strict: true, tunable: false }, 'single-leader'],
    [{ writingRegions: 1, tunable: true }, 'leaderless'],
    [{ writingRegions: 3, strict: false, mergeable: false, tunable: false }, 'single-leader'],
    [{ writingRegions: 1 }, { need: ['tunable'] }],
    [{ strict: true, tunable: false }, { need: ['writingRegions', 'mergeable'] }],
    [{ writingRegions: 2, strict: false, tunable: false }, { need: ['mergeable'] }],
  ],
  'transaction-pattern': [
    [{ stores: 1, messages: true, steps: 1 }, 'an outbox'],
    [{ stores: 1, messages: false, steps: 1 }, 'a local transaction'],
    [{ stores: 2, messages: false, steps: 2, oneCluster: true }, 'the database’s own distributed transaction'],
    [{ stores: 2, messages: false, steps: 2, oneCluster: false, mayBlock: true }, 'two-phase commit'],
    [{ stores: 2, messages: false, steps: 3, oneCluster: false, mayBlock: false }, 'a saga by choreography'],
    [{ stores: 2, messages: false, steps: 4, oneCluster: false, mayBlock: false }, 'a saga by choreography'],
    [{ stores: 2, messages: true, steps: 5, oneCluster: false, mayBlock: false }, 'a saga by orchestration'],
    [
      { stores: 2, messages: true, steps: 3, oneCluster: false, mayBlock: false },
      'a saga by orchestration',
      { 'transaction-pattern.choreography-up-to': 2 },
    ],
    [{ stores: 2, messages: false, steps: 3 }, { need: ['oneCluster', 'mayBlock'] }],
    [{ stores: 1 }, { need: ['messages'] }],
  ],
});

const store = (flow: string, holds: string): string => `client web {}
flow look { from: web, op: read${flow} }
service api {}
database db { engine: postgres${holds} }
web -> api -> db
`;

describe('consistency reads', () => {
  it('what the store holds, and what is asked of it', () => {
    expect(gathered(store('', ', holds: [inventory]'), 'db', 'consistency')).toEqual({ loss: true });
    expect(gathered(store('', ', holds: [pii]'), 'db', 'consistency')).toEqual({ loss: false });
    expect(gathered(store(', consistency: linearizable', ''), 'db', 'consistency')).toMatchObject({ loss: true });
    expect(gathered(store('', ''), 'db', 'consistency')).toEqual({});
  });

  it('what its readers bear', () => {
    expect(gathered(store(', max-staleness: 10s', ''), 'db', 'consistency')).toEqual({
      loss: false,
      causal: false,
      session: false,
      staleness: 10,
    });
    expect(gathered(store(', consistency: session', ''), 'db', 'consistency')).toMatchObject({ session: true });
    expect(gathered(store(', consistency: causal', ''), 'db', 'consistency')).toMatchObject({ causal: true });
  });

  it('a payment, whatever the store is said to hold', () => {
    const text = store(', purpose: reserve', '').replace('op: read', 'op: write');
    expect(gathered(text, 'db', 'consistency')).toMatchObject({ loss: true });
  });
});

describe('consistency says', () => {
  it('that a stronger store serves as well', () => {
    expect(advised(store(', consistency: eventual', ''), 'db', 'consistency')).toMatchObject({
      verdict: 'agrees',
      choice: 'eventual',
      present: ['linearizable'],
    });
  });

  it('that a weaker one does not', () => {
    const text = store('', ', holds: financial').replace('postgres', 'cassandra');
    expect(advised(text, 'db', 'consistency')).toMatchObject({ verdict: 'differs', choice: 'linearizable' });
  });

  it('which property would tell, and what each answer would choose', () => {
    const advice = advised(store('', ''), 'db', 'consistency')!;
    expect(advice.verdict).toBe('fits');
    expect(advice.need.map(({ write }) => write)).toEqual([
      '`holds` of `db`',
      '`consistency` of `look`',
      '`consistency` of `look`',
    ]);
    expect(advice.alternatives.map(({ choice }) => choice)).toEqual(['linearizable', 'causal', 'session', 'eventual']);
  });

  it('nothing of a read model', () => {
    expect(advised(`${store('', '')}database index { derived-from: db }\n`, 'index', 'consistency')).toBeUndefined();
  });

  it('how the levels are ranked', () => {
    expect(decided('consistency', { loss: false, causal: true }).conflicts[0]).toMatch(/In theory/);
  });
});

const regional = (more: string, replication: string): string => `region us { service a {} }
region eu { service b {} }
database db { engine: postgres, replicas: 4${more}, replication { ${replication} } }
a -> db { op: write }
b -> db { op: write }
`;

describe('cap and pacelc read', () => {
  it('how many nodes there are', () => {
    expect(gathered('database db { replicas: 1 }', 'db', 'cap')).toEqual({ spread: false });
    expect(gathered('database db { replicas: 3 }', 'db', 'cap')).toEqual({ spread: true });
    expect(gathered('database db { shards: 4 }', 'db', 'cap')).toEqual({ spread: true });
    expect(gathered('database db {}', 'db', 'cap')).toEqual({});
  });

  it('what is promised to those who wait', () => {
    const text = store(', slo { latency.p99: 200ms }', ', replicas: 3, holds: [pii]');
    expect(gathered(text, 'db', 'pacelc')).toEqual({ strict: false, swift: true });
    expect(advised(text, 'db', 'pacelc')).toMatchObject({ verdict: 'agrees', choice: 'PA/EL', present: ['PC/EC'] });
  });

  it('the side from who takes the writes', () => {
    const text = 'database db { replicas: 3, holds: [inventory], replication { topology: leaderless } }';
    expect(advised(text, 'db', 'cap')).toMatchObject({ verdict: 'differs', choice: 'CP', present: ['AP'] });
    expect(advised('database db { replicas: 1, cap: CA }', 'db', 'cap')).toMatchObject({
      choice: 'neither',
    });
  });
});

describe('replication-topology', () => {
  it('reads from where it is written, and what becomes of conflicts', () => {
    const text = regional(', holds: [pii]', 'conflict-resolution: crdt');
    expect(gathered(text, 'db', 'replication-topology')).toEqual({
      writingRegions: 2,
      strict: false,
      mergeable: true,
      tunable: false,
    });
    expect(advised(text, 'db', 'replication-topology')).toMatchObject({
      verdict: 'differs',
      choice: 'multi-leader',
      present: ['single-leader'],
    });
  });

  it('counts one writer where each row has a home', () => {
    const text = `${regional('', 'topology: single-leader')}`.replace(
      ', replication',
      ', table t { fields { home: id }, home-region: home }, replication',
    );
    expect(gathered(text, 'db', 'replication-topology')).toMatchObject({ writingRegions: 1 });
  });

  it('lets a store that agrees on each write take money from everywhere', () => {
    expect(advised(regional(', holds: financial', 'topology: consensus'), 'db', 'replication-topology')).toMatchObject({
      verdict: 'agrees',
    });
  });
});

const booking = (more: string, links: string): string => `client web {}
flow book { from: web, op: write }
service api {}
database seats { engine: postgres }
${more}
web -> api
api -> seats
${links}
`;

describe('transaction-pattern', () => {
  it('reads which stores a flow writes, and who hears of it', () => {
    expect(gathered(booking('', ''), 'book', 'transaction-pattern')).toEqual({ stores: 1, messages: false, steps: 1 });
    const told = booking('topic booked {}', 'api ~> booked');
    expect(gathered(told, 'book', 'transaction-pattern')).toMatchObject({ stores: 1, messages: true });
    expect(advised(told, 'book', 'transaction-pattern')).toMatchObject({ verdict: 'unsaid', choice: 'an outbox' });
    const casual = booking('topic booked { holds: telemetry }', 'api ~> booked');
    expect(gathered(casual, 'book', 'transaction-pattern')).toMatchObject({ messages: false });
  });

  it('sees an outbox, a saga and a two-phase commit', () => {
    const outbox = booking('topic booked {}', 'seats ~> booked { capture: outbox }');
    expect(advised(outbox, 'book', 'transaction-pattern')).toMatchObject({ verdict: 'agrees', choice: 'an outbox' });
    const two = 'service pay {}\ndatabase money { engine: postgres }';
    const saga = booking(
      `${two}\nsaga trip { mode: orchestration, orchestrator: api\n step take compensate give { at: api }\n step charge { at: pay } }`,
      'api -> pay -> money',
    );
    expect(gathered(saga, 'book', 'transaction-pattern')).toEqual({ stores: 2, messages: false, steps: 2 });
    expect(advised(saga, 'book', 'transaction-pattern')).toMatchObject({
      verdict: 'fits',
      present: ['a saga by orchestration'],
    });
    const locked = booking(
      `${two}\ntransaction trip { mode: two-phase-commit, writes: [seats, money] }`,
      'api -> money',
    );
    expect(advised(locked, 'book', 'transaction-pattern')).toMatchObject({ present: ['two-phase commit'] });
  });

  it('leaves out what is done after a hand-over, and flows that only read', () => {
    const later = booking(
      'queue jobs {}\nworker late {}\ndatabase index { engine: postgres }',
      'api ~> jobs ~> late -> index',
    );
    expect(gathered(later, 'book', 'transaction-pattern')).toMatchObject({ stores: 1 });
    expect(advised(booking('', '').replace('op: write', 'op: read'), 'book', 'transaction-pattern')).toBeUndefined();
  });
});
