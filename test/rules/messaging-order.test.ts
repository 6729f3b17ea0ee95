import { expect, it } from 'vitest';
import { fixed, linted } from './linting.js';
import { cases, message } from './reliability/cases.js';

const ordered = (broker: string, ordering: string, worker = '', flow = '', more = ''): string =>
  `client c {}\nflow f { from: c, rate: 1/s, op: write, ${flow} }\nservice s {}\n${broker}\nworker w { ${worker} }\n${more}\nc -> s\ns ~> q\nq ~> w { ${ordering} }`;
const perKey = 'ordering: per-key';
const total = 'ordering: total';

cases('ordering-not-guaranteed', [
  ['two partitions', ordered('topic q { partitions: 2 }', perKey), ['warning']],
  ['one', ordered('topic q { partitions: 1 }', perKey), []],
  ['nobody knows', ordered('topic q {}', perKey), []],
  ['a key', ordered('topic q { partitions: 2, partition-key: k }', perKey), []],
  ['no order is needed', ordered('topic q { partitions: 2 }', 'ordering: none'), []],
  ['nothing is said', ordered('topic q { partitions: 2 }', ''), []],
  ['a flow needs it', ordered('topic q { partitions: 2 }', '', '', perKey), ['warning']],
  ['the link does not', ordered('topic q { partitions: 2 }', 'ordering: none', '', perKey), []],
  ['everything in order', ordered('topic q { partitions: 2, partition-key: k }', total), ['warning']],
  ['everything in one partition', ordered('topic q { partitions: 1 }', total), []],
  ['several at once', ordered('topic q { partitions: 1 }', total, 'concurrency: 2'), ['warning']],
  ['one at a time', ordered('topic q { partitions: 1 }', total, 'concurrency: 1'), []],
  ['several at once, by key', ordered('topic q { partitions: 1 }', perKey, 'concurrency: 2'), []],
  ['two workers', ordered('queue q {}', perKey, 'replicas: 2'), ['warning']],
  ['up to two', ordered('queue q {}', perKey, 'autoscale { min: 1, max: 2 }'), ['warning']],
  ['one worker', ordered('queue q {}', perKey, 'replicas: 1, concurrency: 1'), []],
  ['one that does two at once', ordered('queue q {}', perKey, 'replicas: 1, concurrency: 2'), ['warning']],
  ['nobody knows how many', ordered('queue q {}', perKey), []],
  ['in groups', ordered('queue q { fifo: yes }', perKey, 'replicas: 2'), []],
  ['not in groups', ordered('queue q { fifo: no }', perKey, 'replicas: 2'), ['warning']],
  ['everything over a queue', ordered('queue q { fifo: yes }', total, 'replicas: 2'), ['warning']],
  ['different workers', ordered('queue q {}', perKey, '', '', 'worker v {}\nq ~> v { group: g }'), ['warning']],
  [
    'another group does not need it',
    ordered('topic q { partitions: 2 }', '', '', '', 'worker v {}\nq ~> v { group: g, ordering: per-key }'),
    ['warning'],
  ],
  ['only drawn', ordered('topic q { partitions: 2, future: yes }', perKey), []],
  ['a consumer that is only drawn', ordered('topic q { partitions: 2 }', perKey, 'future: yes'), []],
]);

it('says why the order is lost, and mends it', () => {
  const mended = (code: string, line: number) => {
    const [{ fixes }] = linted(code).of('ordering-not-guaranteed');
    return fixes.map((fix) => fixed(code, fix).split('\n')[line]);
  };
  const keyless = ordered('topic q { partitions: 12 }', perKey);
  expect(message('ordering-not-guaranteed', keyless)).toBe(
    '`w` should get messages of `q` in the order of each key, but nothing says by what key they go to its 12 partitions.',
  );
  expect(mended(keyless, 3)).toEqual(['topic q { partitions: 12, partition-key: key }']);
  expect(mended(ordered('topic q { partitions: 12 }', total), 3)).toEqual(['topic q { partitions: 1 }']);
  const shared = ordered('queue q { fifo: no }', perKey, 'replicas: 4');
  expect(message('ordering-not-guaranteed', shared)).toBe(
    '`w` should get messages of `q` in the order of each key, but 4 replicas of `w` take them side by side.',
  );
  expect(mended(shared, 3)).toEqual(['queue q { fifo: yes }']);
  expect(mended(ordered('queue q { fifo: yes }', total, 'replicas: 4'), 3)).toEqual([]);
});

