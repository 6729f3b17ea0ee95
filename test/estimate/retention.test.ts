import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { showValue } from '../../language-server/src/estimate/show.js';
import { type Design, design } from './design.js';

const day = 86_400;
const year = 365 * day;
/** A million devices that send a value of 20 bytes every ten seconds: 100,000 rows a second. */
const devices = 'client devices { concurrent: 1M }\nflow report { from: devices, every: 10s, op: write }\n';
/** As many rows, of which nobody says how often one series has one. */
const samples = 'client devices {}\nflow report { from: devices, rate: 100k/s, op: write }\n';
const perSecond = 100_000 * 20;
const series = (table: string, load = devices, store = ''): Design =>
  design(
    `${load}database metrics { ${store}\n  table points { row: 20B, ${table} } }\ndevices -> metrics { for: report }`,
  );
const storage = (table: string, load = devices): number => series(table, load).value('points.storage');

describe('downsampling', () => {
  it('keeps each resolution up to its age: as RRDtool and Whisper do', () => {
    // One in six is left at a minute, one in 360 at an hour.
    const both = perSecond * ((30 * day) / 6 + year / 360);
    expect(storage('downsampling: [keep(1min, 30d), keep(1h, 1y)]')).toBeCloseTo(both, 0);
    expect(storage('downsampling: [keep(1h, 1y), keep(1min, 30d)]')).toBeCloseTo(both, 0);
    expect(storage('downsampling: keep(10s, 30d)')).toBeCloseTo(perSecond * 30 * day, 0);
    // A value is never there more often than it came.
    expect(storage('downsampling: keep(1s, 30d)')).toBeCloseTo(perSecond * 30 * day, 0);
  });

  it('keeps rows as they arrive for a retention that ends before the first age', () => {
    const coarse = perSecond * ((30 * day) / 6 + year / 360);
    const layers = 'downsampling: [keep(1min, 30d), keep(1h, 1y)]';
    expect(storage(`retention: 2d, ${layers}`)).toBeCloseTo(perSecond * 2 * day + coarse, 0);
    expect(storage(`retention: 30d, ${layers}`)).toBeCloseTo(coarse, 0);
    expect(storage(`retention: 1y, ${layers}`)).toBeCloseTo(coarse, 0);
    expect(storage(`retention: forever, ${layers}`)).toBeCloseTo(coarse, 0);
  });

  it('knows the series by the cardinality of their key', () => {
    const fields = 'fields { series: id { cardinality: 500k }, host: id { cardinality: 2 }, at: timestamp }';
    const keyed = storage(`${fields}, shard-key: [series, host, at], downsampling: keep(1min, 30d)`, samples);
    expect(keyed).toBeCloseTo((perSecond * 30 * day) / 6, 0);
  });

  it('assumes rows no finer than the first resolution where nobody says, which keeps rather too much', () => {
    const { figure, value } = series('downsampling: [keep(1min, 30d), keep(1h, 1y)]', samples);
    expect(value('points.storage')).toBeCloseTo(perSecond * (30 * day + year / 60), 0);
    const [, share] = figure('points.storage').inputs;
    expect(share.derivation?.inputs[0]).toMatchObject({ origin: 'assumed', value: 60 });
  });

  it('does not know how much coarser than the rows as they arrive it is', () => {
    const fields = 'fields { series: id, at: timestamp }, shard-key: series';
    const of = (table: string): Design => series(`${table} retention: 7d, downsampling: keep(1h, 1y)`, samples);
    expect(of(`${fields},`).figure('points.storage').missing).toEqual(['points.series.cardinality']);
    expect(of('').figure('points.storage').missing).toEqual(['points.shard-key']);
  });

  it('grows with its load: each age holds the rows of its own time', () => {
    const growing = devices.replace('op: write', 'op: write, growth: 50%/year');
    const worth = (years: number): number => (1.5 ** years - 1) / Math.log(1.5);
    expect(storage('downsampling: [keep(10s, 1y), keep(100s, 2y)]', growing)).toBeCloseTo(
      perSecond * year * (worth(2) - worth(1) + worth(2) / 10),
      -3,
    );
  });

  it('shows its working', () => {
    const { figure } = series('downsampling: [keep(1min, 30d), keep(1h, 1y)]');
    const { formula, inputs } = figure('points.storage');
    expect(formula).toBe('growth per day × Σ share × age of each resolution');
    expect(inputs.map(({ name, value, unit }) => `${name} ${showValue(value, unit)}`)).toEqual([
      'points.storage.growth 173GB/day',
      'points.downsampling.share 16.7%',
      'points.downsampling.age 30d',
      'points.downsampling.share 0.278%',
      'points.downsampling.age 1y',
    ]);
    expect(inputs[1].derivation?.formula).toBe('time between two rows of a series ÷ resolution, at most 1');
  });

  it('never keeps more than all rows for the last age, nor less for a longer one', () => {
    const age = fc.integer({ min: 1, max: 1000 });
    const resolution = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(fc.array(fc.tuple(resolution, age), { minLength: 1, maxLength: 4 }), (layers) => {
        const written = (more: number): string =>
          `downsampling: [${layers.map(([each, days]) => `keep(${each}s, ${days + more}d)`).join(', ')}]`;
        const all = layers.reduce((total, [, days]) => total + days, 0) * day * perSecond;
        const kept = storage(written(0));
        expect(kept).toBeLessThanOrEqual(all * (1 + 1e-12));
        expect(storage(written(1))).toBeGreaterThan(kept);
      }),
      { numRuns: 40 },
    );
  });
});

