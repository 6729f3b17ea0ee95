import { expect, it } from 'vitest';
import { type Design, design } from './design.js';

const load = (more = ''): string => `client w { users: 864k ${more} }
flow f { from: w, rate: 10/user/day, op: read, response: 2KB }\n`;

it('growth bends what is kept and ids, never rates or the working set', () => {
  const of = (more: string): Design =>
    design(
      `${load(more)}flow g { from: w, rate: 1/user/day, op: write }\ncache c {}\ndatabase d { table t { row: 1KB, retention: 2y, fields { id: text(7B) { alphabet: 62, length: 7 } } } }\nw -> c { for: f }\nw -> d { for: g }`,
    );
  const [still, growing] = [of(''), of(', growth: 40%/year')];
  for (const figure of ['f.rate.average', 'f.rate.peak', 'd.rate.peak', 'c.memory.working-set', 't.storage.growth']) {
    expect(growing.value(figure), figure).toBe(still.value(figure));
  }
  expect(growing.value('t.storage')).toBeGreaterThan(still.value('t.storage'));
  expect(growing.value('t.id.ids.years')).toBeLessThan(still.value('t.id.ids.years'));
});

it('the working set is a day of reads, however long entries live', () => {
  const of = (ttl: string): number => design(`${load()}cache c { ttl: ${ttl} }\nw -> c`).value('c.memory.working-set');
  expect(of('1min')).toBe(of('30d'));
});

it('an input that a block around gives is inherited, one of a block of its own written', () => {
  const { figure } = design(
    `${load()}service s { capacity: 100/s, replicas: 2 }\ndatabase d { retention: 1d, table t { row: 1KB } }\nflow g { from: w, rate: 1/s, op: write }\nw -> s { for: f }\nw -> d { for: g }`,
  );
  expect(figure('t.storage').inputs.at(-1)).toMatchObject({ name: 't.retention', origin: 'inherited' });
  expect(figure('s.capacity').inputs.map(({ origin }) => origin)).toContain('written');
});

it('retries, hedges and fallbacks add nothing to the steady state', () => {
  const of = (link: string): Design =>
    design(`${load()}service a {}\nservice b {}\nservice c {}\nw -> a\na -> b { ${link} }`);
  const plain = of('timeout: 1s');
  const eager = of('timeout: 1s, retries: 5, hedge: 10ms, fallback: c');
  for (const figure of ['b.rate.peak', 'c.rate.peak', 'system.bandwidth.out']) {
    expect(eager.value(figure), figure).toBe(plain.value(figure));
  }
});
