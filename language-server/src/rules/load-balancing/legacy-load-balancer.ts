import type { Component } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { isOwn, replaceValue } from '../edits.js';
import { isBuiltOn } from '../engines.js';
import { defineRule } from '../rule.js';

/** Products whose makers have superseded them. */
const legacy: ReadonlySet<string> = new Set(['aws-classic-load-balancer']);

/** A product that nobody should begin with any more. */
export const legacyLoadBalancer = defineRule({
  name: 'legacy-load-balancer',
  category: 'load-balancing',
  mode: 'presence',
  severity: 'hint',
  tier: 3,
  summary: 'A balancer is of a generation that its maker has superseded.',
  why: 'A Classic Load Balancer is of the first generation: it neither routes by host or path nor carries WebSockets over HTTP, and what was made since comes only to its successors. A design that needs one of these would not work with it; any other pays for an old product and has to move one day.',
  silent: [
    'The product is not written (`engine`), or is another.',
    'Only a hint, unless it is to do what it cannot: route by the content of requests (`routes-by`), or on layer 7 carry WebSockets.',
    'It works on layer 4 and is to route: `l4-with-content-routing` says that this cannot be.',
    'It is only drawn (`future: yes`).',
  ],
  references: [
    'Amazon Web Services, Elastic Load Balancing documentation: Migrate your Classic Load Balancer',
    'Amazon Web Services, Elastic Load Balancing features: comparison of its products',
  ],
  incorrect: [
    {
      title: 'the first generation',
      code: 'client web {}\nlb front { engine: aws-classic-load-balancer }\nservice api { replicas: 2 }\n\nweb -> front -> api { timeout: 2s }\n',
    },
    {
      title: 'it cannot route by path',
      code: 'client web {}\nlb front { engine: aws-classic-load-balancer, layer: 7, routes-by: path }\nservice api { replicas: 2 }\nservice pages { replicas: 2 }\n\nweb -> front\nfront -> api { timeout: 2s }\nfront -> pages { timeout: 2s }\n',
    },
  ],
  correct: [
    {
      title: 'its successor routes by path',
      code: 'client web {}\nlb front { engine: aws-alb, routes-by: path }\nservice api { replicas: 2 }\nservice pages { replicas: 2 }\n\nweb -> front\nfront -> api { timeout: 2s }\nfront -> pages { timeout: 2s }\n',
    },
    {
      title: 'its successor passes packets on',
      code: 'client phone {}\nlb front { engine: aws-nlb }\nservice chat { replicas: 2 }\n\nphone -> front -> chat { protocol: mqtt, timeout: 3s }\n',
    },
  ],
  check({ model, report }) {
    for (const lb of model.components) {
      if (lb.properties.future?.value === true || !isBuiltOn(lb, legacy)) continue;
      const beyond = lb.properties.layer?.value === 4 ? undefined : beyondIt(lb);
      const why = beyond
        ? `which cannot ${beyond.what}`
        : 'which AWS has superseded: `aws-alb` reads requests, `aws-nlb` passes packets on';
      report(lb, `\`${lb.id}\` is a Classic Load Balancer, ${why}.`, {
        at: (beyond?.value ?? lb.properties.engine!).property,
        ...(beyond && { severity: 'error' }),
        fixes: fixes(lb),
      });
    }
  },
});

/** What it is asked for and does not offer. */
function beyondIt(lb: Component): { readonly what: string; readonly value: Value<unknown> } | undefined {
  const { layer, 'routes-by': routes } = lb.properties;
  if (routes && routes.value.length > 0) return { what: `route by ${routes.value.join(' or ')}`, value: routes };
  const socket = [...lb.incoming, ...lb.outgoing].find(
    (link) => isBuilt(link) && link.properties.protocol?.value === 'websocket',
  );
  if (!socket || layer?.value !== 7) return undefined;
  return { what: 'carry WebSockets on layer 7', value: socket.properties.protocol! };
}

/** The successor for its layer; both where nothing tells which. */
function fixes(lb: Component): Fix[] {
  const { engine, layer, 'routes-by': routes } = lb.properties;
  if (!engine || !isOwn(lb, engine) || !legacy.has(engine.value)) return [];
  const reads = layer?.value === 7 || routes !== undefined;
  const successors = layer?.value === 4 ? ['aws-nlb'] : reads ? ['aws-alb'] : ['aws-alb', 'aws-nlb'];
  return successors.map((name) => ({
    title: `Use \`engine: ${name}\``,
    safe: false,
    edits: [replaceValue(engine, name)],
  }));
}
