import { describe, expect, it } from 'vitest';
import { design, estimated, modelOf } from './design.js';

const head =
  'client web { users: 864k, peak: 2x }\nflow get { from: web, rate: 10/user/day, op: read }\nflow put { from: web, rate: 1/user/day, op: write }\n';

describe('sources', () => {
  const rate = (client: string, flow: string): number =>
    design(`client w { ${client} }\nflow f { from: w, ${flow} }`).value('f.rate.average');

  it.each([
    ['users: 864k', 'rate: 10/user/day', 100],
    ['users: 8.64M, daily: 10%', 'rate: 10/user/day', 100],
    ['', 'rate: 100/s', 100],
    ['', 'rate: 262.8M/month', 100],
    ['concurrent: 3000', 'every: 30s', 100],
    ['users: 30k, concurrent: 10%', 'every: 30s', 100],
    ['users: 864k, active: 6h/day', 'rate: 10/user/day', 400],
    ['active: 6h/day', 'rate: 100/s', 100],
    ['active: 6h/day', 'rate: 6000/min', 100],
    ['active: 6h/day', 'rate: 8.64M/day', 400],
  ])('%s, %s', (client, flow, expected) => {
    expect(rate(client, flow)).toBeCloseTo(expected, 9);
  });

  it('knows what a param is per', () => {
    const text = (value: string): string =>
      `param r = ${value}\nclient w { active: 6h/day }\nflow f { from: w, rate: r }`;
    expect(design(text('100/s')).value('f.rate.average')).toBeCloseTo(100, 9);
    expect(design(text('8.64M/day')).value('f.rate.average')).toBeCloseTo(400, 9);
  });

  it('lets a part of a flow come in its hours, with its peak and growth', () => {
    const { value, estimates } = design(
      'client w { active: 6h/day, peak: 4x }\ntopic t {}\nflow f { from: w, rate: 8.64M/day, op: write }\nflow g { from: t, of: f, share: 50%, op: write }\nservice s {}\nt ~> s { for: g }',
    );
    expect(value('g.rate.average')).toBeCloseTo(200, 9);
    expect(value('g.rate.peak')).toBeCloseTo(800, 9);
    expect(estimates.get('g.rate.peak')?.inputs.map(({ name }) => name)).toEqual(['g.rate.average', 'f.peak']);
  });

  it('assumes a peak, and says so', () => {
    const { figure } = design('client w {}\nflow f { from: w, rate: 1/s }');
    expect(figure('f.rate.peak').value).toBe(3);
    expect(figure('f.rate.peak').inputs[1]).toMatchObject({ value: 3, origin: 'assumed' });
    expect(figure('f.rate.peak').inputs[1].source).toBeTruthy();
  });

  it.each([
    ['flow f { from: w }', 'f.rate'],
    ['flow f { from: w, rate: 1/user/day }', 'w.users'],
    ['flow f { rate: 1/user/day }', 'f.from'],
    ['flow f { from: w, every: 1s }', 'w.concurrent'],
  ])('%s lacks %s', (flow, missing) => {
    const { figure } = design(`client w {}\n${flow}`);
    expect(figure('f.rate.average')).toMatchObject({ value: undefined, missing: [missing] });
  });
});

describe('batches of messages', () => {
  const text = (publish: string, consume = '', start = '') =>
    `client w {}\nflow put { from: w, rate: 1k/s, peak: 1x, op: write, request: 100B }\n${start}service a {}\nqueue q { retention: 1d }\nworker b {}\nservice c {}\nw -> a\na ~> q { ${publish} }\nq ~> b { ${consume} }\nb -> c`;

  it('are requests of the link, messages of the broker and of all behind it', () => {
    const { value, figure } = design(text('batch: 100'));
    expect(value('a~>q.rate.average')).toBeCloseTo(10, 9);
    expect(value('q.rate.average')).toBeCloseTo(1000, 9);
    expect(value('q~>b.rate.average')).toBeCloseTo(1000, 9);
    expect(value('c.rate.average')).toBeCloseTo(1000, 9);
    expect(value('q.storage')).toBeCloseTo(1000 * 86_400 * 100, 0);
    expect(figure('q.visits.put').inputs[0].derivation?.inputs.map(({ name, value: v }) => [name, v])).toEqual([
      ['a~>q.visits.put', 0.01],
      ['a~>q.batch', 100],
    ]);
  });

  it('are taken out in batches of the consumer, however they came in', () => {
    const { value } = design(text('batch: 100', 'batch: 10'));
    expect(value('q~>b.rate.average')).toBeCloseTo(100, 9);
    expect(value('c.rate.average')).toBeCloseTo(100, 9);
  });

  it('come on top of what is sent one by one, and of what starts at the broker', () => {
    const own = 'flow tick { from: q, rate: 7/s, op: write }\n';
    const { value } = design(`${text('batch: 100', '', own)}\nw ~> q { for: put, share: 20% }`);
    expect(value('q.rate.average')).toBeCloseTo(1000 + 200 + 7, 9);
    expect(value('c.rate.average')).toBeCloseTo(1207, 9);
  });

  it('stay whole for what is no broker', () => {
    const { value } = design(text('').replace('b -> c', 'b -> c { batch: 50 }'));
    expect(value('c.rate.average')).toBeCloseTo(20, 9);
  });

  it('in a loop are messages too', () => {
    const { value } = design(`${text('batch: 100')}\nc ~> q { share: 50%, batch: 20 }`);
    // 1 + ½ + ¼ + …
    expect(value('q.rate.average')).toBeCloseTo(2000, 6);
    expect(value('c~>q.rate.average')).toBeCloseTo(2000 * 0.5 * (1 / 20), 6);
  });
});

