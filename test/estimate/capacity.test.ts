import { describe, expect, it } from 'vitest';
import { type Design, design } from './design.js';

/** 200/s of reads and 20/s of writes at peak. */
const load =
  'client web { users: 864k, peak: 2x }\nflow get { from: web, rate: 10/user/day, op: read }\nflow put { from: web, rate: 1/user/day, op: write }\n';
const service = (properties: string, more = ''): Design =>
  design(`${load}service s { ${properties} }\nweb -> s\n${more}`);
const store = (properties: string, link = '', kind = 'database'): Design =>
  design(`${load}service s {}\n${kind} d { ${properties} }\nweb -> s\ns -> d { ${link} }`);

describe('of a service', () => {
  it.each([
    ['replicas: 4, capacity: 100/s', 400],
    ['capacity: 100/s', 100],
    ['replicas: 4, autoscale { min: 2, max: 10 }, capacity: 100/s', 1000],
    ['replicas: 2, concurrency: 10, latency: 50ms', 400],
    ['managed: yes, capacity: 1k/s', 1000],
    ['replicas: 10, capacity: 100/s, contention: 0.05', (10 * 100) / (1 + 0.05 * 9)],
    ['replicas: 10, capacity: 100/s, contention: 0.05, coherency: 0.001', (10 * 100) / (1 + 0.05 * 9 + 0.001 * 10 * 9)],
  ])('%s', (properties, capacity) => {
    const { value } = service(properties);
    expect(value('s.capacity')).toBeCloseTo(capacity, 9);
    expect(value('s.utilisation')).toBeCloseTo(220 / capacity, 12);
    expect(value('s.headroom')).toBeCloseTo(1 - 220 / capacity, 12);
    expect(value('s.breaking-point')).toBeCloseTo(capacity / 220, 9);
  });

  it('holds a slot while it waits, unless its I/O does not block', () => {
    const text = (io: string): string =>
      `${load}service s { concurrency: 10, latency: 10ms ${io} }\nexternal e { latency: 89.5ms }\nweb -> s -> e`;
    expect(design(text('')).value('s.capacity')).toBeCloseTo(10 / 0.1, 6);
    expect(design(text('')).figure('s.capacity').inputs[1].derivation?.notes[0]).toMatch(/Blocking I\/O is assumed/);
    expect(design(text(', io: non-blocking')).value('s.capacity')).toBeCloseTo(1000, 6);
  });

  it('waits for each flow as often as that makes the call', () => {
    const text = `${load}service s { concurrency: 10, latency: 10ms }\nexternal e { latency: 89.5ms }\nweb -> s\ns -> e { for: put }`;
    expect(design(text).value('s.capacity')).toBeCloseTo(10 / (0.01 + 0.09 / 11), 6);
  });

  it('of a topic has no more consumers than partitions', () => {
    const { value } = design(
      `${load}topic t { partitions: 6 }\nworker w { replicas: 10, capacity: 10/s }\nweb ~> t ~> w`,
    );
    expect(value('w.capacity')).toBe(60);
    expect(value('w.utilisation.replica-lost')).toBeCloseTo(220 / 60, 12);
  });

  it('needs enough for the target, and one more', () => {
    expect(service('capacity: 100/s').value('s.replicas.needed')).toBe(Math.ceil(220 / 70) + 1);
    expect(service('capacity: 100/s, target-utilisation: 50%').value('s.replicas.needed')).toBe(5 + 1);
    expect(service('capacity: 110/s, target-utilisation: 100%').value('s.replicas.needed')).toBe(2 + 1);
    expect(service('capacity: 10/s, contention: 50%').value('s.replicas.needed')).toBe(Number.POSITIVE_INFINITY);
    expect(service('managed: yes, capacity: 1k/s').figure('s.replicas.needed').missing).toEqual(['s.replicas']);
  });

  it('loses replicas, zones and regions', () => {
    const { value } = service('replicas: 7, capacity: 100/s, zones: [a, b, c], regions: [x, y]');
    expect(value('s.utilisation.replica-lost')).toBeCloseTo(220 / 600, 12);
    expect(value('s.utilisation.zone-lost')).toBeCloseTo(220 / 400, 12);
    expect(value('s.utilisation.region-lost')).toBeCloseTo(220 / 300, 12);
  });

  it('is gone with its only replica, and not asked where it stands', () => {
    expect(service('capacity: 1k/s').value('s.utilisation.replica-lost')).toBe(Number.POSITIVE_INFINITY);
    expect(service('capacity: 1k/s').figure('s.utilisation.zone-lost').missing).toEqual(['s.zones']);
    expect(service('managed: yes, capacity: 1k/s').figure('s.utilisation.replica-lost').missing).toEqual([
      's.replicas',
    ]);
  });

  it('is unknown without capacity, and says what is missing', () => {
    expect(service('replicas: 3').figure('s.utilisation')).toMatchObject({ value: undefined, missing: ['s.capacity'] });
    expect(service('concurrency: 3').figure('s.utilisation').missing).toEqual(['s.capacity']);
  });
});

