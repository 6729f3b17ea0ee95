import type { Model } from '../../model/model.js';
import { memoryOf } from '../caches.js';
import { replaceValue } from '../edits.js';
import { journeysOf } from '../journeys.js';
import { type RateLimit, rateLimitsOf } from '../rate-limits.js';
import { exceeds } from '../rounding.js';
import { defineRule } from '../rule.js';
import { data, number, percent } from '../words.js';

const periods: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3600, day: 86_400, d: 86_400 };

/** A log of all requests is the most exact limit, and the largest. */
export const slidingLogMemory = defineRule({
  name: 'sliding-log-memory',
  category: 'capacity',
  mode: 'derived',
  severity: 'hint',
  tier: 3,
  summary: 'A rate limit remembers every request of every caller, and fills the memory of its store.',
  why: 'A sliding log keeps the time of each request in the window, for each caller: exact, and as large as the limit allows times the callers there are. A sliding counter keeps two numbers for each caller, is off by a few percent at most, and needs a thousandth of the memory where the limit is a thousand.',
  silent: [
    'It counts in another way than by a `sliding-window-log`.',
    'Its store is not a cache of known memory, or the log needs no more of it than the limit.',
    'The rate is not written with its period (`100/min`), or how many callers there are is not known: it counts `per` api-key, tenant or host, or the clients do not say how many users they have.',
    'What counts, or its store, is only drawn (`future: yes`).',
  ],
  references: [
    'Paul Tarjan, "Scaling your API with rate limiters", Stripe (2017)',
    'Cloudflare Blog, "How we built rate limiting capable of scaling to millions of domains" (2017)',
  ],
  options: {
    entry: { default: 16, doc: 'Bytes of one request in the log.' },
    share: { default: 0.1, doc: 'Part of the store’s memory (a ratio) above which it is too much.' },
  },
  incorrect: [
    {
      title: 'a thousand an hour for each of ten million users',
      code: 'client web { users: 10M }\ncache counters { memory: 16GB, replicas: 2, ttl: 1h, holds: counter }\ngateway front { rate-limit { algorithm: sliding-window-log, rate: 1k/h, per: user, store: counters } }\nservice api {}\n\nweb -> front -> api { timeout: 2s }\nfront -> counters { timeout: 20ms }\n',
    },
    {
      title: 'a million a minute for all together',
      code: 'client web { users: 1M }\ncache counters { memory: 100MB, replicas: 2, ttl: 1h, holds: counter }\ngateway front { rate-limit { algorithm: sliding-window-log, rate: 1M/min, per: all, store: counters } }\nservice api {}\n\nweb -> front -> api { timeout: 2s }\nfront -> counters { timeout: 20ms }\n',
    },
  ],
  correct: [
    {
      title: 'two numbers for each user',
      code: 'client web { users: 10M }\ncache counters { memory: 16GB, replicas: 2, ttl: 1h, holds: counter }\ngateway front { rate-limit { algorithm: sliding-window-counter, rate: 1k/h, per: user, store: counters } }\nservice api {}\n\nweb -> front -> api { timeout: 2s }\nfront -> counters { timeout: 20ms }\n',
    },
    {
      title: 'ten a minute',
      code: 'client web { users: 1M }\ncache counters { memory: 16GB, replicas: 2, ttl: 1h, holds: counter }\ngateway front { rate-limit { algorithm: sliding-window-log, rate: 10/min, per: user, store: counters } }\nservice api {}\n\nweb -> front -> api { timeout: 2s }\nfront -> counters { timeout: 20ms }\n',
    },
  ],
  check({ model, options, report }) {
    for (const each of rateLimitsOf(model)) {
      const { algorithm, rate, store: name } = each.limit.value;
      const store = name && model.declarations.get(name.value);
      if (algorithm?.value !== 'sliding-window-log' || store?.what !== 'component' || !rate) continue;
      if (store.properties.future?.value === true) continue;
      const memory = memoryOf(store) ?? Number.POSITIVE_INFINITY;
      const period = periods[model.textOf(rate.at).match(/\/\s*(\w+)$/)?.[1] ?? ''] ?? 0;
      const callers = callersOf(model, each) ?? 0;
      const entries = callers * rate.value * period;
      const needed = entries * options.entry;
      if (!exceeds(needed, options.share * memory)) continue;
      const of = callers === 1 ? '' : ` of ${number(callers)} users`;
      report(
        each.on,
        `The log of up to ${number(rate.value * period)} requests${of} takes ${data(needed)}, ${percent(needed / memory)} of the memory of \`${store.id}\`.`,
        {
          at: algorithm.at,
          subjects: [store],
          fixes: [
            {
              title: 'Count instead: `algorithm: sliding-window-counter`',
              safe: false,
              edits: [replaceValue(algorithm, 'sliding-window-counter')],
            },
          ],
        },
      );
    }
  },
});

/** How many are counted apart; nothing where it is not known. */
function callersOf(model: Model, { limit, on }: RateLimit): number | undefined {
  const per = limit.value.per?.value;
  if (per === 'all') return 1;
  if (per !== 'user' && per !== 'ip') return undefined;
  const journeys = journeysOf(model);
  const links = on.what === 'link' ? [on] : on.incoming;
  const clients = new Set(links.flatMap((link) => journeys.through(link).map(({ from }) => from)));
  let all = 0;
  for (const { properties } of clients) {
    if (!properties.users) return undefined;
    all += properties.users.value;
  }
  return all;
}