describe('links', () => {
  const visits = (links: string, component: string, flow = 'get'): number =>
    design(`${head}${links}`).value(`${component}.visits.${flow}`);

  it('takes share, calls, fan-out and batch', () => {
    expect(
      visits(
        'service a {}\nservice b {}\nweb -> a\na -> b { share: 20%, calls: 3, fan-out { average: 50 }, batch: 10 }',
        'b',
      ),
    ).toBeCloseTo((0.2 * 3 * 50) / 10, 12);
  });

  it('goes only where `for` lets it', () => {
    const { value, estimates } = design(`${head}service a {}\nservice b {}\nweb -> a\na -> b { for: put }`);
    expect(value('b.visits.put')).toBe(1);
    expect(estimates.get('b.visits.get')).toBeUndefined();
  });

  it('splits over the targets of a balancer, by weight or evenly', () => {
    const { value } = design(
      `${head}lb l {}\nservice a {}\nservice b {}\nservice c {}\nweb -> l\nl -> a { weight: 2 }\nl -> b\nl -> c { weight: 1 }`,
    );
    expect([value('a.visits.get'), value('b.visits.get'), value('c.visits.get')]).toEqual([0.5, 0.25, 0.25]);
  });

  it('hands a message of a topic to each group, inside a group to one', () => {
    const { value } = design(
      `${head}topic t {}\nworker a { capacity: 30/s }\nworker b { capacity: 10/s }\nworker c {}\nworker d {}\nweb ~> t\nt ~> a { group: g }\nt ~> b { group: g }\nt ~> c\nt ~> d { group: h }`,
    );
    expect(['a', 'b', 'c', 'd'].map((id) => value(`${id}.visits.put`))).toEqual([0.75, 0.25, 1, 1]);
  });

  it('splits a queue evenly where a capacity is not known, and by weight where one is given', () => {
    const queue = (a: string, b: string): number =>
      visits(
        `queue q {}\nworker a { capacity: 30/s }\nworker b {}\nweb ~> q\nq ~> a { ${a} }\nq ~> b { ${b} }`,
        'a',
        'put',
      );
    expect(queue('', '')).toBe(0.5);
    expect(queue('weight: 3', 'weight: 1')).toBe(0.75);
  });

  it('ends at a client, also at the one it came from', () => {
    const { value, estimates } = design(`${head}service a {}\nweb -> a\na ~> web { for: put }`);
    expect(estimates.problems).toEqual([]);
    expect(value('a.visits.put')).toBe(1);
    expect(value('web.visits.put')).toBe(2);
  });

  it('counts a read that also stores as a write, for each flow', () => {
    const { value } = design(
      `${head}service a {}\ndatabase d { table t {} table u {} }\nweb -> a\na -> d { reads: t, stores: u }`,
    );
    expect(value('d.rate.average.read')).toBeCloseTo(100, 9);
    expect(value('d.rate.average.write')).toBeCloseTo(10, 9);
    expect(value('t.rate.average.read')).toBeCloseTo(110, 9);
    expect(value('u.rate.average')).toBeCloseTo(10, 9);
  });

  it('says which link does not say which table', () => {
    const { figure } = design(
      `${head}service a {}\ndatabase d { table t { row: 1KB, retention: 1y } table u {} }\nweb -> a\na -> d`,
    );
    expect(figure('t.rate.average').missing).toEqual(['a->d.reads', 'a->d.stores']);
    expect(figure('t.storage').missing).toEqual(['a->d.stores']);
  });

  it('says which flow does not say what it does', () => {
    const { figure, value } = design(
      'client w {}\nflow f { from: w, rate: 1/s }\ncache c { hit-ratio: 50% }\ndatabase d {}\nw -> c -> d',
    );
    expect(value('c.rate.average')).toBe(1);
    expect(figure('c.rate.average.read').missing).toEqual(['f.op']);
    expect(figure('d.rate.average').missing).toEqual(['f.op']);
  });
});