describe('of a store', () => {
  const [reads, writes] = [200, 20];

  it.each([
    ['one node', 'capacity: 1k/s', '', (reads + writes) / 1000],
    ['writes apart', 'capacity: 1k/s, write-capacity: 100/s', '', reads / 1000 + writes / 100],
    ['a leader and two followers', 'replicas: 3, capacity: 1k/s', '', (reads / 3 + writes) / 1000],
    ['reads of the leader', 'replicas: 3, capacity: 1k/s', 'read-from: leader', (reads + writes) / 1000],
    ['reads of the followers', 'replicas: 3, capacity: 1k/s', 'read-from: followers', (reads / 2 + writes) / 1000],
    ['sharded', 'replicas: 6, shards: 3, capacity: 1k/s', '', (reads / 2 + writes) / 3 / 1000],
    [
      'sharded, skewed',
      'replicas: 6, shards: 3, skew: 10%, capacity: 1k/s',
      '',
      ((reads / 2 + writes) * (0.1 + 0.9 / 3)) / 1000,
    ],
    [
      'shards that spread',
      'replicas: 12, replication-factor: 3, rebalance: auto, capacity: 1k/s',
      '',
      (reads / 3 + writes) / 4 / 1000,
    ],
    [
      'shards that a provider moves and copies',
      'managed: yes, replicas: 10, rebalance: auto, capacity: 1k/s',
      '',
      (reads + writes) / 10 / 1000,
    ],
    [
      'leaderless',
      'replicas: 6, replication-factor: 3, capacity: 1k/s, replication { topology: leaderless, read-quorum: 2 }',
      '',
      (writes * 3 + reads * 2) / 6 / 1000,
    ],
    [
      'leaderless, R the majority',
      'replicas: 10, replication-factor: 5, capacity: 1k/s, replication { topology: leaderless }',
      '',
      (writes * 5 + reads * 3) / 10 / 1000,
    ],
    [
      'leaderless, skewed',
      'replicas: 6, replication-factor: 3, skew: 10%, capacity: 1k/s, replication { topology: leaderless, read-quorum: 1 }',
      '',
      (writes * (0.1 + 0.45) + (reads / 3) * (0.1 + 0.45)) / 1000,
    ],
    [
      'its hottest key salted',
      'replicas: 6, shards: 3, capacity: 1k/s, table t { skew: 10%, hot-keys: salt(5) }',
      '',
      ((reads / 2) * (0.1 + 0.9 / 3) + writes * (0.02 + 0.98 / 3)) / 1000,
    ],
    [
      'its hottest key in copies',
      'replicas: 6, shards: 3, capacity: 1k/s, table t { skew: 10%, hot-keys: copies(4) }',
      '',
      ((reads / 2) * (0.025 + 0.975 / 3) + writes * (0.1 + 0.9 / 3)) / 1000,
    ],
    [
      'its hottest key behind a cache of which nobody knows what it answers',
      'replicas: 6, shards: 3, capacity: 1k/s, table t { skew: 10%, hot-keys: local-cache }',
      '',
      ((reads / 2 + writes) * (0.1 + 0.9 / 3)) / 1000,
    ],
    [
      'one of two tables with a skew salted',
      'replicas: 6, shards: 3, capacity: 1k/s, table t { skew: 10%, hot-keys: salt(5) }, table u { skew: 4% }',
      '',
      ((reads / 2) * (0.1 + 0.9 / 3) + writes * (0.04 + 0.96 / 3)) / 1000,
    ],
    [
      'the skew of the store salted at its only table',
      'replicas: 6, shards: 3, skew: 10%, capacity: 1k/s, table t { hot-keys: salt(5) }',
      '',
      ((reads / 2) * (0.1 + 0.9 / 3) + writes * (0.02 + 0.98 / 3)) / 1000,
    ],
    [
      'leaderless, salted',
      'replicas: 6, replication-factor: 3, capacity: 1k/s, replication { topology: leaderless, read-quorum: 1 }, table t { skew: 10%, hot-keys: salt(2) }',
      '',
      (writes * (0.05 + 0.95 / 2) + (reads / 3) * (0.1 + 0.9 / 2)) / 1000,
    ],
    [
      'multi-leader',
      'replicas: 4, capacity: 1k/s, replication { topology: multi-leader }',
      '',
      (reads / 4 + writes) / 1000,
    ],
  ])('%s', (_, properties, link, utilisation) => {
    const { value } = store(properties, link);
    expect(value('d.utilisation')).toBeCloseTo(utilisation, 12);
    expect(value('d.capacity')).toBeCloseTo(220 / utilisation, 6);
  });

  it('loses a node', () => {
    expect(store('replicas: 3, capacity: 1k/s').value('d.utilisation.replica-lost')).toBeCloseTo(
      (reads / 2 + writes) / 1000,
      12,
    );
    const leaderless =
      'replicas: 6, replication-factor: 3, zones: [a, b, c], capacity: 1k/s, replication { topology: leaderless, read-quorum: 2 }';
    expect(store(leaderless).value('d.utilisation.zone-lost')).toBeCloseTo((writes * 3 + reads * 2) / 4 / 1000, 12);
    expect(store('replicas: 6, shards: 3, capacity: 1k/s').value('d.utilisation.replica-lost')).toBeCloseTo(
      (reads + writes) / 3 / 1000,
      12,
    );
  });

  it('needs nodes for its reads; writes that one cannot take need shards', () => {
    expect(store('replicas: 2, capacity: 100/s').value('d.replicas.needed')).toBe(4 + 1);
    expect(store('replicas: 2, capacity: 20/s').value('d.replicas.needed')).toBe(Number.POSITIVE_INFINITY);
    expect(store('replicas: 2, shards: 2, capacity: 20/s').value('d.replicas.needed')).toBe(Math.ceil(220 / 14) + 1);
  });

  it('needs nodes for its disk', () => {
    const disk =
      'replication-factor: 3, replicas: 9, rebalance: auto, capacity: 1k/s, storage: 1TB, table t { row: 10KB, retention: 1y }';
    const kept = 10 * 86_400 * 365 * 10_000 * 3;
    expect(store(disk).value('d.replicas.needed')).toBe(Math.ceil(kept / 0.8e12) + 1);
    // Each unsharded replica holds it all: more of them make no room.
    const whole = 'replicas: 2, capacity: 1k/s, storage: 1TB, table t { row: 10KB, retention: 1y }';
    expect(store(whole).value('d.replicas.needed')).toBe(Number.POSITIVE_INFINITY);
    expect(store(whole.replace('1TB', '4TB')).value('d.replicas.needed')).toBe(2);
  });

  it('does not guess reads and writes apart where that matters', () => {
    const text = (properties: string): Design =>
      design(`client w { peak: 1x }\nflow f { from: w, rate: 100/s }\ndatabase d { ${properties} }\nw -> d`);
    expect(text('capacity: 1k/s').value('d.utilisation')).toBeCloseTo(0.1, 12);
    expect(text('capacity: 1k/s, replicas: 2').figure('d.utilisation').missing).toEqual(['f.op']);
  });

  it('of a cache is the same, its invalidations counting as changes', () => {
    expect(
      store('replicas: 4, shards: 2, capacity: 1k/s, hit-ratio: 90%', '', 'cache').value('d.utilisation'),
    ).toBeCloseTo((reads / 2 + writes) / 2 / 1000, 12);
    expect(store('replicas: 2, capacity: 1k/s', 'op: invalidate', 'cache').value('d.utilisation')).toBeCloseTo(
      220 / 1000,
      12,
    );
  });
});

describe('of the system', () => {
  it('breaks where the first component does', () => {
    const { figure } = design(
      `${load}service a { capacity: 1k/s }\nservice b { capacity: 440/s }\nservice c {}\nweb -> a -> b -> c`,
    );
    expect(figure('system.breaking-point').value).toBeCloseTo(2, 12);
    expect(figure('system.breaking-point').notes).toEqual([
      'First to saturate: b at 2.00x, a at 4.55x.',
      'Left out, as nobody can tell: 1 of 3 components.',
    ]);
  });

  it('never breaks without load, and is unknown without capacities', () => {
    expect(design('service a { capacity: 1/s }').value('system.breaking-point')).toBe(Number.POSITIVE_INFINITY);
    expect(design(`${load}service a {}\nweb -> a`).figure('system.breaking-point').missing).toEqual(['a.capacity']);
  });
});

describe('of a job', () => {
  it('is how long a run takes', () => {
    expect(
      design('job j { every: 1d, volume: 1M, throughput: 100/s, replicas: 5 }').value('j.job.duration'),
    ).toBeCloseTo(2000, 9);
    expect(design('job j { every: 1d }').figure('j.job.duration').missing).toEqual(['j.volume', 'j.throughput']);
  });
});
