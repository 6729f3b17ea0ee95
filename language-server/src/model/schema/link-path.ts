import { block, choice, count, either, name, names, neutral, ratio, text, time, yesNo } from './definition.js';
import { share } from './flow.js';

export const rtt = time(
  'Round trip on the network: of a client to the edge, left out (and said so) where it is not written; on a link it replaces the default.',
  { example: '40ms' },
);

export const linkPath = {
  for: names(['flow'], 'The flows that take this link; without it, all that reach the caller.', {
    example: 'redirect',
  }),
  calls: count('Requests sent per visit of the caller.', { assumed: { value: 1, source: neutral }, example: '3' }),
  share,
  weight: either(
    count(''),
    ratio(''),
    'How an `lb`, `dns` or `queue` splits its load over its targets. Without it they get equal parts, those of a queue by capacity.',
    { min: 0, example: '2' },
  ),
  'fan-out': block(
    {
      average: count('Deliveries per event on average; multiplies the rate.', { example: '200' }),
      max: count('Deliveries of the worst event, such as the post of a celebrity.', { example: '100M' }),
      mode: choice(
        ['push', 'pull', 'hybrid'],
        'Delivered when it happens, fetched when it is read, or pushed only for small audiences.',
        { example: 'hybrid' },
      ),
      'push-below': count('In a hybrid: up to how many receivers an event is pushed.', { example: '10k' }),
    },
    'One event goes to many receivers, as a post to all followers.',
    { example: '{ mode: hybrid, average: 200, max: 100M, push-below: 10k }' },
  ),
  parallel: name(
    [],
    'Links and calls of one group run at the same time, so that only the slowest counts. Without it they run in series, as written.',
    { example: 'lookups' },
  ),
  'on-miss': name(['cache'], 'The link is taken only when that cache has no answer.', { example: 'hot' }),
  batch: count(
    'Items sent together in one request; divides the rate. A queue or topic still counts each message, and so do its consumers.',
    {
      min: 1,
      assumed: { value: 1, source: neutral },
      example: '100',
    },
  ),
  linger: time('Longest wait for a batch to fill; adds to the latency.', { example: '10ms' }),
  reads: names(['table'], 'Tables that are read; without it the only table of the store.', { example: 'posts' }),
  stores: names(['table'], 'Tables that are written; without it the only table of the store.', { example: 'posts' }),
  'read-from': choice(
    ['leader', 'followers', 'any'],
    'Which copy answers reads: followers take load off the leader, but may lag behind it.',
    { assumed: { value: 'any', source: 'reads spread over all replicas' }, example: 'followers' },
  ),
  'pin-after-write': time('For so long after a write, its author reads from the leader.', { example: '1s' }),
  callback: yesNo('An answer sent later to the one who asked, such as a webhook; it closes no cycle.', {
    example: 'yes',
  }),
  port: text('The interface of the caller through which it calls; the target implements it.', {
    example: '"OrderStore"',
  }),
  address: text('A fixed address instead of a name that can move.', { example: '"10.0.0.12:5432"' }),
  rtt,
};
