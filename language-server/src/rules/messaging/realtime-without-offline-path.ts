import { isRead } from '../../estimate/traffic/operations.js';
import type { Component, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { freeName, insertDeclaration } from '../edits.js';
import { journeysOf } from '../journeys.js';
import { defineRule } from '../rule.js';
import { socketsOf } from '../sockets.js';
import { usesOn } from '../uses.js';

const forPeople: ReadonlySet<string> = new Set(['chat', 'notification']);

/** Whoever is away just now gets nothing. */
export const realtimeWithoutOfflinePath = defineRule({
  name: 'realtime-without-offline-path',
  category: 'messaging',
  mode: 'absence',
  severity: 'warning',
  tier: 2,
  summary: 'Messages are pushed over open connections only, and kept nowhere for those who are not connected.',
  why: 'A connection is there while the app is open and the network holds. Phones lock, trains enter tunnels, and a socket that looks alive may have been dead for a minute. What is only written to sockets is gone for everybody who is away at that moment. Stored first and pushed second, a message waits until its receiver comes back, and a push service can wake the device.',
  silent: [
    'Its messages are kept somewhere: a database or storage that is written on their way, or a broker that does not lose them.',
    'Devices are reached by a push service: `protocol: push`, or an external with `role: notification`.',
    'They are of the moment: the role is neither chat nor notification, or all flows have `durability: best-effort`.',
    'No client keeps a connection to it, or a provider keeps them (`managed`).',
    'The design is a sketch, or it is only drawn (`future: yes`).',
  ],
  references: [
    'Firebase Cloud Messaging documentation: lifespan of a message',
    'Apple, Sending notification requests to APNs: store and forward of one notification per app',
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 11: messaging systems, direct messaging from producers to consumers',
  ],
  incorrect: [
    {
      title: 'a chat that forgets who was not there',
      code: 'client phone {}\nservice chat { role: chat }\n\nphone -> chat { protocol: websocket, timeout: 5s }\nchat ~> phone { protocol: websocket }\n',
    },
    {
      title: 'a backplane keeps nothing',
      code: 'client web {}\nservice alerts { role: notification, replicas: 3 }\ntopic news { engine: redis-pubsub }\nservice shop {}\n\nshop ~> news ~> alerts\nalerts ~> web { protocol: sse }\n',
    },
  ],
  correct: [
    {
      title: 'stored first, pushed second',
      code: 'client phone {}\nservice chat { role: chat }\ndatabase messages {}\n\nphone -> chat { protocol: websocket, timeout: 5s }\nchat -> messages { op: write, timeout: 1s }\nchat ~> phone { protocol: websocket }\n',
    },
    {
      title: 'a push service wakes the phone',
      code: 'client phone {}\nservice alerts { role: notification }\nexternal apple { role: notification }\n\nalerts ~> phone { protocol: websocket }\nalerts -> apple { op: write, timeout: 2s }\n',
    },
  ],
  check({ model, report }) {
    for (const component of model.components) {
      const { role, managed } = component.properties;
      if (!forPeople.has(role?.value ?? '') || managed?.value === true) continue;
      const sockets = socketsOf(component);
      if (sockets.length === 0 || mayBeLost(model, sockets)) continue;
      if (linksAround(model, component).some((link) => keeps(model, link))) continue;
      report(
        component,
        `\`${component.id}\` pushes to those who are connected and keeps nothing: who is away for a moment never sees what was sent to them.`,
        {
          related: [{ at: sockets[0].head, message: 'The connection that may be gone.' }],
          fixes: fixes(model, component, sockets),
        },
      );
    }
  },
});

function mayBeLost(model: Model, sockets: readonly Link[]): boolean {
  const flows = sockets.flatMap((link) => link.flows ?? journeysOf(model).flowsOn(link));
  return flows.length > 0 && flows.every(({ properties }) => properties.durability?.value === 'best-effort');
}

/** All links that lead to a component or on from it, and those beside them that the same callers take. */
function linksAround(model: Model, component: Component): readonly Link[] {
  const before = new Set([component]);
  for (const each of before) {
    for (const { source } of each.incoming) if (source.kind !== 'client') before.add(source);
  }
  const all = new Set(before);
  for (const each of all) {
    for (const { target } of each.outgoing) if (target.kind !== 'client') all.add(target);
  }
  return model.links.filter(({ source }) => all.has(source));
}

function keeps(model: Model, link: Link): boolean {
  const { target, properties } = link;
  if (!isBuilt(link)) return false;
  switch (target.kind) {
    case 'database':
    case 'storage':
      return usesOn(model, link).some(({ operation }) => !isRead(operation));
    case 'queue':
    case 'topic': {
      const { delivery, durability } = target.properties;
      return delivery?.value !== 'at-most-once' && durability?.value !== 'best-effort';
    }
    default:
      return properties.protocol?.value === 'push' || (target.kind === 'external' && isPushService(target));
  }
}

function isPushService({ properties }: Component): boolean {
  return properties.role?.value === 'notification';
}

function fixes(model: Model, component: Component, sockets: readonly Link[]): Fix[] {
  const last = sockets[sockets.length - 1].chain.links[0];
  const store = freeName(model, `${component.name}-messages`);
  const push = freeName(model, 'push-service');
  return [
    {
      title: `Keep the messages in a new database \`${store}\``,
      safe: false,
      edits: [
        insertDeclaration(model, component, `database ${store} {}`),
        insertDeclaration(model, last, `${component.id} -> ${store} { op: write, timeout: 1s }`),
      ],
    },
    {
      title: `Wake devices over \`${push}\``,
      safe: false,
      edits: [
        insertDeclaration(model, component, `external ${push} { role: notification }`),
        insertDeclaration(model, last, `${component.id} -> ${push} { op: write, timeout: 2s }`),
      ],
    },
  ];
}
