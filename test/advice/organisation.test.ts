import { describe, expect, it } from 'vitest';
import { advised, decided, gathered, testDecisions } from './advising.js';

testDecisions({
  'architecture-style': [
    [{ engineers: 6 }, 'a monolith'],
    [{ engineers: 30, unevenLoad: false }, 'a modular monolith'],
    [{ engineers: 30, unevenLoad: true }, 'microservices'],
    [{ engineers: 15, unevenLoad: true }, 'a modular monolith'],
    [{ engineers: 50, unevenLoad: false }, 'a modular monolith'],
    [{ engineers: 51 }, 'microservices'],
    [{ engineers: 21, unevenLoad: false }, 'microservices', { 'team-bands': 'early' }],
    [{ engineers: 6 }, 'a modular monolith', { 'team-bands': 'early' }],
    [{ engineers: 6 }, 'a modular monolith', { 'team-bands': [5, 60] }],
    [{ engineers: 30 }, { need: ['unevenLoad'] }],
    [{}, { need: ['engineers', 'unevenLoad'] }],
  ],
  'deployment-strategy': [
    [{ instant: true, doubled: true }, 'blue-green'],
    [{ instant: false, measured: true }, 'canary'],
    [{ instant: false, measured: false, byUser: true }, 'feature flags'],
    [{ instant: false, measured: false, byUser: false }, 'rolling'],
    [{ measured: true }, { need: ['instant', 'doubled'] }],
    [{ doubled: false, measured: false }, { need: ['byUser'] }],
  ],
  degradation: [
    [{ sort: 'cache' }, 'old answers, or the store with the excess refused'],
    [{ sort: 'recommendation' }, 'what is popular instead'],
    [{ sort: 'payment' }, 'another provider, a queue, or a plain refusal'],
    [{ sort: 'optional' }, 'the answer without it'],
    [{ sort: 'other' }, 'a failure'],
    [{}, { need: ['sort'] }],
  ],
  'cost-strategy': [
    [{ contract: true }, 'safety first: spare capacity, several zones, drills'],
    [{ contract: false, users: 5000 }, 'cost first: two servers, one database, no more'],
    [
      { contract: false, users: 1e7 },
      'in balance: scale with the load, runs on spare machines, long terms for what is always on',
    ],
    [
      { contract: false, users: 5000 },
      'in balance: scale with the load, runs on spare machines, long terms for what is always on',
      { 'cost-strategy.few-users': 1000 },
    ],
    [{ users: 1e7 }, { need: ['contract'] }],
  ],
  'build-or-buy': [
    [{ special: true }, 'a built one'],
    [{ special: false, commodity: true }, 'a bought one'],
    [{ special: false, commodity: false }, 'a built one'],
    [{ commodity: true }, { need: ['special'] }],
  ],
});

const everything = 'rate, errors and duration; utilisation, saturation and errors; structured logs; traces';

describe('observability', () => {
  it('adds up what each sort of part needs', () => {
    const all = { services: true, stores: true, running: true, hops: true };
    expect(decided('observability', all)).toMatchObject({
      choice: everything,
      alternatives: [{ when: 'a program is short of processor time', choice: 'profiles as well' }],
      conflicts: [expect.stringMatching(/rivals/)],
    });
    expect(decided('observability', { ...all, busy: true }).choice).toBe(`${everything}; profiles`);
    expect(decided('observability', { ...all, stores: false, hops: false })).toMatchObject({
      choice: 'rate, errors and duration; structured logs',
      conflicts: [],
    });
    expect(decided('observability', { services: false, stores: false, running: false, hops: false }).choice).toBe(
      'nothing',
    );
    expect(decided('observability', { services: true, stores: true })).toMatchObject({ need: ['running', 'hops'] });
  });

  it('agrees with a design that records all of it, and tells one that lacks a part', () => {
    const text = (
      more: string,
    ): string => `system { maturity: production, observability { metrics: [red, use]${more} } }
service a {}
service b {}
database d {}
a -> b -> d
`;
    expect(advised(text(', logs: structured, tracing: yes'), 'system', 'observability')).toMatchObject({
      verdict: 'agrees',
    });
    expect(advised(text(''), 'system', 'observability')).toMatchObject({ verdict: 'differs', choice: everything });
    expect(advised('system { maturity: production }\nservice a {}', 'system', 'observability')).toMatchObject({
      verdict: 'unsaid',
    });
  });
});

