import { describe, expect, it } from 'vitest';
import { estimate } from '../../language-server/src/estimate/estimate.js';
import { buildModel, parseFile } from '../../language-server/src/model/index.js';
import { isGone, type WhatIf, whereabouts } from '../../language-server/src/model/what-if.js';

const text = `
param n = 1M in 100k..10M
client web { users: n }
flow view { from: web, rate: 10/user/day, op: read }
region eu {
  lb front
  service a { replicas: 6, zones: [x, y, z], capacity: 100/s }
  service b { replicas: 2, zones: [x, y], capacity: 100/s }
  cache c { replicas: 2, zones: [x, y], hit-ratio: 90%, capacity: 1000/s }
  database d { replicas: 1, zones: [x], capacity: 1000/s }
}
web -> front
front -> a
front -> b
a -> c -> d
`;
const files = new Map([['x.arch', parseFile('x.arch', text)]]);

function think(whatIf: WhatIf) {
  const model = buildModel('x.arch', files, whatIf);
  const estimates = estimate(model);
  return {
    model,
    estimates,
    value: (name: string) => estimates.get(name)?.value,
    gone: model.components.filter(isGone).map(({ id }) => id),
  };
}

const written = think({});

describe('a design thought to be different', () => {
  it('is the design as written where nothing differs', () => {
    expect(think({ load: 1, lost: [], parameters: {} }).estimates.figures.map(({ value }) => value)).toEqual(
      written.estimates.figures.map(({ value }) => value),
    );
    expect(written.model.problems).toEqual([]);
  });

  it('takes the load times a number, average and peak alike', () => {
    const doubled = think({ load: 2 });
    for (const name of ['view.rate.average', 'view.rate.peak', 'a.utilisation', 'd.rate.peak']) {
      expect(doubled.value(name)).toBeCloseTo(2 * written.value(name)!, 9);
    }
  });

  it('multiplies what goes by a period, too', () => {
    const beat = 'client car { users: 10 }\nflow ping { from: car, every: 10s }\nservice s\ncar -> s\n';
    const beats = new Map([['x.arch', parseFile('x.arch', beat.replace('users: 10', 'users: 10, concurrent: 10'))]]);
    const rate = (whatIf: WhatIf) => estimate(buildModel('x.arch', beats, whatIf)).get('ping.rate.average')!.value;
    expect(rate({ load: 5 })).toBeCloseTo(5 * rate({})!, 9);
  });

  it('runs on fewer replicas', () => {
    const fewer = think({ lost: [{ what: 'replicas', component: 'a', count: 2 }] });
    expect(fewer.value('a.utilisation')).toBeCloseTo((written.value('a.utilisation')! * 6) / 4, 9);
    expect(fewer.gone).toEqual([]);
  });

  it('loses a zone: a share of the replicas of what is spread, all of what is not', () => {
    const lost = think({ lost: [{ what: 'zone', name: 'x', region: 'eu' }] });
    expect(lost.gone).toEqual(['d']);
    expect(lost.value('a.utilisation')).toBeCloseTo((written.value('a.utilisation')! * 6) / 4, 9);
    expect(lost.value('b.utilisation')).toBeCloseTo(written.value('b.utilisation')! * 2, 9);
    expect(lost.model.components.find(({ id }) => id === 'a')!.properties.zones!.value).toEqual(['y', 'z']);
    expect(lost.value('d.utilisation')).toBe(Number.POSITIVE_INFINITY);
    expect(lost.value('d.availability')).toBe(0);
  });

  it('loses two zones, and a region with all in it', () => {
    const two = think({ lost: ['x', 'y'].map((name) => ({ what: 'zone' as const, name, region: 'eu' })) });
    expect(two.gone).toEqual(['b', 'c', 'd']);
    expect(two.value('a.utilisation')).toBeGreaterThan(2.9 * written.value('a.utilisation')!);
    const all = think({ lost: [{ what: 'region', name: 'eu' }] });
    expect(all.gone).toEqual(['front', 'a', 'b', 'c', 'd'].filter((id) => all.gone.includes(id)));
    expect(all.gone).toContain('a');
  });

  it('is as available as what is left in the other zones, and as before where nothing stood in the lost one', () => {
    const one = 0.999;
    const available = text.replaceAll(/zones: (\[x(?:, y)?(?:, z)?\])/g, `zones: $1, availability: ${one * 100}%`);
    const parsed = new Map([['x.arch', parseFile('x.arch', available)]]);
    const of = (zone?: string) => {
      const lost = zone === undefined ? [] : [{ what: 'zone' as const, name: zone, region: 'eu' }];
      return estimate(buildModel('x.arch', parsed, { lost }));
    };
    const cache = (zone?: string) => of(zone).get('c.availability')!.value!;
    expect(cache()).toBeCloseTo(1 - (1 - one) ** 2, 12);
    // One of its two replicas stood there.
    expect(cache('x')).toBeCloseTo(one, 12);
    expect(cache('z')).toBe(cache());
    expect(of('z').get('a.availability')!.value!).toBeCloseTo(1 - (1 - one) ** 4, 12);
  });

  it('does not lose the zone of the same name in another region', () => {
    expect(think({ lost: [{ what: 'zone', name: 'x', region: 'us' }] }).gone).toEqual([]);
  });

  it('sends the load of a lost target to the others behind the balancer', () => {
    const lost = think({ lost: [{ what: 'component', component: 'b' }] });
    expect(lost.value('a.rate.peak')).toBeCloseTo(2 * written.value('a.rate.peak')!, 9);
    expect(lost.value('b.rate.peak')).toBe(0);
  });

  it('hits nothing in a lost cache', () => {
    const lost = think({ lost: [{ what: 'component', component: 'c' }] });
    expect(lost.value('d.rate.peak')).toBeCloseTo(10 * written.value('d.rate.peak')!, 6);
  });

  it('knows the zones and regions it may lose', () => {
    expect(whereabouts(written.model)).toEqual([
      { what: 'region', name: 'eu' },
      { what: 'zone', name: 'x', region: 'eu' },
      { what: 'zone', name: 'y', region: 'eu' },
      { what: 'zone', name: 'z', region: 'eu' },
    ]);
  });
});
