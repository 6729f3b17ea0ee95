import type { Component, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { insertStatement, isOwn } from '../edits.js';
import { edges } from '../entrances.js';
import { leastReplicas } from '../replicas.js';
import { exceeds } from '../rounding.js';
import { defineRule } from '../rule.js';
import { number } from '../words.js';

const open: ReadonlySet<string> = new Set(['websocket', 'sse', 'mqtt']);

/** Those who were thrown out together come back together. */
export const reconnectStorm = defineRule({
  name: 'reconnect-storm',
  category: 'reliability',
  mode: 'absence',
  severity: 'warning',
  tier: 3,
  summary: 'Many clients lose their connection at the same moment, and nothing spreads their return.',
  why: 'An open connection ends when its instance does: at each release, each crash, each scale-in. Thousands of clients that notice at the same moment and try again at once bring handshakes, logins and lost messages in a single second, which may take down the next instance, and then the one after it. A wait that grows and is random spreads them.',
  silent: [
    'The clients wait before they come back: `reconnect` with a `backoff` and a `jitter`.',
    'One instance holds fewer connections than the limit, or how many clients are connected or how many instances run is not known.',
    'The connections end at something `managed`.',
    'The design is a sketch, or an end is only drawn (`future: yes`).',
  ],
  references: [
    'Amazon Architecture Blog, Marc Brooker, "Exponential Backoff And Jitter" (2015)',
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 22: Addressing Cascading Failures',
  ],
  options: {
    connections: { default: 10_000, doc: 'Connections of one instance from which on their return should be spread.' },
    longest: { default: '30s', doc: 'The longest wait that a fix writes.' },
  },
  incorrect: [
    {
      title: 'fifty thousand at each instance',
      code: 'client phones { concurrent: 200k }\nservice chat { replicas: 4 }\n\nphones -> chat { protocol: websocket }\n',
    },
    {
      title: 'behind a balancer, with waits that are all alike',
      code: 'client phones { concurrent: 100k }\nlb front { layer: 4, managed: yes }\nservice live { replicas: 5 }\n\nphones -> front -> live { protocol: sse, reconnect { backoff: exponential(1s, 30s) } }\n',
    },
  ],
  correct: [
    {
      title: 'random waits that grow',
      code: 'client phones { concurrent: 200k }\nservice chat { replicas: 4 }\n\nphones -> chat { protocol: websocket, reconnect { backoff: exponential(1s, 30s), jitter: full } }\n',
    },
    {
      title: 'few at each instance',
      code: 'client phones { concurrent: 20k }\nservice chat { replicas: 4 }\n\nphones -> chat { protocol: websocket }\n',
    },
  ],
  check({ model, options, report }) {
    for (const link of model.links) {
      if (!open.has(link.properties.protocol?.value ?? '') || !isBuilt(link) || isSpread(link)) continue;
      const end = endOf(link);
      const instances = end && leastReplicas(end);
      const connected = connectionsOf(link);
      if (!end || instances === undefined || connected === undefined || end.properties.managed?.value === true)
        continue;
      const each = connected / Math.max(1, instances);
      if (exceeds(options.connections, each)) continue;
      report(
        link,
        `When an instance of \`${end.id}\` restarts, ${number(each)} connections of \`${link.source.id}\` come back at the same moment.`,
        {
          ...(link.properties.reconnect && { at: link.properties.reconnect.property }),
          subjects: [end],
          fixes: fixes(model, link, options.longest),
        },
      );
    }
  },
});

function isSpread({ properties: { reconnect } }: Link): boolean {
  const { backoff, jitter } = reconnect?.value ?? {};
  const waits = backoff !== undefined && backoff.value !== 'none';
  return waits && jitter !== undefined && jitter.value !== 'none' && jitter.value !== 0;
}

/** Where the connections end: behind what only passes them on, as long as that leads to one place. */
function endOf(link: Link): Component | undefined {
  let at = link.target;
  for (const seen = new Set<Component>(); edges.has(at.kind) && at.kind !== 'gateway' && !seen.has(at); ) {
    seen.add(at);
    const next = new Set(at.outgoing.filter((each) => each.synchronous && isBuilt(each)).map(({ target }) => target));
    const [only] = next;
    if (!only || next.size > 1) return undefined;
    at = only;
  }
  return at;
}

function connectionsOf({ source, properties }: Link): number | undefined {
  const { concurrent, users } = source.properties;
  if (!concurrent) return undefined;
  const isShare = concurrent.notation === 'percent' || concurrent.notation === 'times';
  if (isShare && !users) return undefined;
  return concurrent.value * (isShare ? users!.value : 1) * (properties.connections?.value ?? 1);
}

function fixes(model: Model, link: Link, longest: string): Fix[] {
  const { reconnect } = link.properties;
  const waits = `backoff: exponential(1s, ${longest}), jitter: full`;
  const title = `Spread their return: \`reconnect { ${waits} }\``;
  if (!reconnect || !isOwn(link, reconnect))
    return [{ title, safe: false, edits: [insertStatement(model, link, `reconnect { ${waits} }`)] }];
  const { resume } = reconnect.value;
  const kept = resume ? `, resume: ${resume.value ? 'yes' : 'no'}` : '';
  return [{ title, safe: false, edits: [{ at: reconnect.property, text: `reconnect { ${waits}${kept} }` }] }];
}
