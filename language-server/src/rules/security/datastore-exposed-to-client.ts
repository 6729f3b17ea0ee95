import { isRead } from '../../estimate/traffic/operations.js';
import type { Component, Kind, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { isBroker } from '../brokers.js';
import { heldBy } from '../data-classes.js';
import { freeName, insertDeclaration, insertHop, replaceValue } from '../edits.js';
import { edges } from '../entrances.js';
import { checksRows } from '../guards.js';
import { defineRule } from '../rule.js';
import { usesOn } from '../uses.js';

const stores: ReadonlySet<Kind> = new Set(['database', 'cache', 'storage', 'queue', 'topic']);
const ownState: ReadonlySet<string> = new Set(['counter', 'session', 'credential']);

/** A store that strangers can talk to has only its own checks between them and all the data. */
export const datastoreExposedToClient = defineRule({
  name: 'datastore-exposed-to-client',
  category: 'security',
  mode: 'presence',
  severity: 'error',
  tier: 1,
  summary: 'A client, or the edge on its behalf, talks directly to a data store.',
  why: 'Between a client and the data stand the rules of the business: who may see what, what is a valid change, how much one caller may ask for. A store knows none of them, so whoever can reach it can read and write what its credentials allow, and the credentials are in the hands of the client. Its schema becomes a public interface as well, which can no longer be changed.',
  silent: [
    'The client is `trusted`: own staff or machines.',
    'Objects in a `storage` are reached by `presigned-url`, or through a cdn, balancer or gateway in front of it.',
    'Objects for everybody (`holds: public`) that are only read.',
    'A gateway puts messages into a queue or topic and waits for no answer (`~>`): nobody reads or changes what lies there.',
    'A cdn, lb or gateway that nothing untrusted reaches; what a gateway keeps for itself, such as the counters of its `rate-limit`.',
    'The store checks callers row by row (`row-level-security: yes` on its tables) or asks for `auth`: then it is an info.',
    'One of the ends is only drawn (`future: yes`).',
  ],
  references: [
    'OWASP, Database Security Cheat Sheet: isolating the database from the network of clients',
    'Neil Daswani and Moudy Elbayadi, Big Breaches (2021), chapter 8: data stores open to the internet',
    'Amazon Web Services, Well-Architected Framework, Security Pillar: SEC05, protecting network resources in layers',
  ],
  incorrect: [
    {
      title: 'the browser queries the database',
      code: 'client browser {}\ndatabase orders { data-model: relational }\n\nbrowser -> orders { timeout: 1s }\n',
    },
    {
      title: 'a load balancer alone stands between the public and the store',
      code: 'client app {}\nlb front { managed: yes }\ndatabase profiles {}\n\napp -> front -> profiles { timeout: 1s }\n',
    },
    {
      title: 'the store itself is open to the public',
      code: 'service api {}\ncache sessions { exposure: public, ttl: 1h }\n\napi -> sessions { timeout: 50ms }\n',
    },
  ],
  correct: [
    {
      title: 'a service stands between',
      code: 'client browser {}\nservice api {}\ndatabase orders { exposure: private }\n\nbrowser -> api { timeout: 2s }\napi -> orders { timeout: 1s }\n',
    },
    {
      title: 'uploads by a signed address',
      code: 'client app {}\nstorage media { managed: yes }\n\napp -> media { auth { method: presigned-url }, timeout: 5min }\n',
    },
    {
      title: 'a content delivery network reads objects',
      code: 'client app {}\ncdn edge { managed: yes, ttl: 1d }\nstorage media { managed: yes }\n\napp -> edge -> media { timeout: 10s }\n',
    },
    {
      title: 'a gateway takes in events for those who work on them',
      code: 'client device {}\ngateway front { managed: yes, auth { method: mtls } }\ntopic events { managed: yes }\nworker ingest {}\n\ndevice -> front { timeout: 2s }\nfront ~> events ~> ingest\n',
    },
    {
      title: 'pictures for everybody are read where they lie',
      code: 'client app {}\nflow look { from: app, rate: 10/s, op: read }\nstorage pictures { holds: public }\n\napp -> pictures { timeout: 10s }\n',
    },
  ],
  check({ model, report }) {
    const reached = reachedByStrangers(model);
    for (const link of model.links) {
      const { source, target } = link;
      if (!stores.has(target.kind) || !isBuilt(link) || link.properties.capture) continue;
      if (!reached.has(source) || isSigned(link)) continue;
      if (target.kind === 'storage' && (source.kind !== 'client' || isPublicReading(model, link))) continue;
      if (source.kind === 'gateway' && (isOwnState(source, target) || isTakingIn(link))) continue;
      // A broker's delivery to a client and a client that takes what is pushed to it are not access to a store.
      const isGuarded = checksRows(link) || guards(link);
      const who =
        source.kind === 'client'
          ? `\`${source.id}\` talks directly to \`${target.id}\``
          : `\`${source.id}\` lets the public through to \`${target.id}\``;
      const message = isGuarded
        ? `${who}: its own checks are all that stands between the public and the data.`
        : `${who}: whoever can send requests can read and change what the ${target.kind} holds, past every rule of the business.`;
      report(link, message, {
        ...(isGuarded && { severity: 'info' as const }),
        subjects: [target],
        fixes: fixes(model, link),
      });
    }
    for (const store of model.components) {
      const { exposure, future } = store.properties;
      if (
        !stores.has(store.kind) ||
        store.kind === 'storage' ||
        exposure?.value !== 'public' ||
        exposure.origin !== 'written'
      )
        continue;
      if (future?.value === true || store.incoming.some(({ source }) => reached.has(source))) continue;
      report(
        store,
        `\`${store.id}\` can be reached by the public: only the ${store.kind}'s own login protects what it holds.`,
        {
          at: exposure.property,
          fixes: [{ title: 'Set `exposure: private`', safe: false, edits: [replaceValue(exposure, 'private')] }],
        },
      );
    }
  },
});

/** Clients that are not ours, and the edge they reach. */
function reachedByStrangers(model: Model): ReadonlySet<Component> {
  const reached = new Set(
    model.components.filter(({ kind, properties }) => kind === 'client' && properties.trusted?.value !== true),
  );
  for (const component of reached) {
    for (const { target } of component.outgoing) if (edges.has(target.kind)) reached.add(target);
  }
  return reached;
}

/** Files for everybody, which nobody changes on this way. */
function isPublicReading(model: Model, link: Link): boolean {
  const held = heldBy(link.target);
  const isForAll = held.size > 0 && [...held].every((what) => what === 'public');
  return isForAll && usesOn(model, link).every(({ operation }) => isRead(operation));
}

/** Messages are put in and nothing is asked for. */
function isTakingIn({ synchronous, target }: Link): boolean {
  return !synchronous && isBroker(target);
}

/** What a gateway keeps for itself, such as the counters of its rate limit, no request can ask for. */
function isOwnState(gateway: Component, store: Component): boolean {
  if (gateway.properties['rate-limit']?.value.store?.value === store.id) return true;
  const { holds } = store.properties;
  return store.kind === 'cache' && (holds?.value.every((what) => ownState.has(what)) ?? false);
}

function isSigned(link: Link): boolean {
  return (
    link.properties.auth?.value.method?.value === 'presigned-url' ||
    link.target.properties.auth?.value.method?.value === 'presigned-url'
  );
}

function guards({ target, source }: Link): boolean {
  const method = (target.properties.auth ?? (source.kind === 'gateway' ? source.properties.auth : undefined))?.value
    .method?.value;
  return method !== undefined && method !== 'none';
}

function fixes(model: Model, link: Link): Fix[] {
  const name = freeName(model, `${link.target.name}-api`);
  return [
    {
      title: `Put a service \`${name}\` between`,
      safe: false,
      edits: [insertDeclaration(model, link.source, `service ${name} {}`), ...insertHop(model, link, name)],
    },
  ];
}
