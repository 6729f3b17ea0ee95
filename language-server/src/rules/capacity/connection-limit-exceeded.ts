import type { Component, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { setProperty } from '../edits.js';
import { exceeds } from '../rounding.js';
import { defineRule } from '../rule.js';
import { number } from '../words.js';

const open: ReadonlySet<string> = new Set(['websocket', 'sse', 'mqtt']);

/** More devices stay connected than the replicas can hold sockets of. */
export const connectionLimitExceeded = defineRule({
  name: 'connection-limit-exceeded',
  category: 'capacity',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'More devices stay connected at the same time than the replicas can hold.',
  why: 'A connection that stays open costs memory and a file handle for as long as it lives, whether anything is sent or not. How many a server holds is therefore a limit of its own, next to the requests it can serve, and it is often reached first. Those who come after it are refused, and try again together.',
  silent: [
    'The devices connected at once (`concurrent`), `max-connections` or the replicas are not known.',
    'The connections do not stay open: other protocols than websocket, sse and mqtt.',
    'Connection pools of services: `connection-pool-exhaustion` counts them.',
    'A provider holds them (`managed: yes`), or it is only drawn (`future: yes`).',
  ],
  references: [
    'Ilya Grigorik, High Performance Browser Networking (2013), chapter 17: WebSocket',
    'Phoenix Framework blog, "The Road to 2 Million Websocket Connections in Phoenix" (2015)',
    'Dan Kegel, "The C10K problem" (1999)',
  ],
  options: {
    limit: { default: 1, doc: 'Share of all connections that may be in use before it is said.' },
  },
  incorrect: [
    {
      title: 'ten million phones on four servers',
      code: 'client phone { concurrent: 10M }\ngateway sockets { replicas: 4, max-connections: 65k }\n\nphone -> sockets { protocol: websocket, timeout: 5s }\n',
    },
    {
      title: 'two connections each, through a balancer',
      code: 'client desk { concurrent: 100k }\nlb front { managed: yes }\nservice prices { replicas: 3, max-connections: 50k }\n\ndesk -> front -> prices { protocol: sse, connections: 2, timeout: 5s }\n',
    },
  ],
  correct: [
    {
      title: 'enough servers for the sockets',
      code: 'client phone { concurrent: 10M }\ngateway sockets { replicas: 160, max-connections: 65k }\n\nphone -> sockets { protocol: websocket, timeout: 5s }\n',
    },
    {
      title: 'requests that come and go',
      code: 'client phone { concurrent: 10M }\ngateway front { replicas: 4, max-connections: 65k }\n\nphone -> front { protocol: http, timeout: 5s }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const component of model.components) {
      const { replicas, autoscale, managed, 'max-connections': limit } = component.properties;
      const running = (autoscale?.value.max ?? replicas)?.value;
      if (!limit || running === undefined || managed?.value === true) continue;
      const sockets = component.incoming.filter(
        (link) => open.has(link.properties.protocol?.value ?? '') && link.source.kind !== 'service' && isBuilt(link),
      );
      if (sockets.length === 0 || component.incoming.some(({ properties }) => properties.pool)) continue;
      const used = estimates.value(component, 'pool.utilisation') ?? 0;
      if (!exceeds(used, options.limit)) continue;
      const devices = used * running * limit.value;
      const needed = Math.ceil(devices / (limit.value * options.limit) - 1e-9);
      report(
        component,
        `${number(devices)} connections stay open to \`${component.id}\` at the same time, and its ${number(running)} ${running === 1 ? 'replica holds' : 'replicas hold'} ${number(running * limit.value)}: ${number(needed)} are needed.`,
        {
          at: limit.origin === 'engine' ? (replicas ?? autoscale)!.property : limit.property,
          subjects: sockets,
          related: sockets.map((link: Link) => ({ at: link.head, message: 'They come from here.' })),
          fixes: fixes(model, component, needed),
        },
      );
    }
  },
});

function fixes(model: Model, component: Component, needed: number): Fix[] {
  const { autoscale, replicas } = component.properties;
  const text = String(needed);
  const max = autoscale?.value.max;
  if (max) return [{ title: `Let it scale to ${number(needed)} replicas`, safe: false, edits: [{ at: max.at, text }] }];
  const edits = [setProperty(model, component, 'replicas', replicas, text)];
  return [{ title: `Set \`replicas: ${text}\``, safe: false, edits }];
}
