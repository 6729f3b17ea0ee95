import type { Component, Link } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { isOwn, replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';
import { call, number, time } from '../words.js';

const lasting: ReadonlySet<string> = new Set(['websocket', 'sse', 'mqtt', 'sql']);

/** Round robin counts connections that are opened, not those that are still there. */
export const roundRobinLongLivedConnections = defineRule({
  name: 'round-robin-long-lived-connections',
  category: 'load-balancing',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'Connections that stay open, or very uneven work, are handed out in turns.',
  why: 'Taking turns is fair when all requests are short and alike. Connections that stay for hours pile up where nobody left: after a restart the new replica gets one of each n new connections, while the others keep all the old ones. Requests of which some take ten times as long as others do the same on a smaller scale. A balancer that counts what is open sends the next one where there is room.',
  silent: [
    'The balancer does not say `algorithm: round-robin` or `random` itself.',
    'What is spoken is not written or is short-lived, and so are the times of the targets, or a p99 below ten medians.',
    'The balancer or a target is only drawn (`future: yes`).',
  ],
  references: [
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 20: load balancing policies',
    'Michael Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing", IEEE TPDS (2001)',
    'HAProxy documentation, Configuration Manual: balance leastconn',
  ],
  options: {
    spread: { default: 10, doc: 'Ratio of p99 to median latency from which work counts as uneven.' },
  },
  incorrect: [
    {
      title: 'sockets in turns',
      code: 'client phone {}\nlb sockets { managed: yes, algorithm: round-robin }\nservice chat {}\n\nphone -> sockets -> chat { protocol: websocket, timeout: 10s }\n',
    },
    {
      title: 'one request in a hundred takes fifty times as long',
      code: 'client web {}\nlb front { managed: yes, algorithm: random }\nservice reports { latency: 20ms, latency.p99: 1s }\n\nweb -> front -> reports { timeout: 5s }\n',
    },
  ],
  correct: [
    {
      title: 'where the fewest are open',
      code: 'client phone {}\nlb sockets { managed: yes, algorithm: least-connections }\nservice chat {}\n\nphone -> sockets -> chat { protocol: websocket, timeout: 10s }\n',
    },
    {
      title: 'short requests that are alike',
      code: 'client web {}\nlb front { managed: yes, algorithm: round-robin }\nservice api { latency: 20ms, latency.p99: 100ms }\n\nweb -> front -> api { protocol: http, timeout: 5s }\n',
    },
  ],
  check({ model, options, report }) {
    for (const balancer of model.components) {
      if (balancer.kind !== 'lb' && balancer.kind !== 'gateway') continue;
      const { algorithm } = balancer.properties;
      if (algorithm?.value !== 'round-robin' && algorithm?.value !== 'random') continue;
      if (algorithm.origin === 'engine') continue;
      const links = balancer.outgoing.filter((link) => link.synchronous && isBuilt(link));
      const open = links.find(({ properties }) => lasting.has(properties.protocol?.value ?? ''));
      const uneven = links.find(({ target }) => unevenness(target) >= options.spread);
      const link = open ?? uneven;
      if (!link) continue;
      report(balancer, message(balancer, link, open !== undefined), {
        at: algorithm.property,
        subjects: [link.target],
        related: [{ at: link.head, message: `\`${call(link)}\`` }],
        fixes: isOwn(balancer, algorithm) ? count(algorithm) : [],
      });
    }
  },
});

/** p99 ÷ median of what is written. */
function unevenness({ properties }: Component): number {
  const { latency, 'latency.p99': p99 } = properties;
  if (!latency || !p99 || latency.origin === 'engine' || p99.origin === 'engine' || latency.value <= 0) return 0;
  return p99.value / latency.value;
}

function message(balancer: Component, { target, properties }: Link, isOpen: boolean): string {
  const way = balancer.properties.algorithm!.value === 'random' ? 'at random' : 'in turns';
  if (isOpen) {
    return `\`${balancer.id}\` hands out ${properties.protocol!.value} connections ${way}; they stay open, so replicas of \`${target.id}\` that start later stay nearly empty.`;
  }
  const { latency, 'latency.p99': p99 } = target.properties;
  return `\`${balancer.id}\` hands out requests ${way}, but for \`${target.id}\` some take ${time(p99!.value)} and most ${time(latency!.value)}, ${number(unevenness(target))} times less: they pile up behind the slow ones.`;
}

function count(algorithm: NonNullable<Component['properties']['algorithm']>): Fix[] {
  const edits = [replaceValue(algorithm, 'least-connections')];
  return [{ title: 'Set `algorithm: least-connections`', safe: false, edits }];
}
