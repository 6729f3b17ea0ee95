import type { Component, Link } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { isOwn } from '../edits.js';
import { isForEveryone, waysIn } from '../entrances.js';
import { setInBlock } from '../inner-blocks.js';
import { defineRule } from '../rule.js';

type RateLimited = Component | Link;

const perCustomer: ReadonlySet<string> = new Set(['tenant', 'api-key']);

/** A limit for each user is none for a customer with ten thousand of them. */
export const missingTenantQuota = defineRule({
  name: 'missing-tenant-quota',
  category: 'security',
  mode: 'absence',
  severity: 'info',
  tier: 3,
  summary: 'Customers share a system whose limits do not count per customer.',
  why: 'Where customers share machines, the largest of them decides how fast it is for all others. A limit per user or address does not bound a customer with thousands of both: an import, a faulty script or a good day of one is a bad day for the rest. Counted per customer, each gets no more than its part, and whoever needs more can buy it.',
  silent: [
    'The system is not `tenancy: multi`.',
    'A limit on the way counts per `tenant`, or per `api-key`, of which each customer has its own.',
    'Nothing on the way has a `rate-limit`: then `missing-rate-limit` speaks.',
    'The client is `trusted`, or what it calls has an `exposure` other than `public`.',
    'What is asked for belongs to no customer: public data, static content, the login itself.',
    'The design is a sketch, or one of the ends is only drawn (`future: yes`).',
  ],
  references: [
    'Microsoft, Azure Architecture Center: "Noisy Neighbor antipattern"',
    'Amazon Web Services, Well-Architected SaaS Lens: tenant throttling and tiers',
    'David Yanacek, "Fairness in multi-tenant systems", Amazon Builders’ Library (2020)',
  ],
  incorrect: [
    {
      title: 'each user is limited, and nobody counts how many a customer has',
      code: 'system "Desk" { tenancy: multi, tenant-key: tenant }\nclient app {}\ngateway gw { auth { method: jwt }, rate-limit { algorithm: token-bucket, rate: 20/s, per: user } }\nservice tickets {}\n\napp -> gw -> tickets { timeout: 3s }\n',
    },
    {
      title: 'one limit that all customers share',
      code: 'system "Mailer" { tenancy: multi, tenant-key: tenant }\nclient shops { platform: server }\nservice mailer { auth { method: oauth2 }, rate-limit { algorithm: leaky-bucket, rate: 2k/s, per: all } }\n\nshops -> mailer { timeout: 3s }\n',
    },
  ],
  correct: [
    {
      title: 'each customer has its part',
      code: 'system "Desk" { tenancy: multi, tenant-key: tenant }\nclient app {}\ngateway gw { auth { method: jwt }, rate-limit { algorithm: token-bucket, rate: 500/s, per: tenant } }\nservice tickets {}\n\napp -> gw -> tickets { timeout: 3s }\n',
    },
    {
      title: 'a customer is its key',
      code: 'system "Mailer" { tenancy: multi, tenant-key: tenant }\nclient shops { platform: server }\nservice mailer { auth { method: api-key }, rate-limit { algorithm: leaky-bucket, rate: 100/s, per: api-key } }\n\nshops -> mailer { timeout: 3s }\n',
    },
  ],
  check({ model, report }) {
    const tenancy = model.system?.properties.tenancy;
    if (tenancy?.value !== 'multi') return;
    const told = new Set<RateLimited>();
    for (const way of waysIn(model)) {
      if (isForEveryone(way)) continue;
      const limited = way.links.flatMap((link) => [link, link.target]).filter(hasLimit);
      if (limited.some((each) => perCustomer.has(countedPer(each) ?? ''))) continue;
      const on = limited.at(-1);
      if (!on || told.has(on)) continue;
      told.add(on);
      const limit = on.properties['rate-limit']!;
      const per = countedPer(on);
      const how = per === 'all' ? 'counts all together' : per ? `counts per ${per}` : 'does not say whom it counts';
      const fixes: Fix[] = isOwn(on, limit)
        ? [
            {
              title: 'Count per customer: `per: tenant`',
              safe: false,
              edits: [setInBlock(model, on, { name: 'rate-limit', value: limit }, 'per', 'tenant')],
            },
          ]
        : [];
      report(
        on,
        `One customer can use up \`${way.entrance.id}\` for all others: its rate limit ${how}, not per tenant.`,
        {
          at: limit.property,
          subjects: [way.entrance],
          related: [{ at: tenancy.property, message: 'All customers share one deployment.' }],
          fixes,
        },
      );
    }
  },
});

function hasLimit({ properties }: RateLimited): boolean {
  return properties['rate-limit'] !== undefined;
}

function countedPer({ properties }: RateLimited): string | undefined {
  return properties['rate-limit']?.value.per?.value;
}
