import type { Component, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import type { Location } from '../../model/source.js';
import { isBroker } from '../brokers.js';
import { among, carriedOn, classNames, type DataClass, heldBy } from '../data-classes.js';
import { isOwn, replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';
import { usesOn } from '../uses.js';
import { call, listed } from '../words.js';

const critical: readonly DataClass[] = ['financial', 'order'];
const countable: ReadonlySet<DataClass> = new Set(['counter', 'telemetry']);

/** What is sent once and not confirmed is lost now and then. */
export const atMostOnceCriticalData = defineRule({
  name: 'at-most-once-critical-data',
  category: 'messaging',
  mode: 'presence',
  severity: 'error',
  tier: 2,
  summary: 'Orders, money or what must not be lost travels over a way that may lose it.',
  why: 'A broker that delivers at most once, and a datagram, are sent and forgotten: when the consumer restarts at that moment or a packet is dropped, the message is gone and nobody learns of it. That is right for a gauge that comes again in ten seconds. An order does not come again.',
  silent: [
    'Nothing says that it matters: no financial or order data, no `durability: required`.',
    'What is lost was stored before or may be lost: `durability: best-effort` on the broker, or on all its flows.',
    'It only carries counters and telemetry.',
    'The broker is only drawn (`future: yes`), or an end of what is sent over UDP.',
  ],
  references: [
    'Gregor Hohpe and Bobby Woolf, Enterprise Integration Patterns (2003): Guaranteed Delivery',
    'Redis documentation: Pub/Sub, delivery semantics',
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 11: transmitting event streams',
  ],
  incorrect: [
    {
      title: 'orders over a broker that forgets',
      code: 'service shop {}\ntopic orders { delivery: at-most-once, holds: order }\nworker shipper {}\n\nshop ~> orders ~> shipper\n',
    },
    {
      title: 'a write that must not be lost, over Redis',
      code: 'client web {}\nflow book { from: web, rate: 1/s, op: write, durability: required }\nservice api {}\ntopic bookings { engine: redis-pubsub }\nworker booker {}\n\nweb -> api { timeout: 2s }\napi ~> bookings ~> booker\n',
    },
    {
      title: 'payments in datagrams',
      code: 'service till {}\nservice ledger {}\n\ntill -> ledger { protocol: udp, carries: financial, timeout: 1s }\n',
    },
  ],
  correct: [
    {
      title: 'delivered until it is confirmed',
      code: 'service shop {}\ntopic orders { delivery: at-least-once, holds: order }\nworker shipper { idempotent: yes }\n\nshop ~> orders ~> shipper\n',
    },
    {
      title: 'gauges come again',
      code: 'service shop {}\ntopic gauges { delivery: at-most-once, holds: telemetry }\nworker counter {}\n\nshop ~> gauges ~> counter\n',
    },
  ],
  check({ model, report }) {
    for (const broker of model.components) {
      const { delivery, durability, future } = broker.properties;
      if (!isBroker(broker) || delivery?.value !== 'at-most-once' || future?.value === true) continue;
      if (durability && durability.origin !== 'engine' && durability.value === 'best-effort') continue;
      const links = [...broker.incoming, ...broker.outgoing].filter(isBuilt);
      const matter = whatMatters(model, links, heldBy(broker));
      const isRequired = durability?.value === 'required' && durability.origin !== 'engine';
      if (!matter && !isRequired) continue;
      const why = delivery.origin === 'engine' ? `, as ${broker.engine?.title ?? 'its engine'} does` : '';
      const what = matter?.what ?? 'what it says is required';
      report(broker, `\`${broker.id}\` delivers at most once${why}, so it may lose ${what} and nobody learns of it.`, {
        at: delivery.origin === 'engine' ? broker.head : delivery.property,
        subjects: matter?.subjects ?? [],
        related: matter?.at ? [{ at: matter.at, message: 'This must not be lost.' }] : [],
        fixes: fixes(broker),
      });
    }
    for (const link of model.links) {
      const { protocol } = link.properties;
      if (protocol?.value !== 'udp' || !isBuilt(link)) continue;
      const matter = whatMatters(model, [link], new Set());
      if (!matter) continue;
      report(link, `\`${call(link)}\` goes over UDP, which may lose ${matter.what} and nobody learns of it.`, {
        at: protocol.property,
        fixes: [{ title: 'Send it over TCP', safe: false, edits: [replaceValue(protocol, 'tcp')] }],
      });
    }
  },
});

interface Matter {
  readonly what: string;
  readonly subjects: readonly NonNullable<Link['flows']>[number][];
  readonly at?: Location;
}

/** What travels on some links and must not be lost, in words. */
function whatMatters(model: Model, links: readonly Link[], held: ReadonlySet<DataClass>): Matter | undefined {
  const flows = [...new Set(links.flatMap((link) => usesOn(model, link).flatMap(({ flow }) => flow ?? [])))];
  if (flows.length > 0 && flows.every(({ properties }) => properties.durability?.value === 'best-effort')) {
    return undefined;
  }
  const carried = new Set([...held, ...links.flatMap((link) => [...carriedOn(model, link)])]);
  const found = among(critical, carried);
  if (found.length > 0) return { what: classNames(found), subjects: [] };
  if (carried.size > 0 && [...carried].every((each) => countable.has(each))) return undefined;
  const required = flows.filter(({ properties }) => properties.durability?.value === 'required');
  if (required.length === 0) return undefined;
  return {
    what: `what ${listed(required.map(({ id }) => id))} ${required.length === 1 ? 'writes' : 'write'}`,
    subjects: required,
    at: required[0].properties.durability!.property,
  };
}

/** Its own word can be changed; an engine that forgets has to be another. */
function fixes(broker: Component): Fix[] {
  const { delivery, engine } = broker.properties;
  if (delivery && isOwn(broker, delivery)) {
    if (broker.engine?.properties.delivery?.value === 'at-most-once') return [];
    return [{ title: 'Deliver at least once', safe: false, edits: [replaceValue(delivery, 'at-least-once')] }];
  }
  const lasting = lastingKin.get(broker.engine?.name ?? '');
  if (!lasting || !engine || !isOwn(broker, engine)) return [];
  const title = `Use \`${lasting}\`, which keeps a message until it is confirmed`;
  return [{ title, safe: false, edits: [replaceValue(engine, lasting)] }];
}

/** The product of the same family that keeps messages. */
const lastingKin: ReadonlyMap<string, string> = new Map([
  ['redis-pubsub', 'redis-streams'],
  ['nats', 'nats-jetstream'],
]);
