import type { Component, Flow, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { isBroker } from '../brokers.js';
import { freeName, insertDeclaration, replaceValue } from '../edits.js';
import { indentOf, lineBreak } from '../layout.js';
import { mostReplicas, replicaCount } from '../replicas.js';
import { defineRule } from '../rule.js';
import { socketsOf } from '../sockets.js';
import { usesOf } from '../uses.js';

const betweenUsers: ReadonlySet<string> = new Set(['chat', 'presence', 'live']);

/** A message for Bob arrives where Alice is connected. */
export const websocketWithoutBackplane = defineRule({
  name: 'websocket-without-backplane',
  category: 'messaging',
  mode: 'presence',
  severity: 'error',
  tier: 2,
  summary: 'Users are connected to different replicas, and nothing carries a message from one replica to another.',
  why: 'An open connection ends at one replica, and only that one can write to it. With several replicas the sender and the receiver are mostly connected to different ones, so a message between them has to travel: over a topic that every replica listens to, or straight to the replica that a registry of connections names. Sticky sessions do not help, since the connection sticks to its replica already.',
  silent: [
    'At most one replica runs, or nobody knows how many.',
    'The replicas hear of each other’s messages: a broker delivers to them, or they call each other.',
    'They keep a registry of who is connected where: a store with `holds: session` or `role: presence`.',
    'Users do not talk to each other: the role is not chat, presence or live, and no flow that it pushes is `of` a write of a client.',
    'A provider keeps the connections: it is `managed`, or a managed gateway stands in front of it.',
    'It or its client is only drawn (`future: yes`).',
  ],
  references: [
    'Ilya Grigorik, High Performance Browser Networking (2013), chapter 17: WebSocket, deploying WebSocket infrastructure',
    'Socket.IO documentation: Using multiple nodes, adapters',
    'Microsoft, ASP.NET Core SignalR hosting and scaling: Redis backplane',
  ],
  incorrect: [
    {
      title: 'ten chat servers that know nothing of each other',
      code: 'client phone {}\nservice chat { role: chat, replicas: 10 }\ndatabase messages {}\n\nphone -> chat { protocol: websocket, timeout: 5s }\nchat -> messages { op: write, timeout: 1s }\n',
    },
    {
      title: 'what one user writes goes to others',
      code: 'client phone {}\nflow send { from: phone, rate: 100/s, op: write }\nflow deliver { from: board, of: send, share: 5x, op: read }\nservice board { autoscale { min: 2, max: 8 } }\n\nphone -> board { for: send, protocol: websocket, timeout: 5s }\nboard ~> phone { for: deliver, protocol: websocket }\n',
    },
  ],
  correct: [
    {
      title: 'every server publishes and listens',
      code: 'client phone {}\nservice chat { role: chat, replicas: 10 }\ntopic backplane { delivery: at-most-once, durability: best-effort }\n\nphone -> chat { protocol: websocket, timeout: 5s }\nchat ~> backplane ~> chat\n',
    },
    {
      title: 'prices that every server fetches itself',
      code: 'client phone {}\nservice ticker { replicas: 10 }\ndatabase prices {}\n\nticker ~> phone { protocol: sse }\nticker -> prices { op: read, timeout: 1s }\n',
    },
  ],
  check({ model, report }) {
    for (const component of model.components) {
      if ((mostReplicas(component) ?? 1) < 2 || component.properties.managed?.value === true) continue;
      const sockets = socketsOf(component);
      if (sockets.length === 0 || !isBetweenUsers(model, component) || reachesOthers(component)) continue;
      report(
        component,
        `Users are connected to one of ${replicaCount(component)} replicas of \`${component.id}\`: what arrives at one does not reach those who are connected to another.`,
        {
          related: [{ at: sockets[0].head, message: 'They are connected here.' }],
          fixes: fixes(model, component, sockets),
        },
      );
    }
  },
});

function isBetweenUsers(model: Model, component: Component): boolean {
  if (betweenUsers.has(component.properties.role?.value ?? '')) return true;
  return deliveriesOf(model, component, sentTo(model, component)).length > 0;
}

/** The flows of clients that write to a component. */
function sentTo(model: Model, component: Component): readonly Flow[] {
  const sent = usesOf(model, component).flatMap(({ flow, operation }) =>
    flow?.from?.kind === 'client' && operation === 'write' ? [flow] : [],
  );
  return [...new Set(sent)];
}

/** What a component sends out for each of those. */
function deliveriesOf(model: Model, component: Component, sent: readonly Flow[]): readonly Flow[] {
  return model.flows.filter(({ from, parent }) => from === component && parent && sent.includes(parent));
}

function reachesOthers(component: Component): boolean {
  if (component.incoming.some((link) => isBuilt(link) && (isBroker(link.source) || link.source === component))) {
    return true;
  }
  return component.outgoing.some(({ target }) => {
    const { holds, role } = target.properties;
    return role?.value === 'presence' || holds?.value.includes('session') === true;
  });
}

/** What goes out and what comes back are two flows: one that took both ways would feed itself. */
function fixes(model: Model, component: Component, sockets: readonly Link[]): Fix[] {
  const name = freeName(model, 'backplane');
  const last = sockets[sockets.length - 1].chain.links[0];
  const [sent] = sentTo(model, component);
  const delivered = sent && deliveriesOf(model, component, [sent]);
  const edits = [
    insertDeclaration(model, component, `topic ${name} { delivery: at-most-once, durability: best-effort }`),
  ];
  if (!delivered) {
    edits.push(insertDeclaration(model, last, `${component.id} ~> ${name} ~> ${component.id}`));
  } else {
    const deliver = freeName(model, 'deliver');
    const names = delivered.length > 0 ? delivered.map(({ id }) => id).join(', ') : deliver;
    const text = model.files.get(last.at.file)?.text ?? '';
    const lines = [
      `${component.id} ~> ${name} { for: ${sent.id} }`,
      `${name} ~> ${component.id} { for: ${delivered.length > 1 ? `[${names}]` : names} }`,
    ];
    edits.push(insertDeclaration(model, last, lines.join(`${lineBreak(text)}${indentOf(text, last.at.offset)}`)));
    if (delivered.length === 0) {
      edits.push(insertDeclaration(model, sent, `flow ${deliver} { from: ${name}, of: ${sent.id}, op: read }`));
    }
    for (const { properties } of delivered) if (properties.from) edits.push(replaceValue(properties.from, name));
  }
  return [{ title: `Let the replicas tell each other over a topic \`${name}\``, safe: false, edits }];
}
