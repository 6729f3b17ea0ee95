import type { Component, Link, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { freeName, insertDeclaration, insertHop } from '../edits.js';
import { waysIn } from '../entrances.js';
import { defineRule } from '../rule.js';

/** What the whole internet can call is attacked by the whole internet. */
export const missingEdgeProtection = defineRule({
  name: 'missing-edge-protection',
  category: 'security',
  mode: 'absence',
  severity: 'info',
  tier: 2,
  summary: 'Nothing filters hostile traffic in front of a public entry.',
  why: 'Floods of requests and known attacks arrive at every public address. What is there to filter them, a firewall for requests or a network of edges that absorbs floods, has to stand in front: the machines behind can refuse only what they have already received.',
  silent: [
    'A `waf` or a `cdn` stands on the way.',
    'The client is `trusted`, or what it calls has an `exposure` other than `public`.',
    'The design is not `maturity: production`, or one of the ends is only drawn (`future: yes`).',
  ],
  references: [
    'NIST SP 800-189, Resilient Interdomain Traffic Exchange: BGP Security and DDoS Mitigation (2019)',
    'Amazon Web Services, AWS Best Practices for DDoS Resiliency (whitepaper)',
    'OWASP Automated Threats to Web Applications',
  ],
  incorrect: [
    {
      title: 'the balancer is the first to see everything',
      code: 'system "Shop" { maturity: production, slo { availability: 99.9%, latency.p99: 300ms }, observability { metrics: [red, use], tracing: yes } }\n\nclient web {}\nlb front { managed: yes }\nservice shop { auth { method: oidc }, rate-limit { algorithm: token-bucket, rate: 10/s, per: user } }\n\nweb -> front -> shop { tls: 1.3, timeout: 3s }\n',
    },
    {
      title: 'a service with an address of its own',
      code: 'system "Feeds" { maturity: production, slo { availability: 99.9%, latency.p99: 300ms }, observability { metrics: [red, use], tracing: yes } }\n\nclient devices {}\nservice intake { auth { method: mtls }, rate-limit { algorithm: token-bucket, rate: 1/s, per: api-key } }\n\ndevices -> intake { tls: 1.3, timeout: 3s }\n',
    },
  ],
  correct: [
    {
      title: 'a firewall stands in front',
      code: 'system "Shop" { maturity: production, slo { availability: 99.9%, latency.p99: 300ms }, observability { metrics: [red, use], tracing: yes } }\n\nclient web {}\nwaf shield { managed: yes }\nlb front { managed: yes }\nservice shop { auth { method: oidc }, rate-limit { algorithm: token-bucket, rate: 10/s, per: user } }\n\nweb -> shield -> front -> shop { tls: 1.3, timeout: 3s }\n',
    },
    {
      title: 'a design that is not in production yet',
      code: 'client web {}\nservice shop { auth { method: oidc }, rate-limit { algorithm: token-bucket, rate: 10/s, per: user } }\n\nweb -> shop { tls: 1.3, timeout: 3s }\n',
    },
  ],
  check({ model, report }) {
    if (model.maturity !== 'production') return;
    const told = new Set<Component>();
    for (const { client, links } of waysIn(model, ({ target }) => target.kind === 'waf' || target.kind === 'cdn')) {
      const first = links.find(({ target }) => target.kind !== 'dns')!;
      if (told.has(first.target)) continue;
      told.add(first.target);
      report(
        first.target,
        `Nothing filters hostile traffic before \`${first.target.id}\`: floods and attacks from \`${client.id}\` reach it as they are.`,
        { related: [{ at: first.head, message: 'The public comes in here.' }], fixes: fixes(model, first) },
      );
    }
  },
});

function fixes(model: Model, link: Link): Fix[] {
  const { calls, share, weight } = link.properties;
  // A longer chain would not say which of its hops these count; a parallel call stays as it is.
  if (calls || share || weight || link.properties.parallel || link.target.incoming.length > 1) return [];
  const name = freeName(model, 'shield');
  const edits = [
    insertDeclaration(model, link.target, `waf ${name} { managed: yes }`, 'before'),
    ...insertHop(model, link, name),
  ];
  return [{ title: `Put a firewall \`${name}\` in front of \`${link.target.id}\``, safe: false, edits }];
}
