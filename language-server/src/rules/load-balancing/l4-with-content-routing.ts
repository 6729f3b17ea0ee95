import type { Component } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { isOwn, replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';

/** Whom a limit can count that needs a request to be read first. */
const insideRequests: ReadonlySet<string> = new Set(['user', 'api-key', 'tenant', 'host']);
/** What the same provider offers for layer 7. */
const readingSiblings: Readonly<Record<string, string>> = {
  'aws-nlb': 'aws-alb',
  'azure-load-balancer': 'azure-application-gateway',
};

/** A balancer of layer 4 moves bytes: it has never seen a path or a cookie. */
export const l4WithContentRouting = defineRule({
  name: 'l4-with-content-routing',
  category: 'load-balancing',
  mode: 'presence',
  severity: 'error',
  tier: 2,
  summary: 'A balancer of layer 4 is asked to look into requests.',
  why: 'A layer-4 balancer chooses a target when a connection is opened and then only passes packets on. It knows addresses and ports. Paths, host names, headers and cookies come later, mostly encrypted, and many different requests may follow each other on one connection. Whatever depends on them needs a balancer of layer 7.',
  silent: [
    'The layer is not written and the engine does not have one.',
    'It ends TLS: balancers of layer 4 can do that.',
    'Users stay by address (`sticky: ip`), or a limit counts addresses (`per: ip`) or everything.',
    'The balancer is only drawn (`future: yes`).',
  ],
  references: [
    'Daniel E. Eisenbud and others, "Maglev: A Fast and Reliable Software Network Load Balancer", NSDI (2016)',
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 19: load balancing at the frontend',
    'Elastic Load Balancing documentation: Network Load Balancers and Application Load Balancers',
  ],
  incorrect: [
    {
      title: 'routing by path',
      code: 'client web {}\nlb edge { layer: 4, managed: yes, routes-by: path }\nservice api {}\nservice site {}\n\nweb -> edge { timeout: 3s }\nedge -> api { timeout: 2s }\nedge -> site { timeout: 2s }\n',
    },
    {
      title: 'a product of layer 4 that should set cookies',
      code: 'client web {}\nlb edge { engine: aws-nlb, sticky: cookie }\nservice api {}\n\nweb -> edge -> api { timeout: 3s }\n',
    },
  ],
  correct: [
    {
      title: 'layer 7 reads the path',
      code: 'client web {}\nlb edge { layer: 7, managed: yes, routes-by: path }\nservice api {}\nservice site {}\n\nweb -> edge { timeout: 3s }\nedge -> api { timeout: 2s }\nedge -> site { timeout: 2s }\n',
    },
    {
      title: 'an address can be seen on layer 4',
      code: 'client web {}\nlb edge { engine: aws-nlb, sticky: ip }\nservice api {}\n\nweb -> edge -> api { timeout: 3s }\n',
    },
  ],
  check({ model, report }) {
    for (const lb of model.components) {
      const { layer, future } = lb.properties;
      if (layer?.value !== 4 || future?.value === true) continue;
      const asked = contentNeeded(lb);
      if (!asked) continue;
      const why =
        layer.origin === 'engine' ? `${lb.engine?.title ?? 'its engine'} works on layer 4` : 'it works on layer 4';
      report(lb, `\`${lb.id}\` cannot ${asked.what}: ${why} and never reads a request.`, {
        at: asked.value.property,
        related: [{ at: layer.origin === 'engine' ? lb.head : layer.property, message: 'This makes it layer 4.' }],
        fixes: fixes(lb),
      });
    }
  },
});

function contentNeeded({
  properties,
}: Component): { readonly what: string; readonly value: Value<unknown> } | undefined {
  const { sticky, 'routes-by': routes, 'rate-limit': limit } = properties;
  if (routes && routes.value.length > 0) return { what: `route by ${routes.value.join(' or ')}`, value: routes };
  if (sticky?.value === 'cookie') return { what: 'keep users by a cookie', value: sticky };
  const per = limit?.value.per?.value;
  if (limit && per && insideRequests.has(per)) return { what: `count requests per ${per}`, value: limit };
  return undefined;
}

function fixes(lb: Component): Fix[] {
  const { layer, engine } = lb.properties;
  if (layer && isOwn(lb, layer)) return [{ title: 'Set `layer: 7`', safe: false, edits: [replaceValue(layer, '7')] }];
  const sibling = readingSiblings[lb.engine?.name ?? ''];
  if (!sibling || !engine || !isOwn(lb, engine)) return [];
  return [{ title: `Use \`engine: ${sibling}\``, safe: false, edits: [replaceValue(engine, sibling)] }];
}
