import { dimensions, writeQuantity } from '@archlang/grammar';
import type { Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { workers } from '../brokers.js';
import { insertStatement } from '../edits.js';
import { defineRule } from '../rule.js';
import { rate } from '../words.js';

/** Others count too. */
export const outboundRateLimitMissing = defineRule({
  name: 'outbound-rate-limit-missing',
  category: 'messaging',
  mode: 'absence',
  severity: 'hint',
  tier: 3,
  summary: 'Nothing limits how often a third party is called, although it counts.',
  why: 'A third party allows so many requests, and refuses or bills the rest; who goes on is locked out. A backlog that is worked off, a retry storm or a new campaign goes over it at once. A limit at the caller keeps inside of the quota and leaves the choice what is sent first. A crawler without one is an attack on those it visits.',
  silent: [
    'The call has a `rate-limit`, its own or from defaults.',
    'The third party has no `quota` and the caller is no crawler.',
    'How often it is called is unknown, or never; of a crawler it need not be known.',
    'A warning where the calls of all callers together exceed the quota at peak.',
    'The design is a sketch, or one of the ends is only drawn (`future: yes`).',
  ],
  references: [
    'Christopher D. Manning, Prabhakar Raghavan and Hinrich Schütze, Introduction to Information Retrieval (2008), chapter 20: politeness of crawlers',
    'Stripe documentation: rate limits',
    'RFC 6585, Additional HTTP Status Codes (2012): 429 Too Many Requests',
  ],
  options: {
    politeness: { default: '1/s', doc: 'Requests to one host that the fix allows a crawler.' },
  },
  incorrect: [
    {
      title: 'a crawler that does not hold back',
      code: 'worker crawler { role: crawler }\nexternal web {}\n\ncrawler -> web { op: read, timeout: 10s }\n',
    },
    {
      title: 'more than they allow',
      code: 'client app { users: 8.64M, peak: 3x }\nflow order { from: app, rate: 1/user/day, op: write }\nservice shop {}\nexternal carrier { quota: 200/s }\n\napp -> shop { timeout: 3s }\nshop -> carrier { timeout: 2s }\n',
    },
  ],
  correct: [
    {
      title: 'one request a second to each host',
      code: 'worker crawler { role: crawler }\nexternal web {}\n\ncrawler -> web { op: read, timeout: 10s, rate-limit { algorithm: token-bucket, rate: 1/s, per: host } }\n',
    },
    {
      title: 'what they allow is what we send',
      code: 'client app { users: 8.64M, peak: 3x }\nflow order { from: app, rate: 1/user/day, op: write }\nservice shop {}\nexternal carrier { quota: 400/s }\n\napp -> shop { timeout: 3s }\nshop -> carrier { timeout: 2s, rate-limit { algorithm: token-bucket, rate: 360/s, per: all } }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const link of model.links) {
      const { source, target, properties } = link;
      if (target.kind !== 'external' || !workers.has(source.kind) || !isBuilt(link) || properties['rate-limit'])
        continue;
      const { quota } = target.properties;
      const peak = estimates.value(link, 'rate.peak');
      if (quota && peak !== undefined && peak > 0) {
        const all = estimates.value(target, 'rate.peak') ?? peak;
        const isOver = all > quota.value;
        const together = all > peak ? `, and with others ${rate(all)}` : '';
        report(
          link,
          `\`${source.id}\` calls \`${target.id}\` up to ${rate(peak)}${together}; it allows ${rate(quota.value)}, and nothing holds the calls back.`,
          {
            ...(isOver && { severity: 'warning' }),
            subjects: [source, target],
            related: [{ at: quota.property, message: 'So many are allowed.' }],
            fixes: limit(model, link, writeQuantity(quota.value, dimensions.rate, { rounding: 'down' }), 'all'),
          },
        );
      } else if (source.properties.role?.value === 'crawler') {
        report(
          link,
          `\`${source.id}\` visits \`${target.id}\` as fast as it can: nothing spares the hosts it visits.`,
          {
            subjects: [source, target],
            fixes: limit(model, link, options.politeness, 'host'),
          },
        );
      }
    }
  },
});

function limit(model: Model, link: Link, allowed: string, per: 'all' | 'host'): Fix[] {
  if (link.chain.links.length > 1) return [];
  const statement = `rate-limit { algorithm: token-bucket, rate: ${allowed}, per: ${per} }`;
  return [
    {
      title: `Send at most ${allowed}${per === 'host' ? ' to each host' : ''}`,
      safe: false,
      edits: [insertStatement(model, link, statement)],
    },
  ];
}
