import { describe, expect, it } from 'vitest';
import { grown, timeToGrow } from '../../language-server/src/estimate/growth.js';
import { type Design, design } from './design.js';

const day = 86_400;
/** 10/s of writes of 1 KB. */
const written = 10 * day * 1000;
const load = (more = ''): string =>
  `client web { peak: 5x ${more} }\nflow put { from: web, rate: 10/s, op: write, request: 1KB }\nflow set { from: web, rate: 7/s, op: upsert, request: 1KB }\n`;
const store = (properties: string, table = 'row: 1KB, retention: 1y', client = ''): Design =>
  design(`${load(client)}database d { ${properties}, table t { ${table} } }\nweb -> d { for: [put, set] }`);

describe('of a table', () => {
  it('grows by what is written, never by the peak nor by upserts', () => {
    const { value } = store('replicas: 3');
    expect(value('t.storage.growth')).toBeCloseTo(written, 3);
    expect(value('t.storage.year')).toBeCloseTo(365 * written, 0);
    expect(value('t.storage')).toBeCloseTo(365 * written, 0);
  });

  it('counts indexes, and fields where no row is written', () => {
    expect(store('', 'row: 1KB, retention: 1d, index-overhead: 30%').value('t.storage')).toBeCloseTo(1.3 * written, 3);
    expect(
      store('', 'retention: 1d, fields { a: id, b: text(100B), c: bool, d: uuid }').value('t.storage'),
    ).toBeCloseTo(10 * day * 125, 3);
    expect(store('', 'retention: 1d, fields { a: id, b: list(id) }').figure('t.storage').missing).toEqual(['t.row']);
  });

  it('keeps the rows that exist, where they are said', () => {
    expect(store('', 'row: 1KB, rows: 2bn').value('t.storage')).toBe(2e12);
  });

  it('is followed to the horizon where it is kept for ever', () => {
    expect(store('', 'row: 1KB, retention: forever').value('t.storage')).toBeCloseTo(3650 * written, 0);
    expect(store('', 'row: 1KB, retention: forever').figure('t.storage').inputs[1]).toMatchObject({
      origin: 'assumed',
    });
    const { value } = design(
      `system "S" { horizon: 2y }\n${load()}database d { table t { row: 1KB, retention: forever } }\nweb -> d`,
    );
    expect(value('t.storage')).toBeCloseTo(730 * written, 0);
  });

  it('grows with its load', () => {
    const kept = store('', 'row: 1KB, retention: 2y', ', growth: 50%/year').value('t.storage');
    expect(kept / (365 * written)).toBeCloseTo((1.5 ** 2 - 1) / Math.log(1.5), 9);
    expect(grown(1000, 0, 365)).toBe(1000);
    expect(timeToGrow(grown(1000, 0.4, 365), 0.4, 365)).toBeCloseTo(1000, 6);
  });

  it('is counted over all hours, however short the business day is', () => {
    const { value } = design(
      `client w { users: 864k, active: 6h/day }\nflow f { from: w, rate: 1/user/day, op: write }\ndatabase d { table t { row: 1KB, retention: 1d } }\nw -> d`,
    );
    expect(value('f.rate.average')).toBeCloseTo(40, 9);
    expect(value('t.storage')).toBeCloseTo(864e6, 3);
  });

  it('is the calendar of the system', () => {
    const { value } = design(
      `system "S" { calendar { year: 360d } }\n${load()}database d { table t { row: 1KB, retention: 1y } }\nweb -> d`,
    );
    expect(value('t.storage')).toBeCloseTo(360 * written, 0);
    expect(value('t.storage.year')).toBeCloseTo(360 * written, 0);
  });

  it('says what is missing', () => {
    expect(store('', 'row: 1KB').figure('t.storage').missing).toEqual(['t.retention']);
    expect(store('', 'retention: 1y').figure('t.storage').missing).toEqual(['t.row']);
  });

  it('is cut into shards', () => {
    const { value } = store('replicas: 8, shards: 4', 'row: 1KB, retention: 1y, skew: 10%');
    expect(value('t.shard.storage')).toBeCloseTo((365 * written) / 4, 0);
    expect(value('t.shard.rate')).toBeCloseTo((17 * 5) / 4, 9);
    expect(value('t.shard.hottest')).toBeCloseTo(0.1 + 0.9 / 4, 12);
  });

  it('of which the hottest gets less where its key is spread over several', () => {
    const hottest = (table: string): number =>
      design(
        `client web {}\nflow get { from: web, rate: 30/s, op: read }\nflow put { from: web, rate: 10/s, op: write }\ndatabase d { replicas: 4, shards: 4, table t { skew: 40%, ${table} } }\nweb -> d`,
      ).value('t.shard.hottest');
    const shard = (skew: number): number => skew + (1 - skew) / 4;
    expect(hottest('rows: 1')).toBeCloseTo(shard(0.4), 12);
    expect(hottest('hot-keys: salt(10)')).toBeCloseTo(shard((30 * 0.4 + 10 * 0.04) / 40), 12);
    expect(hottest('hot-keys: copies(10)')).toBeCloseTo(shard((30 * 0.04 + 10 * 0.4) / 40), 12);
    expect(hottest('hot-keys: salt(1)')).toBeCloseTo(shard(0.4), 12);
    expect(hottest('hot-keys: coalescing')).toBeCloseTo(shard(0.4), 12);
  });
});

