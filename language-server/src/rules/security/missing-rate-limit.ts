import { dimensions, writeQuantity } from '@archlang/grammar';
import type { Component } from '../../model/model.js';
import { insertStatement } from '../edits.js';
import { byGuard, type Way, waysIn } from '../entrances.js';
import { authenticates, bypassesOf, isRateLimited } from '../guards.js';
import { defineRule } from '../rule.js';
import { listed } from '../words.js';

/** Without a limit one caller may take all there is. */
export const missingRateLimit = defineRule({
  name: 'missing-rate-limit',
  category: 'security',
  mode: 'absence',
  severity: 'warning',
  tier: 1,
  summary: 'The public reaches a service without a limit on how often.',
  why: 'What anybody may call, somebody calls in a loop: a faulty script, a scraper, a list of stolen passwords to try. Without a limit per caller this load is served like any other, until nothing is left for the rest or the bill shows it. A limit at the entrance keeps one caller from becoming the problem of all.',
  silent: [
    'Something on the way has a `rate-limit`: a link, what the requests pass, or the service.',
    'The client is `trusted`, or what it calls has an `exposure` other than `public`.',
    'The flows carry `static` content, or read images, videos and files through a cdn.',
    'A gateway with a `rate-limit` leads to the same service: then `gateway-bypass` speaks.',
    'The design is a sketch, or one of the ends is only drawn (`future: yes`).',
  ],
  references: [
    'OWASP API Security Top 10 (2023): API4, Unrestricted Resource Consumption',
    'Paul Tarjan, "Scaling your API with rate limiters", Stripe (2017)',
    'Google Cloud Architecture Center: rate-limiting strategies and techniques',
  ],
  options: {
    rate: { default: 100, doc: 'Requests per second and caller that the fix writes.' },
    burst: { default: 2, doc: 'The burst that the fix writes, as a multiple of the rate.' },
  },
  incorrect: [
    {
      title: 'a gateway that knows its callers and lets them call as often as they like',
      code: 'client app {}\ngateway gw { auth { method: jwt } }\nservice search {}\n\napp -> gw -> search { timeout: 3s }\n',
    },
    {
      title: 'passwords may be tried without end',
      code: 'client web {}\nflow sign-in { from: web, op: write, purpose: login }\nservice accounts { role: auth }\n\nweb -> accounts { timeout: 3s }\n',
    },
  ],
  correct: [
    {
      title: 'a bucket of tokens per user',
      code: 'client app {}\ngateway gw { auth { method: jwt }, rate-limit { algorithm: token-bucket, rate: 100/s, burst: 200, per: user } }\nservice search {}\n\napp -> gw -> search { timeout: 3s }\n',
    },
    {
      title: 'the service limits its callers itself',
      code: 'client app {}\nlb front { managed: yes }\nservice api { auth { method: api-key }, rate-limit { algorithm: sliding-window-counter, rate: 10/s, per: api-key } }\n\napp -> front -> api { timeout: 3s }\n',
    },
  ],
  check({ model, options, report }) {
    const bypassed = new Set(bypassesOf(model).map(({ way }) => way.entrance));
    const ways = waysIn(model, isRateLimited).filter((way) => !bypassed.has(way.entrance) && !isCheap(way));
    const rate = writeQuantity(options.rate, dimensions.rate);
    const burst = writeQuantity(options.rate * options.burst, dimensions.number);
    for (const [guard, group] of byGuard(ways)) {
      const entrances = [...new Set(group.map(({ entrance }) => entrance))];
      const attacked = group.find((way) => temptations(way).length > 0);
      const behind = guard === group[0].entrance ? '' : `, nor have ${listed(entrances.map(({ id }) => id))} behind it`;
      const per = authenticates(guard.properties.auth) ? 'user' : 'ip';
      const limit = `rate-limit { algorithm: token-bucket, rate: ${rate}, burst: ${burst}, per: ${per} }`;
      report(
        guard,
        attacked
          ? `\`${guard.id}\` takes ${temptations(attacked).join(' and ')} from \`${attacked.client.id}\` without a rate limit: stolen passwords and cards can be tried as fast as it answers.`
          : `\`${guard.id}\` is open to \`${group[0].client.id}\` and has no rate limit${behind}: one caller in a loop takes what all the others need.`,
        {
          ...(attacked && { severity: 'error' as const }),
          subjects: entrances,
          related: [{ at: group[0].links[0].head, message: 'The public comes in here.' }],
          fixes: [{ title: `Set \`${limit}\``, safe: false, edits: [insertStatement(model, guard, limit)] }],
        },
      );
    }
  },
});

const delivered: ReadonlySet<string> = new Set(['image', 'video', 'file']);

/** Content that is the same for all, and served by what is made for it. */
function isCheap({ flows, links }: Way): boolean {
  const isCached = links.some(({ target }) => target.kind === 'cdn');
  return (
    flows.length > 0 &&
    flows.every(({ properties: { content, op } }) => {
      if (content?.value === 'static') return true;
      return isCached && op?.value === 'read' && delivered.has(content?.value ?? '');
    })
  );
}

/** What is tried again and again where nobody counts: passwords and cards. */
function temptations({ flows, entrance }: Way): string[] {
  const found = new Set<string>();
  for (const { properties } of flows) {
    if (properties.purpose?.value === 'login') found.add('logins');
    if (properties.purpose?.value === 'payment') found.add('payments');
  }
  const role: Component['properties']['role'] = entrance.properties.role;
  if (role?.value === 'auth') found.add('logins');
  if (role?.value === 'payment') found.add('payments');
  return [...found];
}
