import type { Component, Link } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { isOwn, replaceValue } from '../edits.js';
import { isBuilt } from '../processes.js';
import { defineRule } from '../rule.js';
import { call } from '../words.js';

/** What has no requests that a balancer could read. */
const raw: ReadonlySet<string> = new Set(['tcp', 'udp', 'mqtt', 'sql']);

/** A balancer that reads requests has nothing to read here. */
export const l7ForRawTcp = defineRule({
  name: 'l7-for-raw-tcp',
  category: 'load-balancing',
  mode: 'presence',
  severity: 'info',
  tier: 3,
  summary: 'A balancer of layer 7 is given traffic that is not HTTP.',
  why: 'A layer-7 balancer ends the connection, reads the request and opens another connection to a target. For a protocol it does not know there is no request to read: most such balancers refuse the traffic, and the others add work and delay for nothing. A layer-4 balancer passes the packets on and keeps the address of the sender.',
  silent: [
    'The layer of the balancer or the protocol of the link is not written.',
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

function isRaw(link: Link): boolean {
  return link.synchronous && isBuilt(link) && raw.has(link.properties.protocol?.value ?? '');
}

function fixes(lb: Component): Fix[] {
  const { layer } = lb.properties;
  if (!layer || !isOwn(lb, layer)) return [];
  return [{ title: 'Set `layer: 4`', safe: false, edits: [replaceValue(layer, '4')] }];
}
