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
