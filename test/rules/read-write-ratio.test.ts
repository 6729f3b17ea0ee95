import { expect, it } from 'vitest';
import { fixed, linted } from './linting.js';
import { cases, message } from './reliability/cases.js';

const load = (claim: string, reads: string, writes: string, more = ''): string =>
  `system s { ${claim} }\nclient c {}\nflow r { from: c, rate: ${reads}/s, op: list }\nflow w { from: c, rate: ${writes}/s, op: upsert }\n${more}`;

cases('read-write-ratio-inconsistent', [
  ['no claim', load('team: 5', '9', '1'), []],
  ['the same', load('read-write-ratio: 10:1', '10', '1'), []],
  ['twice', load('read-write-ratio: 10:1', '20', '1'), []],
  ['more than twice', load('read-write-ratio: 10:1', '21', '1'), ['info']],
  ['half', load('read-write-ratio: 10:1', '5', '1'), []],
  ['less than half', load('read-write-ratio: 10:1', '4.9', '1'), ['info']],
  ['another factor', load('read-write-ratio: 10:1', '20', '1'), ['info'], { factor: 1.5 }],
  ['more is written', load('read-write-ratio: 1.2:1', '9', '10'), ['info']],
  ['more is read', load('read-write-ratio: 1:1.2', '10', '9'), ['info']],
  ['as much is read', load('read-write-ratio: 1.2:1', '9', '9'), []],
  ['only reads', load('read-write-ratio: 10:1', '9', '0'), ['info']],
  ['only writes', load('read-write-ratio: 1:10', '0', '9'), ['info']],
  ['neither', load('read-write-ratio: 10:1', '0', '0'), []],
  ['an op is not known', load('read-write-ratio: 10:1', '1', '1', 'flow x { from: c, rate: 1/s }'), []],
  ['a rate is not known', load('read-write-ratio: 10:1', '1', '1', 'flow x { from: c, op: read }'), []],
  ['a part of a flow counts', load('read-write-ratio: 10:1', '1', '1', 'flow x { of: r, share: 9x, op: read }'), []],
  [
    'upkeep does not count',
    load('read-write-ratio: 1:1', '1', '1', 'flow x { from: c, rate: 9/s, op: invalidate }'),
    [],
  ],
  [
    'what services do does not count',
    load('read-write-ratio: 1:1', '1', '1', 'service a {}\nflow x { from: a, rate: 9/s, op: read }'),
    [],
  ],
  [
    'what is only drawn does not count',
    load('read-write-ratio: 1:1', '1', '1', 'client d { future: yes }\nflow x { from: d, rate: 9/s, op: read }'),
    [],
  ],
]);

it('says what the flows bring', () => {
  const code = load('read-write-ratio: 200:1', '10', '5');
  const [finding] = linted(code).of('read-write-ratio-inconsistent');
  expect(finding.message).toBe(
    'The design speaks of 200:1 reads to writes, but its flows bring 2:1: 10/s against 5/s.',
  );
  expect(fixed(code, finding.fixes[0])).toContain('read-write-ratio: 2:1');
  const few = load('read-write-ratio: 10:1', '2', '5');
  expect(fixed(few, linted(few).of('read-write-ratio-inconsistent')[0].fixes[0])).toContain('read-write-ratio: 1:2.5');
  expect(message('read-write-ratio-inconsistent', load('read-write-ratio: 10:1', '9', '0'))).toContain('only read');
});
