import type { Estimates } from '../../estimate/estimates.js';
import { flowProperty } from '../../model/inherit.js';
import type { Component, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { isOwn, replaceValue } from '../edits.js';
import { edges } from '../entrances.js';
import { journeysOf } from '../journeys.js';
import { connectedDevices } from '../populations.js';
import { defineRule } from '../rule.js';
import { number, time } from '../words.js';

const open: ReadonlySet<string> = new Set(['websocket', 'sse', 'mqtt']);
/** Here seconds count, however rarely something happens. */
const prompt: ReadonlySet<string> = new Set(['chat', 'presence', 'live', 'game', 'matching']);

/** A connection for each device, over which next to nothing comes. */
export const pushForRareUpdates = defineRule({
  name: 'push-for-rare-updates',
  category: 'cost',
  mode: 'derived',
  severity: 'hint',
  tier: 3,
  summary: 'Very many connections are kept open for updates that hardly ever come.',
  why: 'Each open connection costs memory at both ends, a battery its sleep, and all of them together a storm when a server restarts. Where a device hears of something once an hour and nobody minds a few minutes, asking now and then, or the push service of the platform, does the same for less.',
  silent: [
    'How many devices are connected at once (`concurrent`), or how much goes over the connections, is not known.',
    'There are no more devices than the limit.',
    'A device hears of something, or says something, at least once in the interval.',
    'It has to be prompt: a `max-delay` or `max-staleness` below the interval, or a `role` such as chat, presence, live, game or matching.',
    'It is only drawn (`future: yes`).',
  ],
  references: [
    'Firebase documentation, "About FCM messages"',
    'Apple Developer Documentation, "Pushing background updates to your App"',
  ],
  options: {
    devices: { default: 100_000, doc: 'Devices connected at once up to which it does not matter.' },
    interval: { default: 900, doc: 'Seconds between two updates for one device above which they are rare.' },
  },
  incorrect: [
    {
      title: 'a million connections, an update every three hours',
      code: 'client app { concurrent: 1M }\nflow deliver { from: mail, rate: 100/s, op: read }\nservice mail {}\n\nmail ~> app { protocol: websocket }\n',
    },
    {
      title: 'events from the server, once in a day',
      code: 'client app { concurrent: 500k }\nflow news { from: desk, rate: 6/s, op: read, max-delay: 1h }\nservice desk {}\n\ndesk ~> app { protocol: sse }\n',
    },
  ],
  correct: [
    {
      title: 'the push service of the platform',
      code: 'client app { concurrent: 1M }\nflow deliver { from: mail, rate: 100/s, op: read }\nservice mail {}\n\nmail ~> app { protocol: push }\n',
    },
    {
      title: 'it has to be there at once',
      code: 'client app { concurrent: 1M }\nflow deliver { from: mail, rate: 100/s, op: read, max-delay: 2s }\nservice mail {}\n\nmail ~> app { protocol: websocket }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const client of model.components) {
      const devices = connectedDevices(client);
      if (devices === undefined || devices <= options.devices) continue;
      for (const links of connectionsOf(client)) {
        const rate = rateOf(estimates, links);
        if (rate === undefined || rate * options.interval >= devices * (1 - 1e-9)) continue;
        if (links.some((link) => isPrompt(model, link, client, options.interval))) continue;
        const [link] = links;
        const server = link.source === client ? link.target : link.source;
        const often = rate === 0 ? 'nothing' : `one message every ${time(devices / rate)} each`;
        report(
          link,
          `\`${server.id}\` keeps ${number(devices)} connections to \`${client.id}\` open for ${often}: asking now and then, or push notifications, cost less.`,
          { at: link.properties.protocol!.property, subjects: links.slice(1), fixes: push(links, client) },
        );
      }
    }
  },
});

/** The links over which the connections of a client run, by the other end. */
function connectionsOf(client: Component): Iterable<readonly [Link, ...Link[]]> {
  const groups = new Map<Component, [Link, ...Link[]]>();
  for (const link of [...client.incoming, ...client.outgoing]) {
    if (!isBuilt(link) || !open.has(link.properties.protocol?.value ?? '')) continue;
    const server = link.source === client ? link.target : link.source;
    const group = groups.get(server);
    if (group) group.push(link);
    else groups.set(server, [link]);
  }
  return groups.values();
}

function rateOf(estimates: Estimates, links: readonly Link[]): number | undefined {
  let sum = 0;
  for (const link of links) {
    const rate = estimates.value(link, 'rate.average');
    if (rate === undefined) return undefined;
    sum += rate;
  }
  return sum;
}

function isPrompt(model: Model, link: Link, client: Component, interval: number): boolean {
  const server = new Set([link.source === client ? link.target : link.source]);
  for (const component of server) {
    if (prompt.has(component.properties.role?.value ?? '')) return true;
    if (edges.has(component.kind)) for (const { target } of component.outgoing) server.add(target);
  }
  return (link.flows ?? journeysOf(model).flowsOn(link)).some((flow) => {
    const limits = [flowProperty(link, flow, 'max-delay'), flow.properties['max-staleness']];
    return limits.some((limit) => limit !== undefined && limit.value < interval);
  });
}

/** Where all that runs over the connections goes to the client. */
function push(links: readonly Link[], client: Component): Fix[] {
  const protocols = links.flatMap((link) => {
    const { protocol } = link.properties;
    return link.target === client && protocol && isOwn(link, protocol) ? [protocol] : [];
  });
  if (protocols.length < links.length) return [];
  const edits = protocols.map((protocol) => replaceValue(protocol, 'push'));
  return [{ title: 'Use push notifications', safe: false, edits }];
}
