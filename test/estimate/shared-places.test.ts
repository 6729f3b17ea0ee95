import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { design } from './design.js';

const head = 'client w {}\nflow f { from: w, rate: 1/s }\n';
const zoneNames = ['a', 'b', 'c'] as const;

interface Part {
  readonly zones: readonly string[];
  readonly replicas: number;
  readonly quorum: number;
  readonly down: number;
}

interface World {
  readonly zones: Readonly<Record<string, number>>;
  readonly parts: readonly Part[];
}

const text = ({ zones, parts }: World, links: string): string =>
  [
    head,
    ...Object.entries(zones).map(([name, down]) => `zone ${name} { availability: ${(1 - down) * 100}% }`),
    ...parts.map(
      ({ zones: around, replicas, quorum, down }, i) =>
        `service s${i} { zones: [${around.join(', ')}], replicas: ${replicas}, quorum: ${quorum}, availability: ${(1 - down) * 100}% }`,
    ),
    links,
  ].join('\n');

/** The chance that `works` does not hold, over every zone and every replica that is up or down. */
function enumerated({ zones, parts }: World, works: (up: readonly boolean[]) => boolean): number {
  const names = Object.keys(zones);
  const replicas = parts.flatMap(({ zones: around, replicas: count, down }, part) =>
    Array.from({ length: count }, (_, i) => ({ part, zone: around[i % around.length], down })),
  );
  const downs = [...names.map((name) => zones[name]), ...replicas.map(({ down }) => down)];
  let failing = 0;
  for (let state = 0; state < 2 ** downs.length; state++) {
    const isUp = (i: number): boolean => ((state >> i) & 1) === 1;
    const up = parts.map(
      ({ quorum }, part) =>
        replicas.filter(
          (replica, i) => replica.part === part && isUp(names.length + i) && isUp(names.indexOf(replica.zone)),
        ).length >= quorum,
    );
    if (!works(up)) failing += downs.reduce((chance, down, i) => chance * (isUp(i) ? 1 - down : down), 1);
  }
  return failing;
}

const chance = fc.constantFrom(0, 0.01, 0.1, 0.3);
const part = fc
  .record({
    zones: fc.subarray([...zoneNames], { minLength: 1 }),
    replicas: fc.integer({ min: 1, max: 3 }),
    down: chance,
  })
  .chain(({ zones, replicas, down }) =>
    fc.integer({ min: 1, max: replicas }).map((quorum): Part => ({ zones, replicas, quorum, down })),
  );
const world = (parts: number): fc.Arbitrary<World> =>
  fc.record({
    zones: fc.record({ a: chance, b: chance, c: chance }),
    parts: fc.array(part, { minLength: parts, maxLength: parts }),
  });

describe('zones that parts of a flow share', () => {
  it('fail all that stands in them at once: two services over the same two zones', () => {
    const zones = 'zone a { availability: 99% }\nzone b { availability: 98% }\n';
    const { value, figure } = design(
      `${head}${zones}service s { zones: [a, b], replicas: 2, availability: 100% }\nservice t { zones: [a, b], replicas: 2, availability: 100% }\nw -> s -> t`,
    );
    // Both are down only when both zones are: not (0.01 × 0.02) twice.
    expect(1 - value('f.availability')).toBeCloseTo(0.01 * 0.02, 15);
    expect(figure('f.availability')).toMatchObject({
      formula: 'Π of all that it needs, each once, for each state of the zones or regions that they share',
    });
    expect(figure('f.availability').inputs.map(({ name }) => name)).toEqual([
      's.availability',
      't.availability',
      'a.availability',
      'b.availability',
    ]);
  });

  it('count as those of all combinations, in series', () => {
    fc.assert(
      fc.property(world(3), (all) => {
        const { value } = design(text(all, 'w -> s0 -> s1 -> s2'));
        expect(1 - value('f.availability')).toBeCloseTo(
          enumerated(all, (up) => up.every((each) => each)),
          12,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('count as those of all combinations, with a fallback in the same zones', () => {
    fc.assert(
      fc.property(world(3), (all) => {
        const { value } = design(text(all, 'w -> s0\ns0 -> s1 { fallback: s2 }'));
        expect(1 - value('f.availability')).toBeCloseTo(
          enumerated(all, ([first, second, other]) => first && (second || other)),
          12,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('count as those of all combinations, behind a balancer that picks one', () => {
    fc.assert(
      fc.property(world(3), (all) => {
        const { value } = design(
          `${text(all, 'w -> s0 -> l\nl -> s1 { weight: 3 }\nl -> s2 { weight: 1 }')}\nlb l { availability: 100% }`,
        );
        const picked = [1, 2].map((target) => enumerated(all, (up) => up[0] && up[target]));
        expect(1 - value('f.availability')).toBeCloseTo(0.75 * picked[0] + 0.25 * picked[1], 12);
      }),
      { numRuns: 40 },
    );
  });

  it('keep the digits of what is hardly ever down', () => {
    const zones = zoneNames.map((name) => `zone ${name} { availability: 99.9% }\n`).join('');
    const service = (name: string): string =>
      `service ${name} { zones: [a, b, c], replicas: 9, availability: 99.99% }\n`;
    const { value } = design(`${head}${zones}${service('s')}${service('t')}w -> s -> t`);
    const year = 365 * 86_400;
    // All three zones, else all nine of one of them with zones up.
    const gone = 0.001 ** 3;
    expect(value('f.downtime.year') / year / gone).toBeGreaterThan(1);
    expect(value('f.downtime.year') / year / gone).toBeLessThan(1 + 1e-6);
  });

  it('beyond six of them count for each part, and it says so', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'g', 'h', 'i'];
    const zones = names.map((name) => `zone ${name} { availability: 90% }\n`).join('');
    const service = (name: string): string =>
      `service ${name} { zones: [${names.join(', ')}], replicas: 8, availability: 90% }\n`;
    const { figure } = design(`${head}${zones}${service('s')}${service('t')}w -> s -> t`);
    expect(figure('f.availability').notes.at(-1)).toBe(
      'Of 8 zones and regions that several parts share, 2 count for each part.',
    );
  });

  it('never make a flow less available than if each part had its own', () => {
    fc.assert(
      fc.property(world(3), (all) => {
        const { value } = design(text(all, 'w -> s0 -> s1 -> s2'));
        const apart = [0, 1, 2].reduce((product, i) => product * value(`s${i}.availability`), 1);
        expect(value('f.availability')).toBeGreaterThanOrEqual(apart - 1e-12);
      }),
      { numRuns: 40 },
    );
  });
});
