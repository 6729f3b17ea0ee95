import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyDesign } from './any-design.js';
import { design, estimated, modelOf } from './design.js';

describe('one more thing to depend on', () => {
  const component = fc.record({
    availability: fc.integer({ min: 900, max: 1000 }),
    replicas: fc.integer({ min: 1, max: 3 }),
    caller: fc.nat(99),
    link: fc.constantFrom('', 'calls: 3', 'parallel: p', 'fallback: ignore', 'share: 10%'),
  });

  it('never makes a flow more available', () => {
    fc.assert(
      fc.property(fc.array(component, { minLength: 1, maxLength: 8 }), component, (components, added) => {
        const text = (all: readonly (typeof added)[]): string =>
          [
            'client w {}\nflow f { from: w, rate: 1/s, op: read }\nw -> s0',
            ...all.map(
              ({ availability, replicas, caller, link }, i) =>
                `service s${i} { availability: ${availability / 10}%, replicas: ${replicas} }\n${i === 0 ? '' : `s${caller % i} -> s${i} { ${link} }`}`,
            ),
          ].join('\n');
        const hard = { ...added, link: '' as const };
        const [before, after] = [design(text(components)), design(text([...components, hard]))];
        expect(after.value('f.availability')).toBeLessThanOrEqual(before.value('f.availability'));
        expect(after.value('f.downtime.year')).toBeGreaterThanOrEqual(before.value('f.downtime.year'));
      }),
      { numRuns: 150, seed: 31 },
    );
  });
});

describe('what arrives', () => {
  it('is what its links bring and what begins there, in any design', () => {
    let compared = 0;
    fc.assert(
      fc.property(anyDesign, (text) => {
        const { model, estimates } = estimated(modelOf(text));
        for (const component of model.components) {
          if (component.kind === 'job') continue;
          const rate = estimates.value(component, 'rate.average');
          const begun = model.flows
            .filter(({ from }) => from === component)
            .map((flow) => estimates.value(flow, 'rate.average'));
          const brought = component.incoming.map((link) => estimates.value(link, 'rate.average'));
          const parts = [...begun, ...brought];
          if (rate === undefined || !Number.isFinite(rate) || parts.includes(undefined)) continue;
          const total = (parts as number[]).reduce((sum, part) => sum + part, 0);
          expect(Math.abs(rate - total), `${component.id} of ${text}`).toBeLessThanOrEqual(1e-9 * rate + 1e-12);
          compared++;
        }
      }),
      { numRuns: 300, seed: 37 },
    );
    expect(compared).toBeGreaterThan(500);
  });

  it('at a service goes on in full along each of its links, times share and calls', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer(),
        (share, calls, seed) => {
          const depth = 1 + (Math.abs(seed) % 6);
          const chain = Array.from(
            { length: depth },
            (_, i) => `service s${i + 1} {}\ns${i} -> s${i + 1} { share: ${share}%, calls: ${calls} }`,
          );
          const { value } = design(
            `client w {}\nflow f { from: w, rate: 7/s }\nservice s0 {}\nw -> s0\n${chain.join('\n')}`,
          );
          const expected = 7 * ((share / 100) * calls) ** depth;
          expect(value(`s${depth}.rate.average`) / expected).toBeCloseTo(1, 9);
        },
      ),
      { numRuns: 60, seed: 41 },
    );
  });
});