describe('the others read', () => {
  it('how a release is judged', () => {
    expect(gathered('service a { deploy { strategy: canary, gate: slo } }', 'a', 'deployment-strategy')).toEqual({
      measured: true,
    });
    expect(
      advised('service a { deploy { strategy: recreate, gate: none } }', 'a', 'deployment-strategy'),
    ).toMatchObject({
      verdict: 'open',
      present: ['recreate'],
    });
  });

  it('what may be down, and what is answered then', () => {
    const text = (link: string): string =>
      `service shop {}\nservice picks { role: recommendation }\nshop -> picks { timeout: 1s${link} }\n`;
    expect(gathered(text(''), 'shop->picks', 'degradation')).toEqual({ sort: 'recommendation' });
    expect(advised(text(', fallback: default'), 'shop->picks', 'degradation')).toMatchObject({ verdict: 'agrees' });
    expect(advised(text(''), 'shop->picks', 'degradation')).toMatchObject({ verdict: 'unsaid' });
    const cache = 'service a {}\ncache c {}\ndatabase d {}\na -> c -> d\n';
    expect(advised(cache, 'a->c', 'degradation')).toMatchObject({ verdict: 'agrees' });
  });

  it('who uses it, and what is owed', () => {
    const text = 'system { slo { availability: 99% } }\nclient web { users: 5000 }\n';
    expect(gathered(text, 'system', 'cost-strategy')).toEqual({ users: 5000, contract: false });
    expect(advised(text, 'system', 'cost-strategy')).toMatchObject({ verdict: 'general' });
  });

  it('whether it is bought', () => {
    expect(advised('external cards { role: payment }', 'cards', 'build-or-buy')).toMatchObject({
      present: ['a bought one'],
    });
    expect(advised('service cards { role: payment }', 'cards', 'build-or-buy')).toMatchObject({
      present: ['a built one'],
    });
    expect(
      advised('service pay { role: payment }\nexternal cards {}\npay -> cards', 'pay', 'build-or-buy'),
    ).toMatchObject({
      present: ['a bought one'],
    });
  });
});

const services = (system: string, count: number): string =>
  `system { ${system} }\n${Array.from({ length: count }, (_, i) => `service s${i} { replicas: ${1 + i * 4} }\n`).join('')}`;

describe('architecture-style', () => {
  it('reads the team, and how unevenly the services are sized', () => {
    expect(gathered(services('team: 30', 4), 'system', 'architecture-style')).toEqual({
      engineers: 30,
      unevenLoad: true,
    });
    expect(gathered(services('team: 30', 3), 'system', 'architecture-style')).toEqual({
      engineers: 30,
      unevenLoad: false,
    });
  });

  it('tells five services of four people otherwise', () => {
    expect(advised(services('team: 4', 5), 'system', 'architecture-style')).toMatchObject({
      verdict: 'differs',
      choice: 'a monolith',
      present: ['microservices'],
    });
    expect(advised(services('team: 4', 3), 'system', 'architecture-style')).toMatchObject({ verdict: 'agrees' });
  });

  it('contradicts neither side where sources disagree', () => {
    expect(advised(services('team: 40, architecture: microservices', 3), 'system', 'architecture-style')).toMatchObject(
      {
        verdict: 'agrees',
        choice: 'a modular monolith',
        conflicts: [expect.stringMatching(/disagree/)],
      },
    );
    expect(advised(services('team: 15, architecture: microservices', 3), 'system', 'architecture-style')).toMatchObject(
      {
        verdict: 'differs',
      },
    );
  });

  it('names the property that is missing', () => {
    const advice = advised(services('architecture: microservices', 2), 'system', 'architecture-style')!;
    expect(advice.need[0]).toMatchObject({ input: 'engineers', write: '`team` of the system' });
  });
});
