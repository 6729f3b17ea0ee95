import { because, future, owner, role } from './component.js';
import { regions } from './component-capacity.js';
import { auth } from './component-security.js';
import { choice, count, either, ratio, time, yesNo } from './definition.js';
import { active, growth, peak } from './flow.js';
import { defaults } from './link.js';
import { rtt } from './link-path.js';

export const client = {
  users: count('Users per day; with `daily`, all registered users.', { example: '100M' }),
  daily: ratio('Share of the registered `users` who come on a day.', { max: 1, example: '50%' }),
  concurrent: either(
    count(''),
    ratio(''),
    'Users or devices connected at the same time: a count, or a ratio of `users`.',
    { min: 0, example: '10M' },
  ),
  platform: choice(['browser', 'ios', 'android', 'desktop', 'server', 'device'], 'Where the client runs.', {
    example: 'browser',
  }),
  trusted: yesNo('Own staff or own machines, not the public.', {
    assumed: { value: false, source: 'a client that is not called trusted is treated as the public' },
    example: 'yes',
  }),
  rtt,
  rendering: choice(
    ['csr', 'ssr', 'static'],
    'Where pages are built: in the client, on the server for each request, or ahead of time.',
    { example: 'ssr' },
  ),
  'first-paint': time('Longest wait until the first content is seen.', { example: '1s' }),
  seo: yesNo('Search engines must be able to read the pages.', { example: 'yes' }),
  regions,
  auth,
  role,
  peak,
  growth,
  active,
  defaults,
  owner,
  because,
  future,
};
