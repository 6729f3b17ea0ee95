import type { Component, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { freeName, insertDeclaration, renameTarget } from '../edits.js';
import { defineRule } from '../rule.js';
import { listed, number } from '../words.js';

const programs: ReadonlySet<string> = new Set(['service', 'function']);

/** Each screen asks three services, on each device anew. */
export const missingBff = defineRule({
  name: 'missing-bff',
  category: 'style',
  mode: 'presence',
  severity: 'hint',
  tier: 3,
  summary: 'Several kinds of clients each put their screens together from several services.',
  why: 'A phone needs less of an order than a browser, and pays more for each request. Where every client asks several services and puts the answers together itself, that work is written once for each platform, slow networks are crossed several times for one screen, and no service can change without all the apps. A backend for each kind of client does it next to the services, in one place that its team can change.',
  silent: [
    'Fewer kinds of clients (`platform`), or fewer services that each of them calls, than the limits.',
    'They come through a gateway, or ask over GraphQL, which put answers together.',
    'A client or a service is only drawn (`future: yes`).',
  ],
  references: [
    'Sam Newman, "Pattern: Backends For Frontends" (2015)',
    'Microsoft Azure Architecture Center, Cloud Design Patterns: Backends for Frontends',
  ],
  options: {
    clients: { default: 3, doc: 'Kinds of clients from which on it is said.' },
    services: { default: 3, doc: 'Services that each of them calls from which on it is said.' },
  },
  incorrect: [
    {
      title: 'three apps and three services',
      code: 'client web { platform: browser }\nclient iphone { platform: ios }\nclient robot { platform: android }\nservice orders {}\nservice stock {}\nservice users {}\n\nweb -> orders\nweb -> stock\nweb -> users\niphone -> orders\niphone -> stock\niphone -> users\nrobot -> orders\nrobot -> stock\nrobot -> users\n',
    },
    {
      title: 'with protocols of their own',
      code: 'client web { platform: browser }\nclient tv { platform: device }\nclient till { platform: desktop }\nservice films {}\nservice seats {}\nfunction ads {}\n\nweb -> films { protocol: http }\nweb -> seats { protocol: http }\nweb -> ads { protocol: http }\ntv -> films { protocol: http }\ntv -> seats { protocol: http }\ntv -> ads { protocol: http }\ntill -> films { protocol: http }\ntill -> seats { protocol: http }\ntill -> ads { protocol: http }\n',
    },
  ],
  correct: [
    {
      title: 'a backend for phones, one for the browser',
      code: 'client web { platform: browser }\nclient iphone { platform: ios }\nclient robot { platform: android }\nservice web-bff {}\nservice mobile-bff {}\nservice orders {}\nservice stock {}\nservice users {}\n\nweb -> web-bff\niphone -> mobile-bff\nrobot -> mobile-bff\nweb-bff -> orders { timeout: 1s }\nweb-bff -> stock { timeout: 1s }\nmobile-bff -> orders { timeout: 1s }\nmobile-bff -> users { timeout: 1s }\n',
    },
    {
      title: 'one app',
      code: 'client web { platform: browser }\nservice orders {}\nservice stock {}\nservice users {}\n\nweb -> orders\nweb -> stock\nweb -> users\n',
    },
  ],
  check({ model, options, report }) {
    const clients = model.components.filter(
      (client) =>
        client.properties.platform && new Set(aggregated(client).map(({ target }) => target)).size >= options.services,
    );
    const platforms = new Set(clients.map(({ properties }) => properties.platform!.value));
    if (platforms.size < options.clients) return;
    const [first, ...others] = clients;
    const services = [...new Set(clients.flatMap((client) => aggregated(client).map(({ target }) => target.id)))];
    report(
      first,
      `${listed(clients.map(({ id }) => id))} each put their screens together from at least ${number(options.services)} of ${listed(services)}: the same work on ${number(platforms.size)} platforms.`,
      {
        subjects: others,
        related: others.map(({ head }) => ({ at: head, message: 'So does this one.' })),
        fixes: backends(model, clients),
      },
    );
  },
});

/** Calls of a client to services that it has to put together itself. */
function aggregated(client: Component): readonly Link[] {
  return client.outgoing.filter(
    (link) =>
      link.synchronous &&
      isBuilt(link) &&
      programs.has(link.target.kind) &&
      link.properties.protocol?.value !== 'graphql',
  );
}

/** A backend for each client takes over its calls, where each is a statement of its own. */
function backends(model: Model, clients: readonly Component[]): Fix[] {
  const calls = clients.map(aggregated);
  if (calls.flat().some(({ chain, flows, properties }) => chain.links.length > 1 || flows || properties.calls))
    return [];
  const edits = clients.flatMap((client, i) => {
    const name = freeName(model, `${client.name}-bff`);
    const [first, ...rest] = calls[i];
    return [
      insertDeclaration(model, client, `service ${name} {}`),
      renameTarget(model, first, name),
      insertDeclaration(model, first, `${name} -> ${model.textOf(first.head).split(/->\s*/)[1]} { timeout: 1s }`),
      ...rest.flatMap((link) => {
        const text = model.textOf(link.head);
        const source = text.match(/^[^\s-](?:[^\s]*)/)?.[0] ?? '';
        return [{ at: { ...link.head, end: link.head.offset + source.length }, text: name }];
      }),
    ];
  });
  return [{ title: 'Give each of them a backend of its own', safe: false, edits }];
}