describe('tiering', () => {
  const load = 'client web {}\nflow put { from: web, rate: 10/s, op: write }\n';
  const bytes = 10 * 1000;
  const tiered = (table: string, hot = '', cold = '', more = load): Design =>
    design(
      `${more}database d { ${hot}\n  table t { row: 1KB, ${table} } }\nstorage archive { ${cold} }\nweb -> d { for: put }`,
    );
  const moving = 'retention: 1y, tiering { after: 30d, to: archive }';

  it('moves what is older, with the redundancy and at the price of where it lies', () => {
    const { value } = tiered(
      moving,
      'replicas: 3, price { storage: $0.10/GB/month }',
      'erasure: rs(8, 4), price { storage: $0.02/GB/month }',
    );
    const [hot, cold] = [3 * bytes * 30 * day, 1.5 * bytes * 335 * day];
    expect(value('t.storage')).toBeCloseTo(bytes * year, 0);
    expect(value('d.storage')).toBeCloseTo(hot, 0);
    expect(value('archive.storage')).toBeCloseTo(cold, 0);
    expect(value('system.storage')).toBeCloseTo(hot + cold, 0);
    expect(value('archive.storage.growth')).toBeCloseTo(1.5 * bytes * day, 3);
    expect(value('d.cost.month')).toBeCloseTo((hot / 1e9) * 0.1, 6);
    expect(value('archive.cost.month')).toBeCloseTo((cold / 1e9) * 0.02, 6);
  });

  it('leaves to its shards and disks what stays', () => {
    const { value } = tiered(moving, 'replicas: 4, shards: 4, storage: 10GB, fill: 100%');
    expect(value('t.shard.storage')).toBeCloseTo((bytes * 30 * day) / 4, 3);
    expect(value('d.storage.days-left')).toBe(Number.POSITIVE_INFINITY);
    const small = tiered(moving, 'storage: 20GB, fill: 100%', 'storage: 1TB, fill: 100%');
    expect(small.value('d.storage.days-left')).toBeCloseTo(20e9 / bytes / day, 6);
    expect(small.value('archive.storage.days-left')).toBe(Number.POSITIVE_INFINITY);
    const full = tiered(moving, '', 'storage: 100GB, fill: 100%');
    // The first row comes after thirty days.
    expect(full.value('archive.storage.days-left')).toBeCloseTo(30 + 100e9 / bytes / day, 6);
  });

  it('moves nothing that is gone before, and all that comes to a stay of no time', () => {
    const gone = tiered('retention: 7d, tiering { after: 30d, to: archive }');
    expect(gone.value('archive.storage')).toBe(0);
    expect(gone.value('archive.storage.growth')).toBe(0);
    expect(gone.value('d.storage')).toBeCloseTo(bytes * 7 * day, 3);
    const atOnce = tiered('retention: 7d, tiering { after: 0s, to: archive }');
    expect(atOnce.value('d.storage')).toBe(0);
  });

  it('takes of rows that exist the youngest for those that stay', () => {
    const { value } = tiered('rows: 1bn, tiering { after: 30d, to: archive }');
    expect(value('d.storage')).toBeCloseTo(bytes * 30 * day, 3);
    expect(value('archive.storage')).toBeCloseTo(1e12 - bytes * 30 * day, 0);
    const few = tiered('rows: 1M, tiering { after: 30d, to: archive }');
    expect(few.value('d.storage')).toBe(1e9);
    expect(few.value('archive.storage')).toBe(0);
  });

  it('keeps beside its own objects what moves there', () => {
    const { value } = design(
      `${load}database d { table t { row: 1KB, ${moving} } }\nstorage archive { object-size: 2KB, retention: 10d }\nweb -> d { for: put }\nweb -> archive { for: put }`,
    );
    expect(value('archive.storage')).toBeCloseTo(bytes * 335 * day + 2 * bytes * 10 * day, 0);
  });

  it('does not know when, where nobody says', () => {
    expect(tiered('retention: 1y, tiering { to: archive }').figure('d.storage').missing).toEqual(['t.tiering.after']);
  });

  it('loses nothing: what stays and what moved are all of it', () => {
    const growth = fc.integer({ min: 0, max: 80 });
    const days = fc.integer({ min: 1, max: 2000 });
    const layers = fc.option(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 9999 }), days), { minLength: 1, maxLength: 3 }),
    );
    fc.assert(
      fc.property(days, days, growth, layers, (retention, after, percent, coarser) => {
        const more = devices.replace('op: write', `op: write, growth: ${percent}%/year`);
        const keep = coarser?.map(([each, age]) => `keep(${each}s, ${age}d)`).join(', ');
        const { value } = design(
          `${more}database d { table t { row: 20B, retention: ${retention}d, tiering { after: ${after}d, to: archive }${keep ? `, downsampling: [${keep}]` : ''} } }\nstorage archive {}\ndevices -> d { for: report }`,
        );
        const parts = value('d.storage') + value('archive.storage');
        expect(Math.abs(parts / value('t.storage') - 1)).toBeLessThan(1e-9);
      }),
      { numRuns: 40 },
    );
  });
});