describe('of a store', () => {
  it.each([
    ['replicas: 3', 3],
    ['replicas: 6, shards: 2', 3],
    ['replicas: 60, replication-factor: 3', 3],
    ['erasure: rs(8, 4)', 1.5],
    ['managed: yes', 1],
    ['', 1],
  ])('%s costs %d times one copy', (properties, factor) => {
    const { value } = store(properties);
    expect(value('d.storage')).toBeCloseTo(factor * 365 * written, -1);
    expect(value('d.storage.growth')).toBeCloseTo(factor * written, 2);
    expect(value('system.storage')).toBeCloseTo(factor * 365 * written, -1);
  });

  it('keeps objects and messages without a table', () => {
    const text = `${load()}storage o { object-size: 2MB, retention: 1d }\ntopic t { retention: 1h, replication-factor: 3 }\nweb -> o { for: put }\nweb ~> t { for: [put, set], batch: 10 }`;
    const { value } = design(text);
    expect(value('o.storage')).toBeCloseTo(10 * day * 2e6, 0);
    // A batch of ten is ten messages.
    expect(value('t.storage')).toBeCloseTo(3 * 17 * 3600 * 1000, 3);
  });

  it('counts what is gathered in an object as one object', () => {
    const kept = (storage: string): number =>
      design(`${load()}storage o { ${storage} retention: 1d }\nweb -> o { for: put, batch: 50 }`).value('o.storage');
    expect(kept('object-size: 2MB,')).toBeCloseTo(((10 * day) / 50) * 2e6, 0);
    // Where it does not say, an object is as large as the 50 requests in it.
    expect(kept('')).toBeCloseTo(10 * day * 1000, 0);
  });

  it.each([
    ['of nodes that share shards among themselves', 'replicas: 12, rebalance: auto, replication-factor: 3', 3],
    ['of as many for each shard', 'replicas: 12, rebalance: auto, shards: 4', 3],
    ['of one node', 'rebalance: auto', 1],
    ['of an engine that is cut into shards', 'engine: vitess, replicas: 6, replication-factor: 2', 2],
    ['that Couchbase keeps by default', 'engine: couchbase, replicas: 6', 2],
    ['that Dgraph usually keeps', 'engine: dgraph, replicas: 6', 3],
    ['that a provider keeps', 'engine: bigtable, replicas: 12', 1],
  ])('has the copies %s', (_, properties, copies) => {
    expect(store(properties).value('d.storage')).toBeCloseTo(copies * 365 * written, -1);
  });

  it('does not take nodes that share shards for copies', () => {
    for (const nodes of ['rebalance: auto, capacity: 1k/s', 'engine: vitess']) {
      const { figure } = store(`replicas: 12, ${nodes}`);
      for (const name of ['d.storage', 'd.utilisation'])
        expect(figure(name)).toMatchObject({ value: undefined, missing: ['d.replication-factor'] });
    }
  });

  it('is full when its disks are', () => {
    const disk = 'storage: 1TB, replicas: 2';
    expect(store(disk, 'row: 1KB, retention: 10y').value('d.storage.days-left')).toBeCloseTo(0.8e12 / written, 6);
    expect(store(disk, 'row: 1KB, retention: 1y').value('d.storage.days-left')).toBe(Number.POSITIVE_INFINITY);
    const growing = store(disk, 'row: 1KB, retention: 10y', ', growth: 50%/year').value('d.storage.days-left');
    expect(growing).toBeCloseTo(timeToGrow((0.8e12 / written) * day, 0.5, 365 * day) / day, 6);
    expect(growing).toBeLessThan(0.8e12 / written);
    // Rows that exist and stay take their room first.
    expect(store(disk, 'row: 1KB, rows: 500M').value('d.storage.days-left')).toBeCloseTo(
      (0.8e12 - 0.5e12) / written,
      6,
    );
  });
});

