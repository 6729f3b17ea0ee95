import { describe, expect, it } from 'vitest';
import { flowProperty } from '../../language-server/src/model/index.js';
import { clean, component, link } from './building.js';

describe('a link inherits, nearest first', () => {
  const timeoutOf = (
    own: string,
    caller: string,
    mesh: string,
    group: string,
    outer: string,
    system: string,
  ): [number | undefined, string | undefined] => {
    const model = clean(`system "S" { ${system} }
group "Outer" { ${outer}
  group "Inner" { ${group}
    service a { ${caller} }
    service b {}
    mesh m { covers: [a, b], ${mesh} }
  }
}
a -> b { ${own} }`);
    const { timeout } = link(model, 'a->b').properties;
    return [timeout?.value, timeout?.origin];
  };
  const set = (seconds: number): string => `defaults { timeout: ${seconds}s }`;

  it.each([
    [
      ['timeout: 1s', set(2), set(3), set(4), set(5), set(6)],
      [1, 'written'],
    ],
    [
      ['', set(2), set(3), set(4), set(5), set(6)],
      [2, 'inherited'],
    ],
    [
      ['', '', set(3), set(4), set(5), set(6)],
      [3, 'inherited'],
    ],
    [
      ['', '', '', set(4), set(5), set(6)],
      [4, 'inherited'],
    ],
    [
      ['', '', '', '', set(5), set(6)],
      [5, 'inherited'],
    ],
    [
      ['', '', '', '', '', set(6)],
      [6, 'inherited'],
    ],
    [
      ['', '', '', '', '', ''],
      [undefined, undefined],
    ],
  ] as const)('%j', ([own, caller, mesh, group, outer, system], expected) => {
    expect(timeoutOf(own, caller, mesh, group, outer, system)).toEqual(expected);
  });

  it('a mesh only where it covers both ends, also by their group; its own properties too', () => {
    const model = clean(
      'group g { service a {}\n service b {}\n mesh m { mtls: yes, defaults { retries: 2 } } }\nservice c {}\na -> b\na -> c',
    );
    expect(link(model, 'a->b').properties.mtls?.value).toBe(true);
    expect(link(model, 'a->b').properties.retries?.value).toBe(2);
    expect(link(model, 'a->c').properties.mtls).toBeUndefined();
  });

  it('blocks are joined property by property', () => {
    const model = clean(
      'service a { defaults { circuit-breaker { failures: 5, open: 60s } } }\nservice b {}\na -> b { circuit-breaker { open: 10s } }',
    );
    const breaker = link(model, 'a->b').properties['circuit-breaker']?.value;
    expect([breaker?.failures?.value, breaker?.failures?.origin, breaker?.open?.value, breaker?.open?.origin]).toEqual([
      5,
      'inherited',
      10,
      'written',
    ]);
  });

  it('what its flow says, for each flow by itself', () => {
    const model = clean(
      'client w {}\nservice a {}\nflow f { from: w, rate: 1/s, op: read, request: 1KB }\nflow g { from: w, rate: 1/s, op: write }\nw -> a { request: 2KB }',
    );
    const [f, g] = model.flows;
    expect(flowProperty(model.links[0], f, 'op')?.value).toBe('read');
    expect(flowProperty(model.links[0], g, 'op')?.value).toBe('write');
    expect(flowProperty(model.links[0], f, 'request')?.value).toBe(2000);
  });
});

describe('others inherit', () => {
  it('a flow its client, then the system', () => {
    const text = (client: string, flow: string): string =>
      `system "S" { peak: 5x, slo { availability: 99.9% } }\nclient w { users: 1, ${client} }\nflow f { from: w, rate: 1/s ${flow} }`;
    const peak = (client: string, flow: string): unknown[] => {
      const value = clean(text(client, flow)).flows[0].properties.peak;
      return [value?.value, value?.origin];
    };
    expect(peak('peak: 4x', ', peak: 3x')).toEqual([3, 'written']);
    expect(peak('peak: 4x', '')).toEqual([4, 'inherited']);
    expect(peak('', '')).toEqual([5, 'inherited']);
    expect(clean(text('', ', slo { latency.p99: 1s }')).flows[0].properties.slo?.value.availability?.value).toBe(0.999);
  });

  it('a table its store', () => {
    const model = clean('database d { retention: 1y, skew: 2%\n table t {}\n table u { retention: 2y } }');
    expect(model.tables.map(({ properties }) => properties.retention?.value)).toEqual([365 * 86_400, 2 * 365 * 86_400]);
    expect(model.tables[0].properties.skew?.origin).toBe('inherited');
  });

  it('a component the region and zones around it', () => {
    const model = clean('region eu { zone a { service s {} } }\nregion us { service t { regions: [eu, us] } }');
    expect(component(model, 's').properties.regions?.value).toEqual(['eu']);
    expect(component(model, 's').properties.zones?.value).toEqual(['a']);
    expect(component(model, 't').properties.regions?.value).toEqual(['eu', 'us']);
    expect(component(model, 't').properties.zones).toBeUndefined();
  });
});

describe('engines', () => {
  it('bring what fits the kind, with source; anything written wins', () => {
    const db = component(clean('database d { engine: postgres, capacity: 5k/s }'), 'd');
    expect(db.properties.capacity).toMatchObject({ value: 5000, origin: 'written' });
    expect(db.properties['write-capacity']).toMatchObject({ value: 10_000, origin: 'engine' });
    expect(db.properties['write-capacity']?.source).toMatch(/rule of thumb.*2024/);
    expect(db.properties['data-model']?.value).toBe('relational');
  });

  it('bring a cache nothing that only databases have', () => {
    const cache = component(clean('cache c { engine: redis }'), 'c');
    expect(cache.properties['data-model']).toBeUndefined();
    expect(cache.properties.replication).toBeUndefined();
    expect(cache.properties.capacity?.value).toBe(100_000);
  });

  it('have sources inside blocks', () => {
    const db = component(clean('database d { engine: aurora-postgres }'), 'd');
    expect(db.properties.replication?.value.lag).toMatchObject({ value: 0.02, origin: 'engine' });
    expect(db.properties.replication?.value.lag?.source).toMatch(/Aurora documentation/);
  });

  it('extend others, the library and each other; the nearest wins', () => {
    const text =
      'engine ours extends base { capacity: 12k/s }\nengine base extends postgres { latency: 1ms, capacity: 9k/s, sources { latency: "measured, 2026" } }\ndatabase d { engine: ours }';
    const { properties, engine } = component(clean(text), 'd');
    expect(properties.capacity).toMatchObject({ value: 12_000, origin: 'engine' });
    expect(properties.latency).toMatchObject({ value: 0.001, source: 'measured, 2026' });
    expect(properties['max-connections']?.value).toBe(100);
    expect([engine?.name, engine?.base?.name, engine?.base?.base?.name, engine?.base?.base?.builtIn]).toEqual([
      'ours',
      'base',
      'postgres',
      true,
    ]);
  });

  it('join the block of the component with theirs', () => {
    const db = component(clean('database d { engine: postgres, replication { lag: 1s } }'), 'd');
    expect(db.properties.replication?.value.topology).toMatchObject({ value: 'single-leader', origin: 'engine' });
    expect(db.properties.replication?.value.lag).toMatchObject({ value: 1, origin: 'written' });
  });

  it('have places in the library that show their text', () => {
    const model = clean('database d { engine: postgres }');
    const { capacity } = component(model, 'd').properties;
    expect(capacity && model.textOf(capacity.at)).toBe('20k/s');
  });
});
