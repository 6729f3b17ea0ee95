import { expect, it } from 'vitest';
import { everything, fixed, linted } from './linting.js';
import { cases, message } from './reliability/cases.js';

const sketch = 'system { maturity: sketch }\n';

const tried = (topic: string, link = 'max-receive: 5', more = '', flow = ''): string =>
  `client c {}\nflow f { from: c, rate: 1/s, op: write, ${flow} }\nservice s {}\ntopic t { ${topic} }\nworker w {}\nc -> s\ns ~> t\nt ~> w { ${link} }\n${more}`;

cases('stream-used-as-task-queue', [
  ['partitions', tried('partitions: 3'), ['hint']],
  ['kafka', tried('engine: kafka'), ['hint']],
  ['a kind of kafka', tried('engine: msk'), ['hint']],
  ['no log', tried('engine: sns'), []],
  ['a topic of unknown kind', tried(''), []],
  ['nobody counts', tried('partitions: 3', ''), []],
  ['another consumer', tried('partitions: 3', undefined, 'worker v {}\nt ~> v { group: v }'), []],
  [
    'another that is only drawn',
    tried('partitions: 3', undefined, 'worker v { future: yes }\nt ~> v { group: v }'),
    ['hint'],
  ],
  ['others elsewhere', tried('partitions: 3, external-consumers: yes'), []],
  ['kept on purpose', tried('partitions: 3, retention: 3d'), []],
  ['a key', tried('partitions: 3, partition-key: k'), []],
  ['a contract', tried('partitions: 3, schema: "t.v1"'), []],
  ['an archive', tried('partitions: 3, archive: a', undefined, 'storage a {}'), []],
  ['an event store', tried('partitions: 3, event-store: yes'), []],
  ['read again', tried('partitions: 3', 'max-receive: 5, replay: yes'), []],
  ['a transaction', tried('partitions: 3', 'max-receive: 5, transactional: yes'), []],
  ['in order', tried('partitions: 3', 'max-receive: 5, ordering: per-key'), []],
  ['a flow in order', tried('partitions: 3', undefined, '', 'ordering: total'), []],
  ['in no order', tried('partitions: 3', 'max-receive: 5, ordering: none'), ['hint']],
  ['changes of a store', tried('partitions: 3', undefined, 'database d {}\nd ~> t { capture: cdc }'), []],
  ['only drawn', tried('partitions: 3, future: yes'), []],
]);

it('makes a queue of the topic where its product can be one', () => {
  const mended = (topic: string) => {
    const code = tried(topic);
    const [{ fixes }] = linted(code).of('stream-used-as-task-queue');
    return fixes.map((fix) => fixed(code, fix).split('\n')[3]);
  };
  expect(mended('partitions: 3')).toEqual(['queue t { }']);
  expect(mended('engine: kafka')).toEqual([]);
});

const together = (first: string, second: string, queue = ''): string =>
  `client c {}\nflow f { from: c, rate: 1/s, op: write, ${first} }\nflow g { from: c, rate: 1/s, op: write, ${second} }\nservice s {}\nqueue q { ${queue} }\nworker w {}\nc -> s\ns ~> q ~> w`;

cases('missing-message-priority', [
  ['a hundred times', together('max-delay: 10s', 'max-delay: 1000s'), ['hint']],
  ['less than that', together('max-delay: 10s', 'max-delay: 999s'), []],
  ['the other way round', together('max-delay: 1000s', 'max-delay: 10s'), ['hint']],
  ['another factor', together('max-delay: 10s', 'max-delay: 20s'), ['hint'], { factor: 2 }],
  ['less than another factor', together('max-delay: 10s', 'max-delay: 19s'), [], { factor: 2 }],
  ['critical and optional', together('criticality: critical', 'criticality: optional'), ['hint']],
  ['critical and normal', together('criticality: critical', 'criticality: normal'), []],
  ['optional and normal', together('criticality: normal', 'criticality: optional'), []],
  ['one says it', together('max-delay: 10s', ''), []],
  ['urgent ones pass', together('max-delay: 10s', 'max-delay: 1d', 'priority: yes'), []],
  ['they do not', together('max-delay: 10s', 'max-delay: 1d', 'priority: no'), ['hint']],
  ['only drawn', together('max-delay: 10s', 'max-delay: 1d', 'future: yes'), []],
]);

