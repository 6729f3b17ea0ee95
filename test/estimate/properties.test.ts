import { dimensions, sameDimension } from '@archlang/grammar';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../../language-server/src/estimate/cell.js';
import { dimensionOf } from '../../language-server/src/estimate/units.js';
import { anyDesign } from './any-design.js';
import { design, estimated, modelOf } from './design.js';

const runs = { numRuns: 60, seed: 5 };

describe('more users', () => {
  it('make proportionally more of every rate and of all that is stored', () => {
    const text = (users: number, perDay: number, hit: number): string => `client w { users: ${users} }
flow get { from: w, rate: ${perDay}/user/day, op: read, response: 1KB }
flow put { from: w, rate: 1/user/day, op: write, request: 1KB }
service s { capacity: 1k/s }
cache c { hit-ratio: ${hit}% }
database d { replicas: 3, capacity: 1k/s, table t { row: 1KB, retention: 1y } }
topic q { message-size: 1KB, retention: 1d }
worker k { capacity: 10/s }
w -> s
s -> c { for: get }
c -> d
s -> d { for: put }
s ~> q ~> k { for: put }`;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e9 }),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 0, max: 100 }),
        (users, perDay, hit) => {
          const once = design(text(users, perDay, hit)).estimates.figures;
          const twice = design(text(2 * users, perDay, hit)).estimates;
          for (const { name, figure, value } of once) {
            if (!/^(rate|storage|bandwidth\.(in|out)$|utilisation)/.test(figure) || figure === 'storage.days-left')
              continue;
            if (value === undefined) expect(twice.get(name)?.value, name).toBeUndefined();
            else if (value === Number.POSITIVE_INFINITY) expect(twice.get(name)?.value, name).toBe(value);
            else expect(Math.abs(twice.get(name)!.value! - 2 * value), name).toBeLessThanOrEqual(1e-9 * value);
          }
        },
      ),
      runs,
    );
  });
});

describe('a hot key that is spread', () => {
  it('uses no less than none would, no more than one would, and less the further it is spread', () => {
    const used = (topology: string, table: string): number =>
      design(
        `client w {}\nflow get { from: w, rate: 70/s, op: read }\nflow put { from: w, rate: 30/s, op: write }\ndatabase d { capacity: 100/s, replicas: 12, replication-factor: 3, shards: 4, replication { topology: ${topology} }\n  table t { ${table} } }\nw -> d`,
      ).value('d.utilisation');
    fc.assert(
      fc.property(
        fc.constantFrom('single-leader', 'multi-leader', 'leaderless', 'consensus'),
        fc.constantFrom('salt', 'copies'),
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 1, max: 50 }),
        (topology, way, skew, keys) => {
          const spread = (n: number): number => used(topology, `skew: ${skew}%, hot-keys: ${way}(${n})`);
          const one = used(topology, `skew: ${skew}%`);
          expect(spread(1)).toBeCloseTo(one, 12);
          expect(spread(keys)).toBeLessThanOrEqual(one * (1 + 1e-12));
          expect(spread(keys + 1)).toBeLessThanOrEqual(spread(keys) * (1 + 1e-12));
          expect(spread(keys)).toBeGreaterThanOrEqual(used(topology, 'skew: 0%') * (1 - 1e-12));
        },
      ),
      runs,
    );
  });
});

describe('one more replica', () => {
  const used = (properties: string): number =>
    design(
      `client w {}\nflow get { from: w, rate: 70/s, op: read }\nflow put { from: w, rate: 30/s, op: write }\ndatabase d { capacity: 100/s, ${properties} }\nw -> d`,
    ).value('d.utilisation');
  const topologies = ['single-leader', 'multi-leader', 'leaderless', 'consensus'];

  it('never raises the utilisation', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...topologies),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 0, max: 50 }),
        (topology, n, copies, skew) => {
          const properties = (nodes: number): string =>
            `replicas: ${nodes}, skew: ${skew}%, replication { topology: ${topology} }${topology === 'leaderless' ? `, replication-factor: ${copies}` : ''}`;
          expect(used(properties(n + 1))).toBeLessThanOrEqual(used(properties(n)) * (1 + 1e-12));
          expect(used(`shards: ${n}, replicas: ${n * copies}, skew: ${skew}%`)).toBeLessThanOrEqual(
            used(`replicas: ${copies}, skew: ${skew}%`) * (1 + 1e-12),
          );
        },
      ),
      runs,
    );
  });

  it('of a service neither, and losing one never lowers it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 500 }), fc.integer({ min: 1, max: 5 }), (n, zones) => {
        const at = (replicas: number) =>
          design(
            `client w {}\nflow f { from: w, rate: 100/s }\nservice s { capacity: 10/s, replicas: ${replicas}, zones: [${Array.from({ length: zones }, (_, i) => `z${i}`)}] }\nw -> s`,
          );
        const { value } = at(n);
        expect(at(n + 1).value('s.utilisation')).toBeLessThan(value('s.utilisation'));
        expect(value('s.utilisation.replica-lost')).toBeGreaterThan(value('s.utilisation'));
        expect(value('s.utilisation.zone-lost')).toBeGreaterThanOrEqual(value('s.utilisation.replica-lost'));
      }),
      runs,
    );
  });

  it('as many as are needed keep the target, one fewer than that would not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 1, max: 100 }),
        (rate, capacity, target) => {
          const at = (replicas: number) =>
            design(
              `client w { peak: 1x }\nflow f { from: w, rate: ${rate}/s }\nservice s { capacity: ${capacity}/s, replicas: ${replicas}, target-utilisation: ${target}% }\nw -> s`,
            );
          const needed = at(1).value('s.replicas.needed') - 1;
          expect(at(needed).value('s.utilisation')).toBeLessThanOrEqual((target / 100) * (1 + 1e-9));
          if (needed > 1) expect(at(needed - 1).value('s.utilisation')).toBeGreaterThan(target / 100);
        },
      ),
      runs,
    );
  });
});