/** A hundred messages a second on average, at peak three times as many. */
const busy = (queue: string, worker = 'replicas: 1, capacity: 299/s', kind = 'queue'): string =>
  `client c { users: 8.64M, peak: 3x }\nflow f { from: c, rate: 1/user/day, op: write }\nservice s {}\n${kind} q { ${queue} }\nworker w { ${worker} }\nc -> s\ns ~> q\nq ~> w`;

cases('unbounded-queue', [
  ['behind at peak', busy(''), ['warning']],
  ['just enough', busy('', 'replicas: 1, capacity: 300/s'), []],
  ['a length', busy('max-length: 1k'), []],
  ['an answer', busy('overflow: reject'), []],
  ['messages go', busy('retention: 4d'), []],
  ['messages stay', busy('retention: forever'), ['warning']],
  ['the engine drops them', busy('engine: sqs'), []],
  ['an engine that does not', busy('engine: rabbitmq'), ['warning']],
  ['a log', busy('', undefined, 'topic'), []],
  ['nobody knows how fast they are', busy('', 'replicas: 1'), []],
  ['nobody knows how many they are', busy('', 'capacity: 1/s'), []],
  ['no consumer', 'service s {}\nqueue q {}\ns ~> q', []],
  ['a sketch', `system { maturity: sketch }\n${busy('')}`, []],
  ['only drawn', busy('future: yes'), []],
  ['a consumer that is only drawn', busy('', 'replicas: 1, capacity: 1/s, future: yes'), []],
]);

it('says how fast it grows, and limits it', () => {
  const code = busy('');
  expect(message('unbounded-queue', code)).toBe(
    'At peak `q` receives 300/s and `w` works off 299/s: it grows, and nothing limits it.',
  );
  expect(fixed(code, linted(code).of('unbounded-queue')[0].fixes[0])).toContain(
    'queue q { max-length: 100k, overflow: reject }',
  );
});

const decided = (job: string, delay: string, kind = 'job'): string =>
  `client c {}\nflow f { from: c, rate: 1/s, op: write, ${delay} }\nservice s {}\ntopic t {}\n${kind} j { ${job} }\nc -> s\ns ~> t ~> j`;

cases('batch-for-realtime-decision', [
  ['too seldom', decided('every: 1h', 'max-delay: 59min'), ['warning']],
  ['just often enough', decided('every: 1h', 'max-delay: 1h'), []],
  ['the run takes too long', decided('every: 1h, window: 10min', 'max-delay: 69min'), ['warning']],
  ['the run fits', decided('every: 1h, window: 10min', 'max-delay: 70min'), []],
  [
    'its length is known',
    decided('every: 1h, volume: 600, throughput: 1/s, replicas: 1', 'max-delay: 69min'),
    ['warning'],
  ],
  [
    'its known length counts, not the window',
    decided('every: 1h, window: 30min, volume: 600, throughput: 1/s, replicas: 1', 'max-delay: 70min'),
    [],
  ],
  ['nobody waits', decided('every: 1h', ''), []],
  ['no period', decided('', 'max-delay: 1s'), []],
  ['a flow of its own', 'job j { every: 1h }\nflow f { from: j, every: 1h, max-delay: 1min }', ['warning']],
  ['a flow of another', 'job j { every: 1h }\njob k {}\nflow f { from: k, every: 1h, max-delay: 1min }', []],
  ['what it calls', 'job j { every: 1h }\nservice s {}\nj -> s { max-delay: 1min }', ['warning']],
  ['what is only drawn', 'job j { every: 1h }\nservice s { future: yes }\nj -> s { max-delay: 1min }', []],
  ['only drawn', decided('every: 1h, future: yes', 'max-delay: 1s'), []],
]);

it('makes a worker of the job, or lets it run more often', () => {
  const mended = (code: string) => {
    const [{ fixes }] = linted(code).of('batch-for-realtime-decision');
    return fixes.map((fix) =>
      fixed(code, fix)
        .split('\n')
        .find((line) => / j \{/.test(line)),
    );
  };
  expect(mended(decided('every: 1h', 'max-delay: 10min'))).toEqual(['worker j { }', 'job j { every: 10min }']);
  expect(mended(decided('every: 1h, window: 4min', 'max-delay: 10min'))).toEqual([
    'job j { every: 6min, window: 4min }',
  ]);
  expect(mended(decided('every: 1h, window: 4min', 'max-delay: 4min'))).toEqual([]);
  expect(mended('job j { every: 1h }\nservice s {}\nj -> s { max-delay: 59s }')).toEqual([]);
  expect(message('batch-for-realtime-decision', decided('every: 1h, window: 4min', 'max-delay: 10min'))).toBe(
    '`j` runs every 1h and may take 4min, but its result is needed within 10min.',
  );
});
