import { describe, expect, it } from 'vitest';
import { checkSetting } from '../../language-server/src/model/index.js';
import { build, clean, component } from './building.js';

const valueIn = (text: string, name: string, parameters = {}): number | undefined =>
  clean(text, parameters).params.find((param) => param.name === name)?.value;

describe('arithmetic', () => {
  it('checks and converts units', () => {
    const text =
      'param dau = 100M\nlet reads = 10\nlet each = reads / user / day\nlet daily = dau * reads\nlet span = 2 * 3h - 30min';
    const model = clean(text);
    expect(Object.fromEntries(model.params.map(({ name, value }) => [name, value]))).toEqual({
      dau: 100e6,
      reads: 10,
      each: 10 / 86_400,
      daily: 1e9,
      span: 5.5 * 3600,
    });
  });

  it('takes names in any order of writing, also through long chains', () => {
    const chain = Array.from({ length: 5000 }, (_, i) => `let a${i} = a${i + 1} + 1`).join('\n');
    expect(valueIn(`${chain}\nlet a5000 = 1`, 'a0')).toBe(5001);
  });

  it('tells a circle once, whatever its length', () => {
    const ring = Array.from({ length: 3000 }, (_, i) => `let a${i} = a${(i + 1) % 3000} + 1`).join('\n');
    expect(build(ring).problems.map(({ code }) => code)).toEqual(['circular-value']);
    expect(build('let a = b\nlet b = a\nlet c = a + 1').problems).toHaveLength(1);
  });

  it('keeps the expression of what is not constant', () => {
    const model = clean('param n = 3 in 1..10\nservice a { replicas: n, capacity: 2 * 100/s }');
    const { replicas, capacity } = component(model, 'a').properties;
    expect(replicas?.expression).toMatchObject({ kind: 'param', name: 'n' });
    expect(capacity?.expression).toBeUndefined();
    expect(capacity?.value).toBe(200);
    expect(model.params[0].range).toEqual({ low: 1, high: 10 });
  });

  it('reads a range as its median', () => {
    const model = clean('client w { users: 80M..120M }\nlet x = 0..10');
    expect(component(model, 'w').properties.users?.value).toBeCloseTo(Math.sqrt(80e6 * 120e6), 3);
    expect(model.params[0].value).toBe(5);
  });

  it('keeps a share a share', () => {
    const model = clean('param part = 10%\nclient w { users: 1M, concurrent: part }');
    expect(component(model, 'w').properties.concurrent?.notation).toBe('percent');
  });
});

describe('settings from outside', () => {
  const text = 'param dau = 100M in 10M..1bn\nlet twice = 2 * dau\nparam wait = 1s\nclient w { users: dau }';

  it('replace the value and all that depends on it', () => {
    const model = clean(text, { dau: '200M' });
    expect(model.params.map(({ value }) => value)).toEqual([200e6, 400e6, 1]);
    expect(component(model, 'w').properties.users?.value).toBe(200e6);
  });

  it('are left alone where they are no quantity of the kind', () => {
    for (const setting of ['5s', 'many', '', '200 M', 'constructor']) {
      expect(valueIn(text, 'dau', { dau: setting }), setting).toBe(100e6);
    }
    expect(clean(text, { toString: '3', __proto__: '4' }).params).toHaveLength(3);
  });

  it('are judged before', () => {
    const model = clean(text);
    expect(checkSetting(model, 'dau', '200M')).toBeUndefined();
    expect(checkSetting(model, 'wait', '300ms')).toBeUndefined();
    expect(checkSetting(model, 'dau', '5s')).toBe('`dau` is a plain number, but `5s` is a time.');
    expect(checkSetting(model, 'dau', '1B')).toBe('`dau` is a plain number, but `1B` is an amount of data.');
    expect(checkSetting(model, 'dau', 'many')).toBe('`many` is not a quantity.');
    expect(checkSetting(model, 'twice', '3')).toMatch(/^`twice` follows from other values/);
    expect(checkSetting(model, 'nobody', '3')).toBe('There is no param `nobody`.');
  });
});

describe('the calendar', () => {
  it('is the usual one unless the system says otherwise', () => {
    expect(clean('service a {}').calendar).toEqual({ year: 365 * 86_400, month: (365 / 12) * 86_400 });
    expect(clean('system "S" { calendar { month: 30d } }').calendar).toEqual({
      year: 365 * 86_400,
      month: 30 * 86_400,
    });
    const { calendar } = clean('system "S" { calendar { year: 360d } }');
    expect(calendar).toEqual({ year: 360 * 86_400, month: 30 * 86_400 });
  });

  it('stretches what is written in months and years, before arithmetic', () => {
    const text =
      'system "S" { calendar { year: 366d, month: 30d } }\nlet kept = 2 * 5y\nlet rate = 500M/month\nlet times = 12\nlet slow = times / year\ndatabase d { table t { retention: 5y } }\nflow f { growth: 40%/year, rate: 1/month }';
    const model = clean(text);
    const values = Object.fromEntries(model.params.map(({ name, value }) => [name, value]));
    expect(values['kept']).toBeCloseTo(10 * 366 * 86_400, 4);
    expect(values['rate']).toBeCloseTo(500e6 / (30 * 86_400), 9);
    expect(values['slow']).toBeCloseTo(12 / (366 * 86_400), 18);
    expect(model.tables[0].properties.retention?.value).toBeCloseTo(5 * 366 * 86_400, 4);
    expect(model.flows[0].properties.growth?.value).toBeCloseTo(0.4 / (366 * 86_400), 20);
    expect(model.flows[0].properties.rate?.value).toBeCloseTo(1 / (30 * 86_400), 18);
  });

  it('stretches settings too', () => {
    expect(valueIn('system "S" { calendar { year: 366d } }\nparam kept = 1y', 'kept', { kept: '2y' })).toBeCloseTo(
      2 * 366 * 86_400,
      4,
    );
  });

  it('tells its own mistakes once', () => {
    expect(build('system "S" { calendar { year: 365 } }').problems.map(({ code }) => code)).toEqual(['wrong-unit']);
  });
});