describe('what enters a balancer or a queue', () => {
  it('leaves it, by weights, capacities and flows', () => {
    const target = fc.record({
      weight: fc.option(fc.integer({ min: 1, max: 9 })),
      capacity: fc.option(fc.integer({ min: 1, max: 99 })),
      only: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.constantFrom('lb', 'dns', 'queue'),
        fc.array(target, { minLength: 1, maxLength: 8 }),
        (kind, targets) => {
          const arrow = kind === 'queue' ? '~>' : '->';
          const weighted = targets.some(({ weight }) => weight !== null);
          const lines = targets.map(({ weight, capacity, only }, i) => {
            const properties = [only && i > 0 ? 'for: f' : '', weighted ? `weight: ${weight ?? 1}` : '']
              .filter(Boolean)
              .join(', ');
            return `worker k${i} { ${capacity === null ? '' : `capacity: ${capacity}/s`} }\nx ${arrow} k${i} { ${properties} }`;
          });
          const { value } = design(
            `client w {}\nflow f { from: w, rate: 10/s, op: write }\nflow g { from: w, rate: 3/s, op: write }\n${kind} x {}\nw ${arrow} x\n${lines.join('\n')}`,
          );
          const left = targets.reduce((sum, _, i) => sum + value(`k${i}.rate.average`), 0);
          expect(left).toBeCloseTo(value('x.rate.average'), 9);
        },
      ),
      runs,
    );
  });
});

describe('a cache', () => {
  it('never attains less with more memory, nor passes more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 1, max: 99 }),
        (gigabytes, more, hot) => {
          const at = (memory: number) =>
            design(
              `client w { users: 1M }\nflow f { from: w, rate: 20/user/day, op: read, response: 1KB }\ncache c { memory: ${memory}GB, hot-share: ${hot}% }\ndatabase d {}\nw -> c -> d`,
            );
          const [small, large] = [at(gigabytes), at(gigabytes + more)];
          expect(large.value('c.hit-ratio.attainable')).toBeGreaterThanOrEqual(small.value('c.hit-ratio.attainable'));
          expect(large.value('d.rate.peak')).toBeLessThanOrEqual(small.value('d.rate.peak'));
          expect(large.value('c.hit-ratio.attainable')).toBeLessThanOrEqual(1);
        },
      ),
      runs,
    );
  });
});

describe('any design', () => {
  it('has figures that are numbers or unknown with a reason, and never hangs', () => {
    fc.assert(
      fc.property(anyDesign, (text) => {
        const { estimates, model } = estimated(modelOf(text));
        void estimates.problems;
        for (const { name, value, missing, inputs, formula } of estimates.figures) {
          expect(Number.isNaN(value), name).toBe(false);
          if (value === undefined) expect(missing.length, name).toBeGreaterThan(0);
          else expect(value, name).toBeGreaterThanOrEqual(name.endsWith('.headroom') ? Number.NEGATIVE_INFINITY : 0);
          expect(formula, name).not.toBe('');
          for (const input of inputs) {
            if (input.origin === 'assumed') expect(input.source, `${name}: ${input.name}`).toBeTruthy();
            if (input.origin === 'written') expect(input.at, `${name}: ${input.name}`).toBeDefined();
          }
        }
        for (const component of model.components) {
          for (const which of ['rate.average', 'rate.peak']) {
            const [all, read, write] = ['', '.read', '.write'].map((suffix) =>
              estimates.value(component, which + suffix),
            );
            if (all !== undefined && read !== undefined && write !== undefined)
              expect(read + write).toBeLessThanOrEqual(all * (1 + 1e-9) + 1e-12);
          }
        }
      }),
      { numRuns: 300, seed: 17 },
    );
  });

  it('has the same figures in whatever order they are asked for', () => {
    fc.assert(
      fc.property(anyDesign, fc.nat(1000), (text, skip) => {
        const [one, other] = [estimated(modelOf(text)).estimates, estimated(modelOf(text)).estimates];
        const names = one.figures.map(({ name }) => name);
        const turned = [...names.slice(skip % names.length), ...names.slice(0, skip % names.length)].reverse();
        for (const name of turned) other.get(name);
        for (const name of names) expect(other.get(name)?.value, name).toBe(one.get(name)?.value);
      }),
      { numRuns: 60, seed: 23 },
    );
  });

  it('gives every figure the derivation it was worked out by', () => {
    fc.assert(
      fc.property(anyDesign, (text) => {
        for (const figure of estimated(modelOf(text)).estimates.figures) {
          const { value, inputs, compute, computeDetail } = figure as Cell;
          if (value === undefined || computeDetail) continue;
          const details = inputs.map((input) => input.derivation?.detail);
          expect(
            compute(
              inputs.map((input) => input.value),
              details,
            ),
            figure.name,
          ).toBe(value);
        }
      }),
      { numRuns: 60, seed: 29 },
    );
  });
});

it('knows what every unit measures', () => {
  expect(Object.keys(dimensionOf)).toHaveLength(14);
  expect(sameDimension(dimensionOf['bit/s'], dimensions.bandwidth)).toBe(true);
});