describe('days left with several tables', () => {
  it('ends on the day on which all of them together fill the disk', () => {
    const { value } = design(
      `client web {}\nflow a { from: web, rate: 10/s, op: write }\nflow b { from: web, rate: 1/s, op: write }
database d { storage: 20GB, fill: 100%, table short { row: 1KB, retention: 10d }, table long { row: 1KB, retention: 1y } }
web -> d { for: a, stores: short }\nweb -> d { for: b, stores: long }`,
    );
    // After ten days the short one stays at 8.64 GB.
    expect(value('d.storage.days-left')).toBeCloseTo((20e9 - 10_000 * 10 * day) / 1000 / day, 6);
  });

  it('counts rows that are there already', () => {
    const { value } = design(
      `client web {}\nflow a { from: web, rate: 10/s, op: write }\nflow b { from: web, rate: 1/s, op: write }
database d { storage: 20GB, fill: 100%, replicas: 2, table short { row: 1KB, retention: 10d }, table there { row: 1KB, rows: 5M } }
web -> d { for: a, stores: short }\nweb -> d { for: b, stores: there }`,
    );
    // Two disks of two copies.
    expect(value('d.storage.days-left')).toBeCloseTo((20e9 - 5e9 - 10_000 * 10 * day) / 1000 / day, 6);
  });
});

describe('compression', () => {
  const page = (link: string, flow = ''): Design =>
    design(
      `client web { peak: 1x }\nflow get { from: web, rate: 100/s, op: read, request: 100B, response: 10KB ${flow} }\nservice api { price { egress: $0.09/GB } }\nweb -> api { ${link} }`,
    );
  const sent = 100 * 10_000 * 8;

  it.each([
    ['compression: none', '', 1],
    ['compression: gzip', '', 2.73],
    ['compression: br', ', content: html', 2.708],
    ['compression: zstd', ', content: json', 2.877],
    ['compression: br(6x)', '', 6],
    ['compression: gzip(50%)', '', 1],
    ['compression: zstd(6x)', ', content: image', 1],
    ['compression: gzip', ', content: video', 1],
  ])('%s%s makes it %s times smaller', (link, flow, times) => {
    const { value } = page(link, flow);
    expect(value('web->api.bandwidth.in')).toBeCloseTo(sent / times, 3);
    expect(value('api.bandwidth.out')).toBeCloseTo(sent / times, 3);
    expect(value('web->api.bandwidth.out')).toBeCloseTo((100 * 100 * 8) / times, 3);
    expect(value('api.cost.month')).toBeCloseTo(((sent / 8 / times) * (year / 12) * 0.09) / 1e9, 6);
  });

  it('says where the ratio is from', () => {
    const { figure } = page('compression: zstd');
    expect(figure('web->api.bandwidth.in').formula).toBe('Σ peak rate × visits × response × items ÷ compression × 8');
    expect(figure('web->api.bandwidth.in').inputs.at(-1)).toMatchObject({
      name: 'web->api.compression',
      value: 2.877,
      origin: 'assumed',
      source: expect.stringContaining('README of Zstandard, 2016'),
    });
    expect(page('compression: zstd(4x)').figure('web->api.bandwidth.in').inputs.at(-1)).toMatchObject({
      value: 4,
      origin: 'written',
    });
  });

  it('never makes more of it, the less the more it packs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 50 }), (ratio, more) => {
        const of = (times: number): number => page(`compression: br(${times}x)`).value('web->api.bandwidth.in');
        expect(of(ratio)).toBeLessThanOrEqual(sent);
        expect(of(ratio + more)).toBeLessThanOrEqual(of(ratio));
      }),
      { numRuns: 20 },
    );
  });
});
