import { expect, it } from 'vitest';
import { fixed, linted, underlined } from './linting.js';

const shop = `client web { users: 864k }
flow visit { from: web, rate: 1/user/day, op: read }
service api { replicas: 2, capacity: 100/s }

web -> api { timeout: 2s }
`;

it.each([
  [
    'expect api.utilisatoin < 50%',
    'There is no figure `api.utilisatoin`; did you mean `api.utilisation`?',
    'api.utilisatoin',
  ],
  ['expect visit.rate.peak < 2 * api.speed', 'There is no figure `api.speed`.', 'api.speed'],
  [
    'expect visit.rate.peak < 50ms',
    '`visit.rate.peak < 50ms` compares what does not compare. The left side is a rate, the right side a time.',
    'expect visit.rate.peak < 50ms',
  ],
])('%s can never hold', (statement, message, place) => {
  const design = linted(`${shop}${statement}\n`);
  const [found, ...more] = design.of('expectation');
  expect(more).toEqual([]);
  expect(found).toMatchObject({ severity: 'error', message });
  expect(underlined(design, found)).toBe(place);
});

it('writes the figure that was meant', () => {
  const design = linted(`${shop}expect api.utilisatoin < 50%\n`);
  const mended = fixed(design.text, design.of('expectation')[0].fixes[0]);
  expect(linted(mended).of('expectation')).toEqual([]);
});

it('says once what is wrong in a text that cannot be read', () => {
  const design = linted(`${shop.replace('service api', 'servcie api')}expect api.utilisation < 50%\n`);
  expect(design.of('expectation').filter(({ severity }) => severity === 'error')).toEqual([]);
});

it.each([
  ['of a component', 'next.rate.peak > 1/s'],
  ['of a link to it', 'web->next.rate.peak > 1/s'],
  ['of its table', 'later.notes.rate.peak > 1/s'],
  ['of a flow from it', 'call.latency.p99 < 1s'],
  ['of a part of such a flow', 'detail.latency.p99 < 1s'],
  ['beside one of what is built', 'next.rate.peak > api.rate.peak'],
])('asks nothing of what is only drawn: %s', (_, statement) => {
  const text = (future: string): string =>
    `${shop}service next { latency: 2s, latency.p99: 9s${future} }\ndatabase later { engine: postgres${future}, table notes {} }\nclient app { users: 10${future} }\nflow call { from: app, rate: 1/user/day, op: read }\nflow detail { from: next, of: call, op: read }\napp -> next { timeout: 9s }\nweb -> next { share: 1%, timeout: 9s }\nexpect ${statement}\n`;
  expect(linted(text('')).of('expectation')).toHaveLength(1);
  expect(linted(text(', future: yes')).of('expectation')).toEqual([]);
});
