import type { Component, Link } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import type { Location } from '../../model/source.js';
import { isOwn, replaceValue } from '../edits.js';
import { isBuiltOn } from '../engines.js';
import { defineRule } from '../rule.js';
import { call } from '../words.js';

/** What has no requests that a balancer could read. */
const raw: ReadonlySet<string> = new Set(['tcp', 'udp', 'mqtt', 'sql']);

/** Balancers of layer 7 whose addresses are not their own to keep. */
const moving: ReadonlySet<string> = new Set(['aws-alb']);

/** A balancer that reads requests has nothing to read here. */
export const l7ForRawTcp = defineRule({
  name: 'l7-for-raw-tcp',
  category: 'load-balancing',
  mode: 'presence',
  severity: 'info',
  tier: 3,
  summary: 'A balancer of layer 7 is given what only layer 4 can do.',
  why: 'A layer-7 balancer ends the connection, reads the request and opens another connection to a target. For a protocol it does not know there is no request to read: most such balancers refuse the traffic, and the others add work and delay for nothing. A layer-4 balancer passes the packets on and keeps the address of the sender. And a product whose own address changes while it grows cannot be known by number.',
  silent: [
    'The layer of the balancer is not written.',
    'The protocol of the link is not written, and nobody says that the balancer must keep the addresses of callers (`keeps-source-address: yes`).',
    'It must keep its own address (`static-address: yes`), but its product is not one whose address changes.',
    'HTTP, gRPC, WebSocket and what else travels over HTTP.',
    'The balancer or the target is only drawn (`future: yes`).',
  ],
  references: [
    'Elastic Load Balancing documentation: Application Load Balancers and Network Load Balancers, listeners and protocols',
    'HAProxy documentation, Configuration Manual: mode tcp and mode http',
  ],
  incorrect: [
    {
      title: 'a game that speaks UDP',
      code: 'client player {}\nlb front { layer: 7, managed: yes }\nservice game {}\n\nplayer -> front -> game { protocol: udp, timeout: 3s }\n',
    },
    {
      title: 'connections to a database',
      code: 'service api {}\nlb pool { layer: 7, managed: yes }\ndatabase shop { replicas: 3 }\n\napi -> pool -> shop { protocol: sql, timeout: 1s }\n',
    },
    {
      title: 'targets that must see who calls',
      code: 'client player {}\nlb front { layer: 7, managed: yes, keeps-source-address: yes }\nservice game {}\n\nplayer -> front -> game { timeout: 3s }\n',
    },
    {
      title: 'partners that know it by number',
      code: 'client partner {}\nlb front { engine: aws-alb, static-address: yes }\nservice api {}\n\npartner -> front -> api { timeout: 3s }\n',
    },
  ],
  correct: [
    {
      title: 'layer 4 passes packets on',
      code: 'client player {}\nlb front { layer: 4, managed: yes }\nservice game {}\n\nplayer -> front -> game { protocol: udp, timeout: 3s }\n',
    },
    {
      title: 'sockets begin as HTTP',
      code: 'client phone {}\nlb front { layer: 7, managed: yes }\nservice chat {}\n\nphone -> front -> chat { protocol: websocket, timeout: 3s }\n',
    },
  ],
  check({ model, report }) {
    for (const lb of model.components) {
      const { layer } = lb.properties;
      if (layer?.value !== 7) continue;
      const needed = onlyOnLayer4(lb);
      if (needed) {
        report(lb, needed.message, { at: needed.at, fixes: fixes(lb) });
        continue;
      }
      const link = [...lb.outgoing, ...lb.incoming].find(isRaw);
      if (!link) continue;
      const protocol = link.properties.protocol!;
      report(
        lb,
        `\`${lb.id}\` works on layer 7, but \`${call(link)}\` speaks ${protocol.value}, in which there are no requests to read: it needs layer 4.`,
        {
          ...(layer.origin === 'written' && { at: layer.property }),
          subjects: [link],
          related: [{ at: protocol.property, message: 'This is spoken.' }],
          fixes: fixes(lb),
        },
      );
    }
  },
});

function onlyOnLayer4(lb: Component): { readonly at: Location; readonly message: string } | undefined {
  const { future, 'keeps-source-address': callers, 'static-address': own } = lb.properties;
  if (future?.value === true) return undefined;
  if (callers?.value) {
    const message = `\`${lb.id}\` works on layer 7, where it calls its targets itself: they see its address and not that of the caller.`;
    return { at: callers.property, message };
  }
  if (!own?.value || !isBuiltOn(lb, moving)) return undefined;
  const message = `\`${lb.id}\` is to keep one address, but the addresses of its product change while it grows.`;
  return { at: own.property, message };
}

function isRaw(link: Link): boolean {
  return link.synchronous && isBuilt(link) && raw.has(link.properties.protocol?.value ?? '');
}

function fixes(lb: Component): Fix[] {
  const { layer } = lb.properties;
  if (!layer || !isOwn(lb, layer)) return [];
  return [{ title: 'Set `layer: 4`', safe: false, edits: [replaceValue(layer, '4')] }];
}
