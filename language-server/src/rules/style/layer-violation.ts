import type { Component, Kind, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { inOneCircle } from '../circles.js';
import { freeName, insertDeclaration, insertHop, renameTarget } from '../edits.js';
import { edges } from '../entrances.js';
import { authenticates, bypassesOf } from '../guards.js';
import { defineRule } from '../rule.js';
import { removeStatement } from '../statements.js';

/** The part of the edge that takes requests and sends them on. */
const doors: ReadonlySet<Kind> = new Set(['waf', 'lb', 'gateway']);
const business: ReadonlySet<Kind> = new Set(['service', 'function', 'worker', 'job']);

/** They are kept open, or come from elsewhere, and go around the edge on purpose. */
const direct: ReadonlySet<string> = new Set(['websocket', 'sse', 'mqtt', 'udp', 'webhook', 'push']);

/** A call that skips a tier, or goes up. */
export const layerViolation = defineRule({
  name: 'layer-violation',
  category: 'style',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'A call skips a tier, or goes from a lower tier to a higher one.',
  why: 'Clients, edge, business and data are layers: each depends only on the one below, so that rules are checked in one place and each layer can be replaced. A call that skips a layer skips its checks as well; one that goes up ties what should be independent to those that use it.',
  silent: [
    'Changes leave a store by `capture`, or the call is a `callback` or webhook.',
    'A cdn or a client with a signed address takes objects from a `storage`; a gateway keeps counters and sessions in a cache.',
    'A balancer that no client reaches stands in front of a store or between services.',
    'The client is `trusted`, the direct way has an `auth` of its own, or its protocol keeps a connection open.',
    'A public client that reaches a store is left to `datastore-exposed-to-client`, one that goes around a gateway to `gateway-bypass`, a circle of calls to `circular-dependency`.',
    'One of the ends is only drawn (`future: yes`).',
  ],
  references: [
    'Frank Buschmann and others, Pattern-Oriented Software Architecture, volume 1 (1996): the Layers pattern',
    'Mark Richards and Neal Ford, Fundamentals of Software Architecture (2020), chapter 10: layered architecture style',
  ],
  incorrect: [
    { title: 'a gateway that reads the database', code: 'gateway gw {}\ndatabase db {}\n\ngw -> db { timeout: 1s }\n' },
    {
      title: 'a database that calls a service',
      code: 'service api {}\nservice mailer {}\ndatabase db {}\n\napi -> db { timeout: 1s }\ndb -> mailer { timeout: 1s }\n',
    },
    {
      title: 'a way around the balancer',
      code: 'client web {}\nlb front {}\nservice api {}\n\nweb -> front -> api { timeout: 2s }\nweb -> api { timeout: 2s }\n',
    },
  ],
  correct: [
    {
      title: 'one tier after the other',
      code: 'client web {}\ngateway gw {}\nservice api {}\ndatabase db {}\n\nweb -> gw -> api { timeout: 2s }\napi -> db { timeout: 1s }\n',
    },
    {
      title: 'changes of the store are captured',
      code: 'service api {}\nworker mailer {}\ndatabase db {}\ntopic changes {}\n\napi -> db { timeout: 1s }\ndb ~> changes { capture: cdc }\nchanges ~> mailer\n',
    },
  ],
  check({ model, report }) {
    const facing = reachedFrom(model.components.filter(({ kind }) => kind === 'client'));
    const exposed = reachedFrom(
      model.components.filter(({ kind, properties }) => kind === 'client' && properties.trusted?.value !== true),
    );
    const bypasses = new Set(bypassesOf(model).map(({ way }) => way.links[way.links.length - 1]));
    const doorOf = doorsOf(model, facing);
    for (const link of model.links) {
      const { source, target, properties } = link;
      if (!link.synchronous || !isBuilt(link)) continue;
      if (properties.capture || properties.callback?.value === true) continue;
      if (properties.protocol && direct.has(properties.protocol.value)) continue;
      if (edges.has(source.kind) && target.kind === 'database') {
        if (exposed.has(source) || (source.kind !== 'gateway' && !facing.has(source))) continue;
        report(
          link,
          `\`${source.id}\` (edge) reads and writes \`${target.id}\` (data) directly: no business tier is in between.`,
          {
            subjects: [source, target],
            fixes: between(model, link),
          },
        );
      } else if ((source.kind === 'database' || source.kind === 'storage') && business.has(target.kind)) {
        report(
          link,
          `\`${source.id}\` (data) calls \`${target.id}\` (business): a store should not depend on those that use it.`,
          {
            subjects: [source, target],
            fixes: removal(model, link),
          },
        );
      } else if (source.kind === 'client' && business.has(target.kind)) {
        const door = doorOf.get(target);
        if (!door || source.properties.trusted?.value === true || bypasses.has(link)) continue;
        if (authenticates(properties.auth) || properties.mtls?.value === true) continue;
        report(
          link,
          `\`${source.id}\` (client) calls \`${target.id}\` (business) directly, past \`${door.id}\` (edge).`,
          {
            subjects: [source, target, door],
            related: [{ at: door.head, message: `\`${door.id}\` leads there as well.` }],
            fixes: through(model, link, door),
          },
        );
      } else if (doors.has(target.kind) && facing.has(target) && business.has(source.kind) && source.kind !== 'job') {
        const [only, ...others] = new Set(
          target.outgoing.flatMap((next) => (business.has(next.target.kind) ? [next.target] : [])),
        );
        if (!only || inOneCircle(model, source, target)) continue;
        report(link, `\`${source.id}\` (business) calls up to \`${target.id}\` (edge), which clients come in by.`, {
          subjects: [source, target],
          fixes: others.length === 0 && only !== source ? toService(model, link, only) : [],
        });
      }
    }
  },
});

/** Clients and the edge they reach. */
function reachedFrom(clients: readonly Component[]): ReadonlySet<Component> {
  const reached = new Set(clients);
  for (const component of reached) {
    for (const link of component.outgoing) if (edges.has(link.target.kind) && isBuilt(link)) reached.add(link.target);
  }
  return reached;
}

/** By target, what of the edge that clients reach leads there. */
function doorsOf(model: Model, facing: ReadonlySet<Component>): ReadonlyMap<Component, Component> {
  const found = new Map<Component, Component>();
  for (const link of model.links) {
    const { source, target } = link;
    if (doors.has(source.kind) && facing.has(source) && isBuilt(link) && !found.has(target)) found.set(target, source);
  }
  return found;
}

function between(model: Model, link: Link): Fix[] {
  const name = freeName(model, `${link.target.name}-api`);
  const edits = [insertDeclaration(model, link.source, `service ${name} {}`), ...insertHop(model, link, name)];
  return [{ title: `Put a service \`${name}\` between`, safe: false, edits }];
}

function through(model: Model, link: Link, door: Component): Fix[] {
  if (link.chain.links.length > 1) return [];
  return [{ title: `Go through \`${door.id}\``, safe: false, edits: [renameTarget(model, link, door.id)] }];
}

function toService(model: Model, link: Link, service: Component): Fix[] {
  if (link.chain.links.length > 1) return [];
  return [{ title: `Call \`${service.id}\` itself`, safe: false, edits: [renameTarget(model, link, service.id)] }];
}

function removal(model: Model, link: Link): Fix[] {
  const edit = link.chain.links.length > 1 ? undefined : removeStatement(model, link.at);
  return edit ? [{ title: 'Take the call out', safe: false, edits: [edit] }] : [];
}
