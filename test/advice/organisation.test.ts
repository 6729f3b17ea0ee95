import { describe, expect, it } from 'vitest';
import { advised, gathered, testDecisions } from './advising.js';

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

  it('names the property that is missing', () => {
    const advice = advised(services('architecture: microservices', 2), 'system', 'architecture-style')!;
    expect(advice.need[0]).toMatchObject({ input: 'engineers', write: '`team` of the system' });
  });
});
