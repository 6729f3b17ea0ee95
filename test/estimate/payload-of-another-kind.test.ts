import { expect, it } from 'vitest';
import { estimate } from '../../language-server/src/estimate/estimate.js';
import { linted } from '../rules/linting.js';

/** Bits per second that the look-up adds to the network of `s`. */
function added(flow: string, link: string, target = 'cache k {}'): (number | undefined)[] {
  const design = `client c {}\nflow f { from: c, rate: 1/s, peak: 1x, ${flow} }\nservice s {}\n${target}\nc -> s\ns -> k { ${link} }`;
  const { model } = linted(design);
  expect(model.problems).toEqual([]);
  const estimates = estimate(model);
  return ['bandwidth.out', 'bandwidth.in'].map((figure) => estimates.value(model.links[1], figure));
}

it('leaves an upload out of the look-ups behind it', () => {
  const upload = 'op: write, request: 20MB, content: video';
  expect(added(upload, 'op: upsert')).toEqual([160e6, 0]);
  expect(added(upload, 'op: read, response: 10B')).toEqual([0, 80]);
  expect(added(upload, 'op: list, response: 10B')).toEqual([0, 80]);
  expect(added(upload, 'op: invalidate')).toEqual([0, 0]);
  expect(added(upload, 'op: read, request: 1KB, response: 10B')).toEqual([8000, 80]);
  expect(added(upload, 'timeout: 1s')).toEqual([160e6, 0]);
});

it('leaves an answer out of what is written beside it', () => {
  const page = 'op: read, response: 1MB';
  expect(added(page, 'op: list')).toEqual([0, 8e6]);
  expect(added(page, 'op: write, request: 10B')).toEqual([80, 0]);
});

it('does not know the answer of a look-up that nobody gives a size', () => {
  expect(added('op: write, request: 1KB, response: 1MB', 'op: read')).toEqual([0, undefined]);
  expect(added('op: write, request: 1KB, response: 1MB', 'op: read', 'cache k { object-size: 10B }')).toEqual([0, 80]);
});

it('names the link of which the size is not known', () => {
  const { model } = linted(
    'client c {}\nflow f { from: c, rate: 1/s, op: write, response: 1MB }\nservice s {}\ncache k {}\nc -> s\ns -> k { op: read }',
  );
  const figure = estimate(model).get('s->k.bandwidth.in');
  expect(figure?.missing).toEqual(['s->k.response']);
});