describe('the largest event', () => {
  const most = (link: string): number =>
    design(
      `client w {}\nflow f { from: a, rate: 1/s, op: write }\nservice a {}\ndatabase d {}\na -> d { ${link} }`,
    ).value('a->d.fan-out.max');

  it.each([
    ['fan-out { average: 1000, max: 100M }', 100e6],
    ['fan-out { max: 100M }, batch: 500', 200e3],
    ['fan-out { max: 100M }, calls: 2', 200e6],
    ['fan-out { max: 100M }, calls: 3, batch: 100', 3e6],
    ['fan-out { mode: push, max: 100M, push-below: 10k }', 100e6],
    ['fan-out { mode: hybrid, max: 100M, push-below: 10k }', 10e3],
    ['fan-out { mode: hybrid, max: 5k, push-below: 10k }, batch: 50', 100],
  ])('%s', (link, requests) => {
    expect(most(link)).toBeCloseTo(requests, 6);
  });

  it('is not there where nobody says how large', () => {
    const { estimates } = design('service a {}\ndatabase d {}\na -> d { fan-out { average: 10 } }');
    expect(estimates.get('a->d.fan-out.max')).toBeUndefined();
  });
});

describe('caches', () => {
  const db = (links: string, flow: string): number | undefined => {
    const { estimates } = design(`${head}service a {}\ndatabase d { table t {} }\nweb -> a\n${links}`);
    return estimates.get(`d.visits.${flow}`)?.value;
  };
  const cache = (properties: string): string => `cache c { hit-ratio: 90%, ${properties} }\n`;

  it.each([
    ['fall-through', `${cache('')}a -> c\nc -> d`, 0.1, 1],
    [
      'cache-aside, fall-through',
      `${cache('pattern: cache-aside')}a -> c { for: get }\nc -> d\na -> d { for: put }`,
      0.1,
      1,
    ],
    [
      'on a miss',
      `${cache('pattern: cache-aside')}a -> c { for: get }\na -> d { for: get, on-miss: c }\na -> d { for: put }`,
      0.1,
      1,
    ],
    [
      'both drawn: the fall-through takes them',
      `${cache('')}a -> c { for: get }\nc -> d\na -> d { for: get, on-miss: c }`,
      0.1,
      undefined,
    ],
    [
      'on a miss of three look-ups',
      `${cache('')}a -> c { for: get, calls: 3 }\na -> d { for: get, on-miss: c }`,
      3 * 0.1,
      undefined,
    ],
    ['a plain link counts in full', `${cache('')}a -> c { for: get }\na -> d { for: get }`, 1, undefined],
    ['read-through passes no writes', `${cache('pattern: read-through')}a -> c\nc -> d`, 0.1, undefined],
    ['write-through passes them all', `${cache('pattern: write-through')}a -> c\nc -> d`, 0.1, 1],
    ['write-behind in batches', `${cache('pattern: write-behind')}a -> c\nc -> d\nc ~> d { batch: 50 }`, 0.1, 0.02],
    ['unset, with a write around it', `${cache('')}a -> c\nc -> d\na -> d { for: put }`, 0.1, 1],
    [
      'invalidations end there',
      `${cache('pattern: cache-aside')}a -> c { op: invalidate }\nc -> d`,
      undefined,
      undefined,
    ],
  ])('%s', (_, links, get, put) => {
    expect(db(links, 'get'), 'reads').toBe(get);
    expect(db(links, 'put'), 'writes').toBe(put);
  });

  it('of a cdn assume no hits, and pass all writes', () => {
    expect(db('cdn e {}\na -> e -> d', 'get')).toBe(1);
    expect(db('cdn e { hit-ratio: 95% }\na -> e -> d', 'get')).toBe(0.05);
    expect(db('cdn e { hit-ratio: 95% }\na -> e -> d', 'put')).toBe(1);
  });

  it('have the hit ratio their memory attains, one behind the other', () => {
    const { value } = design(
      `${head}cache near { memory: 1GB, object-size: 1KB }\ncache far { memory: 2GB, object-size: 1KB }\ndatabase d {}\nweb -> near -> far -> d { for: get }`,
    );
    const hit = (id: string): number => value(`${id}.hit-ratio.attainable`);
    expect(hit('near')).toBeGreaterThan(0);
    expect(value('far.visits.get')).toBeCloseTo(1 - hit('near'), 12);
    expect(value('d.visits.get')).toBeCloseTo((1 - hit('near')) * (1 - hit('far')), 12);
  });

  it('lack one where nothing says it', () => {
    expect(
      design(`${head}cache c {}\ndatabase d {}\nweb -> c -> d { for: get }`).figure('d.visits.get').missing,
    ).toEqual(['c.hit-ratio']);
  });

  it('in a loop through themselves have none, and nothing hangs', () => {
    const { figure } = design(
      `${head}cache c { memory: 1GB, object-size: 1KB }\nservice s {}\nweb -> c -> s { for: get }\ns -> c { for: get, share: 50% }`,
    );
    expect(figure('s.visits.get').missing).toEqual(['c.hit-ratio']);
  });
});