describe('ids', () => {
  const years = (more: string, client = ''): number | undefined =>
    store('', `row: 1KB, fields { id: text(7B) { ${more} } }`, client).estimates.get('t.id.ids.years')?.value;

  it('last alphabet^length ÷ rows', () => {
    expect(years('alphabet: 62, length: 7')).toBeCloseTo(62 ** 7 / 10 / (365 * day), 9);
    expect(years('alphabet: 62, length: 7', ', growth: 40%/year')).toBeLessThan(62 ** 7 / 10 / (365 * day));
    expect(years('alphabet: 62')).toBeUndefined();
    expect(years('unique: yes')).toBeUndefined();
  });
});

describe('durability', () => {
  it('is the chance that no object loses all its parts within a repair', () => {
    const failures = -Math.log(1 - 0.02);
    const repair = 6 / 24 / 365;
    const of = (properties: string): number =>
      design(`database d { ${properties}, annual-failure-rate: 2%, repair-time: 6h }`).value('d.durability');
    expect(of('replicas: 1')).toBeCloseTo(0.98, 12);
    expect(1 - of('replicas: 2')).toBeCloseTo(2 * failures * failures * repair, 9);
    expect(1 - of('replication-factor: 3')).toBeCloseTo(3 * failures * 2 * failures * repair * failures * repair, 12);
    expect(of('erasure: rs(8, 4)')).toBeGreaterThan(of('replication-factor: 3'));
    expect(design('storage o { erasure: rs(8, 4) }').figure('o.durability').missing).toEqual([
      'o.annual-failure-rate',
      'o.repair-time',
    ]);
  });
});

