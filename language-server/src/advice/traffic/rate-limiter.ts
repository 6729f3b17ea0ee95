import type { Component, Kind } from '../../model/model.js';
import { isPublic } from '../../rules/entrances.js';
import { type Evidence, known, unknown, yesNo } from '../input.js';
import { all, not } from '../logic.js';
import { defineQuestion } from '../question.js';

const entrances: ReadonlySet<Kind> = new Set(['gateway', 'service', 'function', 'lb', 'waf']);
const two =
  'One source calls two ways its default: the token bucket as the most common, the sliding counter as a good one. The bucket suits APIs, whose callers come in bursts; the counter suits quotas.';

/** How requests are counted against a limit. */
export const rateLimiter = defineQuestion({
  name: 'rate-limiter',
  topic: 'traffic',
  asks: 'How should requests be counted against the limit?',
  about: 'component',
  of: 'a component with a `rate-limit`, and a gateway of the public',
  inputs: {
    bursts: yesNo('May a caller save up and come all at once?', '`rate-limit { burst }`'),
    steady: yesNo(
      'Must what passes be even, because something behind it bears no bursts?',
      'an external behind it with a `quota`',
    ),
    exact: yesNo('Must never one request more pass than agreed?'),
    manyKeys: yesNo('Are there so many callers that a record of each request is too much?', '`rate-limit { per }`'),
  },
  sources: [
    'Google Cloud Architecture Center, Rate-limiting strategies and techniques',
    'Cloudflare blog, "How we built rate limiting capable of scaling to millions of domains" (2017)',
  ],
  rules: ['fixed-window-rate-limit', 'rate-limit-not-distributed'],
  concerns(component) {
    const { 'rate-limit': limit } = component.properties;
    if (limit) return limit.origin !== 'engine';
    return (
      component.kind === 'gateway' &&
      entrances.has(component.kind) &&
      component.incoming.some(({ source }) => isPublic(source))
    );
  },
  gather: (_, component) => ({
    bursts: burstsOf(component),
    steady: steadyOf(component),
    manyKeys: manyKeysOf(component),
  }),
  present: (_, { properties }) => properties['rate-limit']?.value.algorithm?.value,
  first: [
    {
      when: 'callers may come in bursts',
      holds: (i) => i.bursts,
      choose: 'token-bucket',
      because: 'Tokens that were not used are saved up to the size of the bucket.',
      fine: ['sliding-window-counter'],
      conflict: two,
    },
    {
      when: 'what passes must be even',
      holds: (i) => i.steady,
      choose: 'leaky-bucket',
      because: 'It drains at one pace, whatever comes in.',
      fine: ['token-bucket'],
    },
    {
      when: 'not one request more may pass, and callers are few',
      holds: (i) => all(i.exact, not(i.manyKeys)),
      choose: 'sliding-window-log',
      because: 'Every request is on record, so the count is exact at any moment.',
      fine: ['sliding-window-counter'],
    },
  ],
  otherwise: {
    choose: 'sliding-window-counter',
    because: 'Two counters for each caller, and no burst at the edge of a window.',
    fine: ['token-bucket'],
    conflict: two,
  },
});

function burstsOf({ properties, id }: Component): Evidence<boolean> {
  const burst = properties['rate-limit']?.value.burst;
  return burst
    ? known(burst.value > 0, `\`${id}\` lets bursts of ${burst.value} pass`)
    : unknown(`\`rate-limit { burst }\` of \`${id}\``);
}

function steadyOf({ outgoing }: Component): Evidence<boolean> {
  const bounded = outgoing.find(({ target }) => target.kind === 'external' && target.properties.quota);
  return bounded
    ? known(true, `\`${bounded.target.id}\` takes no more than its quota`)
    : known(false, 'nothing with a quota stands directly behind it');
}

function manyKeysOf({ properties, id }: Component): Evidence<boolean> {
  const per = properties['rate-limit']?.value.per;
  if (!per) return unknown(`\`rate-limit { per }\` of \`${id}\``);
  return known(per.value === 'ip' || per.value === 'user', `it counts for each ${per.value}`);
}
