import type { Estimates } from '../../estimate/estimates.js';
import type { Model } from '../../model/model.js';
import type { Location } from '../../model/source.js';
import { replaceValue } from '../edits.js';
import { type RateLimit, rateLimitsOf } from '../rate-limits.js';
import { defineRule } from '../rule.js';
import { rate } from '../words.js';

/** At the border of two windows the limits of both are open at once. */
export const fixedWindowRateLimit = defineRule({
  name: 'fixed-window-rate-limit',
  category: 'security',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'A fixed window lets twice its limit through, more than the target can serve.',
  why: 'A counter that starts anew with each window allows the whole limit at the end of one and again at the start of the next: twice as much as it says, within a moment. Where the limit is there to protect something that cannot take that much, it fails just when many callers start at the full minute. A sliding window or a bucket of tokens has no such border.',
  silent: [
    'The algorithm is another, or is not written.',
    'Twice the limit is within the capacity behind it, or one of the two is not known.',
    'The limit alone is above that capacity: that is another fault.',
    'It is a quota: the window is a day or longer.',
    'What it limits is only drawn (`future: yes`).',
  ],
  references: [
    'Julien Desgats, "How we built rate limiting capable of scaling to millions of domains", Cloudflare (2017)',
    'Google Cloud Architecture Center: rate-limiting strategies and techniques (fixed window, sliding window)',
    'Alex Xu, System Design Interview (2020), chapter 4: Design a Rate Limiter',
  ],
  options: {
    factor: { default: 2, doc: 'How many times its limit a fixed window admits at its border.' },
  },
  incorrect: [
    {
      title: 'the service can take 1,500 a second, at the full second 2,000 may come',
      code: 'gateway gw { rate-limit { algorithm: fixed-window, rate: 1k/s, per: all } }\nservice api { replicas: 3, capacity: 500/s }\n\ngw -> api { timeout: 2s }\n',
    },
    {
      title: 'a partner lets us send 100 a second, and counts himself',
      code: 'service shop {}\nexternal carrier { quota: 100/s }\n\nshop -> carrier { rate-limit { algorithm: fixed-window, rate: 90/s }, timeout: 2s }\n',
    },
  ],
  correct: [
    {
      title: 'a sliding window has no border',
      code: 'gateway gw { rate-limit { algorithm: sliding-window-counter, rate: 1k/s, per: all } }\nservice api { replicas: 3, capacity: 500/s }\n\ngw -> api { timeout: 2s }\n',
    },
    {
      title: 'room for two windows at once',
      code: 'gateway gw { rate-limit { algorithm: fixed-window, rate: 1k/s, per: all } }\nservice api { replicas: 4, capacity: 500/s }\n\ngw -> api { timeout: 2s }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const entry of rateLimitsOf(model)) {
      const { limit, on, counter } = entry;
      const { algorithm, rate: allowed } = limit.value;
      if (algorithm?.value !== 'fixed-window' || !allowed || isQuota(model, allowed)) continue;
      const weakest = weakestBehind(estimates, entry);
      if (!weakest || allowed.value > weakest.capacity || allowed.value * options.factor <= weakest.capacity) continue;
      const { id, capacity } = weakest;
      report(
        on,
        `The fixed window of \`${counter.id}\` admits up to ${rate(allowed.value * options.factor)} around its border, and \`${id}\` can take ${rate(capacity)}.`,
        {
          at: algorithm.property,
          fixes: [
            {
              title: 'Use `algorithm: sliding-window-counter`',
              safe: false,
              edits: [replaceValue(algorithm, 'sliding-window-counter')],
            },
          ],
        },
      );
    }
  },
});

/** Written per day or longer, it counts what was bought. */
function isQuota(model: Model, { at }: { readonly at: Location }): boolean {
  return /\/\s*(d|day|mo|month|y|year)\s*$/.test(model.textOf(at));
}

/** Of what the limit protects, that with the least capacity: the called, or the partner's quota; of a service itself. */
function weakestBehind(
  estimates: Estimates,
  { on }: RateLimit,
): { readonly id: string; readonly capacity: number } | undefined {
  const targets =
    on.what === 'link'
      ? [on.target]
      : on.kind === 'gateway' || on.kind === 'lb' || on.kind === 'waf'
        ? on.outgoing.map(({ target }) => target)
        : [on];
  const store = on.properties['rate-limit']?.value.store?.value;
  const known = targets.flatMap((target) => {
    if (target.id === store || target.properties.future?.value === true) return [];
    const capacity = target.properties.quota?.value ?? estimates.value(target, 'capacity');
    return capacity !== undefined && Number.isFinite(capacity) && capacity > 0 ? [{ id: target.id, capacity }] : [];
  });
  return known.sort((a, b) => a.capacity - b.capacity)[0];
}