describe('memory', () => {
  const cache = (properties: string): Design =>
    design(
      `client w { users: 864k }\nflow f { from: w, rate: 10/user/day, op: read, response: 2KB }\ncache c { ${properties} }\nw -> c`,
    );

  it('is the hot share of a day of reads', () => {
    expect(cache('').value('c.memory.working-set')).toBeCloseTo(0.2 * 8.64e6 * 2000 * 1.5, 3);
    expect(
      cache('object-size: 1KB, hot-share: 10%, distinct-reads: 50%, overhead: 2x').value('c.memory.working-set'),
    ).toBeCloseTo(0.1 * 8.64e6 * 0.5 * 1000 * 2, 3);
    expect(cache('working-set: 4GB').value('c.memory.working-set')).toBe(6e9);
  });

  it('attains what its part of the popularity curve draws', () => {
    const all = 8.64e6 * 2000 * 1.5;
    const attained = (bytes: number, more = ''): number =>
      cache(`memory: ${bytes}B ${more}`).value('c.hit-ratio.attainable');
    expect(attained(0.2 * all)).toBeCloseTo(0.8, 9);
    expect(attained(all)).toBe(1);
    expect(attained(10 * all)).toBe(1);
    expect(attained(0.1 * all)).toBeCloseTo(0.1 ** (Math.log(0.8) / Math.log(0.2)), 9);
    expect(attained(0.1 * all, ', replicas: 2')).toBe(attained(0.1 * all));
    expect(attained(0.1 * all, ', replicas: 4, shards: 2')).toBeCloseTo(0.8, 9);
    expect(attained(0.1 * all, ', replicas: 6, replication-factor: 3')).toBeCloseTo(0.8, 9);
  });

  it.each(['engine: redis-cluster', 'sharding: consistent-hash', 'rebalance: auto'])(
    'attains nobody knows what with %s in an unknown number of parts',
    (way) => {
      expect(cache(`memory: 1GB, ${way}, replicas: 6`).figure('c.hit-ratio.attainable').missing).toEqual(['c.shards']);
      expect(cache(`memory: 1GB, ${way}`).value('c.hit-ratio.attainable')).toBeGreaterThan(0);
    },
  );
});

describe('bandwidth', () => {
  const head =
    'client w { peak: 2x }\nflow f { from: w, rate: 100/s, op: read, request: 100B, response: 10KB }\nflow g { from: w, rate: 10/s, op: write, request: 5KB }\n';

  it('is bits at peak, both ways', () => {
    const { value } = design(`${head}service s { replicas: 2, bandwidth: 100Mbps }\ndatabase d {}\nw -> s -> d`);
    const [up, down] = [200 * 100 + 20 * 5000, 200 * 10_000].map((bytes) => bytes * 8);
    expect(value('w->s.bandwidth.out')).toBeCloseTo(up, 3);
    expect(value('w->s.bandwidth.in')).toBeCloseTo(down, 3);
    expect(value('s.bandwidth.in')).toBeCloseTo(up + down, 3);
    expect(value('s.bandwidth.out')).toBeCloseTo(up + down, 3);
    expect(value('system.bandwidth.in')).toBeCloseTo(up, 3);
    expect(value('system.bandwidth.out')).toBeCloseTo(down, 3);
    expect(value('s.bandwidth.utilisation')).toBeCloseTo((up + down) / 200e6, 9);
  });

  it('counts every item of a batch', () => {
    const { value } = design(`${head}service s {}\ndatabase d {}\nw -> s\ns -> d { for: g, batch: 20 }`);
    expect(value('s->d.rate.peak')).toBeCloseTo(1, 12);
    expect(value('s->d.bandwidth.out')).toBeCloseTo(20 * 5000 * 8, 3);
  });

  it('is of the line where that is written', () => {
    const { value, figure, estimates } = design(`${head}service s {}\nw -> s { bandwidth: 1Gbps }`);
    expect(value('w->s.bandwidth.utilisation')).toBeCloseTo((200 * 10_000 * 8) / 1e9, 12);
    expect(figure('w->s.bandwidth.utilisation').inputs[2]).toMatchObject({ value: 1e9, unit: 'bit/s' });
    expect(estimates.get('system.bandwidth.utilisation')).toBeUndefined();
  });

  it('does not know what a hand-over of a read carries', () => {
    const text = (topic: string): Design =>
      design(
        `client w { peak: 1x }\nflow f { from: w, rate: 100/s, op: read, response: 10KB }\nservice s {}\ntopic t { ${topic} }\nw -> s ~> t`,
      );
    expect(text('').figure('s~>t.bandwidth.out').missing).toEqual(['t.message-size']);
    expect(text('message-size: 1KB').value('s~>t.bandwidth.out')).toBeCloseTo(800_000, 6);
  });
});