it('says who delays whom', () => {
  const code = together('max-delay: 10s', 'max-delay: 1d', 'priority: no');
  expect(message('missing-message-priority', code)).toBe(
    '`g` can hold up `f` in `q`: the one may take 1d, the other only 10s.',
  );
  expect(fixed(code, linted(code).of('missing-message-priority')[0].fixes[0])).toContain('queue q { priority: yes }');
});

/** A hundred calls a second, at peak 300. */
const calls = (external: string, link = '', caller = '', more = ''): string =>
  `client c { users: 8.64M, peak: 3x }\nflow f { from: c, rate: 1/user/day, op: write }\nservice s { ${caller} }\nexternal e { ${external} }\nc -> s\ns -> e { ${link} }\n${more}`;

cases('outbound-rate-limit-missing', [
  ['within the quota', calls('quota: 300/s'), ['hint']],
  ['over it', calls('quota: 299/s'), ['warning']],
  ['together over it', calls('quota: 599/s', '', '', 'service t {}\nc -> t\nt -> e'), ['warning', 'warning']],
  ['together within it', calls('quota: 600/s', '', '', 'service t {}\nc -> t\nt -> e'), ['hint', 'hint']],
  ['limited', calls('quota: 299/s', 'rate-limit { rate: 200/s }'), []],
  ['limited for all calls', calls('quota: 299/s', '', 'defaults { rate-limit { rate: 200/s } }'), []],
  ['no quota', calls(''), []],
  ['nobody knows how often', 'service s {}\nexternal e { quota: 1/s }\ns -> e', []],
  ['never', calls('quota: 1/s').replace('1/user/day', '0/user/day'), []],
  ['our own service', 'worker s { role: crawler }\nservice e {}\ns -> e', []],
  ['a crawler', 'worker s { role: crawler }\nexternal e {}\ns -> e', ['hint']],
  ['a polite crawler', 'worker s { role: crawler }\nexternal e {}\ns -> e { rate-limit { rate: 1/s, per: host } }', []],
  [
    'a client',
    'client c { users: 8.64M }\nflow f { from: c, rate: 1/user/day }\nexternal e { quota: 1/s }\nc -> e',
    [],
  ],
  ['a sketch', sketch + calls('quota: 1/s'), []],
  ['only drawn', calls('quota: 1/s, future: yes'), []],
]);

it('says how often others are called, and holds the calls back', () => {
  const code = calls('quota: 599/s', '', '', 'service t {}\nc -> t\nt -> e');
  const [{ message: text, fixes }] = linted(code).of('outbound-rate-limit-missing');
  expect(text).toBe(
    '`s` calls `e` up to 300/s, and with others 600/s; it allows 599/s, and nothing holds the calls back.',
  );
  expect(fixed(code, fixes[0])).toContain('s -> e { rate-limit { algorithm: token-bucket, rate: 599/s, per: all } }');
  const crawler = 'worker s { role: crawler }\nexternal e {}\ns -> e';
  const setting = { 'outbound-rate-limit-missing': ['hint', { politeness: '2/s' }] };
  const [polite] = linted(crawler, everything(setting)).of('outbound-rate-limit-missing');
  expect(fixed(crawler, polite.fixes[0])).toContain('rate-limit { algorithm: token-bucket, rate: 2/s, per: host }');
});

const read = (topic: string, first = 'owner: "b"', second = 'owner: "c"', publisher = 'owner: "a"'): string =>
  `service s { ${publisher} }\ntopic t { ${topic} }\nworker v { ${first} }\nworker w { ${second} }\ns ~> t\nt ~> v\nt ~> w`;

cases('event-contract-unversioned', [
  ['two other teams', read(''), ['hint']],
  ['two programs of another team', read('', undefined, 'owner: "b"'), ['hint']],
  ['one other team', read('', undefined, 'owner: "a"'), []],
  ['nobody knows of one', read('', undefined, ''), []],
  ['nobody knows who publishes', read('', undefined, undefined, ''), []],
  ['the topic says it', read('owner: "a"', undefined, undefined, ''), ['hint']],
  ['the topic belongs to a reader', read('owner: "b"'), []],
  ['a contract', read('schema: "t.v1"'), []],
  ['one that is only drawn', read('', undefined, 'owner: "c", future: yes'), []],
  ['a sketch', sketch + read(''), []],
  ['only drawn', read('future: yes'), []],
]);

it('gives events a contract', () => {
  const code = read('');
  expect(fixed(code, linted(code).of('event-contract-unversioned')[0].fixes[0])).toContain(
    'topic t { schema: "t.v1" }',
  );
});