describe('a range', () => {
  it('gives every figure an interval around its value', () => {
    let seen = 0;
    const range = fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 2, max: 8 }));
    fc.assert(
      fc.property(range, range, range, range, (users, rate, size, row) => {
        const text = `client w { users: ${users[0]}M..${users[0] * users[1]}M }
flow get { from: w, rate: ${rate[0]}/user/day..${rate[0] * rate[1]}/user/day, op: read, response: ${size[0]}KB..${size[0] * size[1]}KB }
flow put { from: w, rate: 1/user/day, op: write, request: 1KB }
service s { replicas: 2000, capacity: 10k/s, latency: 2ms..9ms, latency.p99: 40ms }
database d { replicas: 3, capacity: 100M/s, latency: 1ms, storage: 900PB, table t { row: ${row[0]}B..${row[0] * row[1]}B, retention: 1y } }
topic q { message-size: 1KB, retention: 1d }
w -> s
s -> d
s ~> q { for: put }`;
        const { estimates } = estimated(modelOf(text));
        for (const figure of estimates.figures) {
          const spread = estimates.spread(figure);
          if (!spread || !Number.isFinite(figure.value)) continue;
          const slack = 1e-9 * Math.abs(figure.value!);
          expect(spread.low, `${figure.name} of ${text}`).toBeLessThanOrEqual(figure.value! + slack);
          expect(spread.high, `${figure.name} of ${text}`).toBeGreaterThanOrEqual(figure.value! - slack);
          expect(spread.median, figure.name).toBeGreaterThanOrEqual(spread.low);
          expect(spread.median, figure.name).toBeLessThanOrEqual(spread.high);
          seen++;
        }
      }),
      { numRuns: 8, seed: 43 },
    );
    expect(seen).toBeGreaterThan(200);
  });
});

describe('an expression', () => {
  interface Timed {
    readonly text: string;
    readonly seconds: number;
  }
  const units = [
    ['us', 1e-6],
    ['ms', 1e-3],
    ['s', 1],
    ['min', 60],
  ] as const;
  const amount = fc.integer({ min: 1, max: 999 });
  const leaf = fc.oneof(
    fc
      .tuple(amount, fc.constantFrom(...units))
      .map(([n, [unit, seconds]]): Timed => ({ text: `${n}${unit}`, seconds: n * seconds })),
    // Data over bandwidth, and one over a rate, are times too.
    fc.tuple(amount, amount).map(([n, m]): Timed => ({ text: `(${n}KB / ${m}MB/s)`, seconds: (n * 1e3) / (m * 1e6) })),
    fc.tuple(amount, amount).map(([n, m]): Timed => ({ text: `(${n} / ${m}k/s)`, seconds: n / (m * 1e3) })),
  );
  const { timed } = fc.letrec<{ timed: Timed }>((tie) => ({
    timed: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc
        .tuple(tie('timed'), tie('timed'))
        .map(([a, b]): Timed => ({ text: `(${a.text} + ${b.text})`, seconds: a.seconds + b.seconds })),
      fc.tuple(tie('timed'), amount).map(([a, n]): Timed => ({ text: `(${a.text} * ${n})`, seconds: a.seconds * n })),
      fc.tuple(tie('timed'), amount).map(([a, n]): Timed => ({ text: `(${a.text} / ${n})`, seconds: a.seconds / n })),
    ),
  }));

  it('keeps its unit, whatever it is made of: written out, by a name, or by a name of a name', () => {
    fc.assert(
      fc.property(timed, ({ text, seconds }) => {
        for (const [before, value] of [
          ['', text],
          [`let x = ${text}\n`, 'x'],
          [`let x = ${text}\nlet y = x * 1\n`, 'y'],
        ]) {
          const { figure } = design(
            `${before}client w {}\nflow f { from: w, rate: 1/s, op: read }\nservice s { latency: ${value} }\nw -> s`,
          );
          const { unit, value: latency } = figure('s.latency.mean');
          expect(unit).toBe('s');
          expect(latency! / seconds, `${text} as ${value}`).toBeCloseTo(1, 9);
        }
      }),
      { numRuns: 150, seed: 47 },
    );
  });

  it('of the wrong unit is a problem, and no figure is made of it', () => {
    fc.assert(
      fc.property(timed, fc.constantFrom('1KB', '3/s', '2', '5Mbps'), ({ text }, other) => {
        const model = modelOf(`service s { latency: ${text} * ${other} }`);
        const isTime = other === '2';
        expect(model.problems.length > 0).toBe(!isTime);
      }),
      { numRuns: 60, seed: 53 },
    );
  });
});