describe('loops', () => {
  const ring = (share: string, n = 3): string =>
    `${head}${Array.from({ length: n }, (_, i) => `service s${i} {}`).join('\n')}\nweb -> s0\n${Array.from({ length: n }, (_, i) => `s${i} -> s${(i + 1) % n}${i === n - 1 ? ` { ${share} }` : ''}`).join('\n')}`;

  it.each([3, 199, 201, 1500])('of %d solve the traffic equations', (n) => {
    const { value, estimates } = design(ring('share: 80%', n));
    expect(estimates.problems).toEqual([]);
    expect(value('s0.visits.get')).toBeCloseTo(5, 8);
    expect(value(`s${n - 1}.visits.get`)).toBeCloseTo(5, 8);
  });

  it.each([3, 1500])('of %d that nearly amplify are not said to', (n) => {
    const { value, estimates } = design(ring('share: 99.9%', n));
    expect(estimates.problems).toEqual([]);
    expect(Math.abs(value('s0.visits.get') / 1000 - 1)).toBeLessThan(1e-6);
  });

  it.each([
    ['', 3],
    ['calls: 2', 3],
    ['', 1500],
    ['calls: 2', 1500],
  ])('with `%s` of %d amplify: one error that names the loop, and no finite load', (share, n) => {
    const { estimates, figure } = estimated(modelOf(ring(share, n)));
    expect(estimates.problems).toHaveLength(1);
    const [{ code, severity, message, at, related }] = estimates.problems;
    expect([code, severity]).toEqual(['amplifying-loop', 'error']);
    expect(message).toMatch(/^Each request of get and 1 more that enters the loop s\d+->s\d+/);
    expect(at.end).toBeGreaterThan(at.offset);
    expect(related!.length).toBeLessThan(30);
    expect(figure('s0.visits.get').value).toBe(Number.POSITIVE_INFINITY);
  });

  it('publishing and consuming in one flow amplifies, in two it does not', () => {
    const text = (deliver: string, of: string): string =>
      `${head}service chat {}\ntopic t {}\nflow out { from: t, of: put, op: read }\nweb -> chat { for: put }\nchat ~> t { for: put }\nt ~> chat { ${deliver} }\n${of}`;
    expect(estimated(modelOf(text('for: put', ''))).estimates.problems).toHaveLength(1);
    expect(design(text('for: out', '')).value('chat.visits.out')).toBe(1);
  });
});

describe('names of figures', () => {
  const { estimates, model } = design(
    'region us { service api {}\n database db { table t { row: 1KB, retention: 1y, fields { id: id { alphabet: 16, length: 8 } } } } }\nregion eu { service api {} }\nclient w { users: 1M }\nflow f { from: w, rate: 1/user/day, op: write }\nw -> us.api\nus.api -> db\nus.api -> db { calls: 2 }',
  );

  it('may be longer or shorter than the id', () => {
    for (const name of [
      'us.db.storage',
      'db.storage',
      'us.api->us.db.rate.peak',
      'us.api->db.rate.peak',
      'us.db.t.storage',
      'db.t.storage',
      't.storage',
      'us.t.id.ids.years',
      't.id.ids.years',
      'w.visits.f',
      'system.breaking-point',
    ]) {
      expect(estimates.get(name)?.name, name).toBeDefined();
    }
    for (const name of [
      'api.rate.peak',
      'nobody.storage',
      'db.nothing',
      'storage',
      '',
      '.',
      'us.api->nobody.rate.peak',
      'w~>us.api.rate.peak',
      'constructor.rate',
      'db.constructor',
    ]) {
      expect(estimates.get(name), name).toBeUndefined();
    }
  });

  it('of parallel links sum them, and each has its own', () => {
    const [, first, second] = model.links;
    const rate = (name: string): number | undefined => estimates.get(name)?.value;
    expect(rate('us.api->db.rate.average')).toBe(3 * rate('us.api->db#1.rate.average')!);
    expect(estimates.value(first, 'rate.average')).toBe(rate('us.api->db#1.rate.average'));
    expect(estimates.value(second, 'rate.average')).toBe(rate('us.api->db#2.rate.average'));
    expect(estimates.value({ id: first.id }, 'rate.average')).toBe(rate('us.api->db.rate.average'));
    expect(rate('us.api->db.visits.f')).toBe(3);
    expect(estimates.of(first).map(({ name }) => name)).toContain('us.api->db#1.rate.average');
  });

  it('are each listed once', () => {
    const names = estimates.figures.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(estimates.get(name)?.name, name).toBe(name);
  });
});
