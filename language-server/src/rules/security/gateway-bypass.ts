import type { Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { setProperty } from '../edits.js';
import { type Bypass, bypassesOf } from '../guards.js';
import { defineRule } from '../rule.js';
import { removeStatement } from '../statements.js';
import { call } from '../words.js';

const lost: Readonly<Record<Bypass['protection'], string>> = {
  auth: 'nobody asks there who calls',
  'rate-limit': 'nobody counts there how often one calls',
  waf: 'nobody looks there at what is sent',
};

/** A door next to the guarded one makes the guard useless. */
export const gatewayBypass = defineRule({
  name: 'gateway-bypass',
  category: 'security',
  mode: 'presence',
  severity: 'error',
  tier: 2,
  summary: 'Public clients can reach a service around the gateway that guards it.',
  why: 'A gateway that checks who calls, how often and what is sent guards the services behind it only as long as all requests pass it. With a second way in, attackers take that one: the service relies on checks that were never made, and believes headers that the gateway would have set.',
  silent: [
    'The other way has an `auth` of its own: on its links, on what it passes, or on the service.',
    'The client is `trusted`, or what it calls there has an `exposure` other than `public`.',
    'The other way is for everybody: `public` data, `static` content, or the `login`.',
    'One of the ends is only drawn (`future: yes`).',
  ],
  references: [
    'Chris Richardson, Microservices Patterns (2018), chapter 8: the API gateway and its edge functions',
    'NIST SP 800-204, Security Strategies for Microservices-based Application Systems (2019), section on the API gateway',
    'OWASP API Security Top 10 (2023): API9, Improper Inventory Management',
  ],
  incorrect: [
    {
      title: 'the old direct call is still there',
      code: 'client app {}\ngateway gw { auth { method: jwt }, rate-limit { algorithm: token-bucket, rate: 100/s, per: user } }\nservice orders {}\n\napp -> gw { timeout: 3s }\ngw -> orders { timeout: 2s }\napp -> orders { timeout: 3s }\n',
    },
    {
      title: 'a second balancer leads around it',
      code: 'client app {}\nflow buy { from: app, op: write }\nflow export { from: app, op: list }\ngateway gw { auth { method: oidc }, rate-limit { algorithm: token-bucket, rate: 100/s, per: user } }\nlb side { managed: yes }\nservice orders {}\n\napp -> gw -> orders { for: buy, timeout: 3s }\napp -> side -> orders { for: export, timeout: 30s }\n',
    },
  ],
  correct: [
    {
      title: 'one way in',
      code: 'client app {}\ngateway gw { auth { method: jwt }, rate-limit { algorithm: token-bucket, rate: 100/s, per: user } }\nservice orders {}\n\napp -> gw -> orders { timeout: 3s }\n',
    },
    {
      title: 'partners come with certificates of their own',
      code: 'client app {}\nclient partner { platform: server }\ngateway gw { auth { method: jwt }, rate-limit { algorithm: token-bucket, rate: 100/s, per: user } }\nservice orders {}\n\napp -> gw -> orders { timeout: 3s }\npartner -> orders { mtls: yes, rate-limit { algorithm: token-bucket, rate: 50/s, per: all }, timeout: 3s }\n',
    },
  ],
  check({ model, report }) {
    for (const bypass of bypassesOf(model)) {
      const { way, guard, protection } = bypass;
      const { client, entrance, links } = way;
      report(
        links[links.length - 1],
        `\`${client.id}\` can reach \`${entrance.id}\` around \`${guard.id}\`: ${lost[protection]}.`,
        {
          subjects: [entrance, guard],
          related: [{ at: guard.head, message: `\`${guard.id}\` guards it on the other way.` }],
          fixes: fixes(model, bypass),
        },
      );
    }
  },
});

function fixes(model: Model, { way: { links, entrance } }: Bypass): Fix[] {
  const [first] = links;
  const isWholeStatement =
    first.chain.links.length === links.length &&
    links.every(({ chain }) => chain === first.chain || chain.links === first.chain.links);
  const removal = isWholeStatement ? removeStatement(model, first.at) : undefined;
  const found: Fix[] = removal
    ? [{ title: `Take \`${links.map(call).join('`, `')}\` out`, safe: false, edits: [removal] }]
    : [];
  if (links.length > 1) return found;
  const { exposure } = entrance.properties;
  const edits = [setProperty(model, entrance, 'exposure', exposure, 'private')];
  return [...found, { title: `Set \`exposure: private\` on \`${entrance.id}\``, safe: false, edits }];
}
