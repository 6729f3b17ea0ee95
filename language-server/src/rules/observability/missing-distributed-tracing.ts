import type { Component, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { leavesProcess, processOf } from '../../model/processes.js';
import { deliveries, isBroker } from '../brokers.js';
import { type LinkChoice, longestChain } from '../chains.js';
import { setInBlock } from '../inner-blocks.js';
import { admits, type Journey, journeysOf, passesOn } from '../journeys.js';
import { defineRule } from '../rule.js';
import { counted, listed } from '../words.js';

/** Where a request goes through many services, logs of each alone do not tell where it went wrong. */
export const missingDistributedTracing = defineRule({
  name: 'missing-distributed-tracing',
  category: 'observability',
  mode: 'absence',
  severity: 'info',
  tier: 2,
  summary: 'Requests pass through several services, and nothing follows them.',
  why: 'A request that is slow or fails in the third service shows up in the first. Without a trace, whoever looks for the cause compares times in the logs of all of them. A trace carries one identifier through every call and message, and shows where the time went; one service in the middle that does not pass it on cuts it in two.',
  silent: [
    'Fewer services than the limit are on one way; modules of one deployable count once.',
    'Only a hint where services with logs work for each other through a broker and fewer of them than the limit are on one way.',
    'The logs of both sides carry the same name of a request (`correlation-id: yes`), or one of them writes no logs that we know of.',
    'Tracing is on: on the system, on a mesh, or on the first services of the way, with none between two of them that lacks it.',
    'The `architecture` is a monolith.',
    'It is only drawn (`future: yes`), or the design is a sketch.',
  ],
  references: [
    'Benjamin H. Sigelman et al., "Dapper, a Large-Scale Distributed Systems Tracing Infrastructure", Google (2010)',
    'OpenTelemetry documentation, "Traces" and "Context propagation"',
  ],
  options: {
    services: { default: 3, doc: 'Services on one way from which on it takes a trace to follow a request.' },
  },
  incorrect: [
    {
      title: 'three services in a row',
      code: 'system shop {}\nclient web {}\nservice shop-front {}\nservice orders {}\nservice prices {}\n\nweb -> shop-front -> orders -> prices { timeout: 3s }\n',
    },
    {
      title: 'the one in the middle lacks it',
      code: 'client web {}\nservice front { observability { tracing: yes } }\nservice orders {}\nservice prices { observability { tracing: yes } }\n\nweb -> front -> orders -> prices { timeout: 3s }\n',
    },
    {
      title: 'logs on both sides of a queue',
      code: 'system shop { observability { logs: structured } }\nclient web {}\nservice orders {}\nqueue mails {}\nworker mailer {}\n\nweb -> orders { timeout: 3s }\norders ~> mails ~> mailer\n',
    },
  ],
  correct: [
    {
      title: 'logs that name the request',
      code: 'system shop { observability { logs: structured, correlation-id: yes } }\nclient web {}\nservice orders {}\nqueue mails {}\nworker mailer {}\n\nweb -> orders { timeout: 3s }\norders ~> mails ~> mailer\n',
    },
    {
      title: 'tracing for all',
      code: 'system shop { observability { tracing: yes } }\nclient web {}\nservice front {}\nservice orders {}\nservice prices {}\n\nweb -> front -> orders -> prices { timeout: 3s }\n',
    },
    {
      title: 'two services',
      code: 'client web {}\nservice front {}\nservice orders {}\n\nweb -> front -> orders { timeout: 3s }\n',
    },
  ],
  check({ model, options, report }) {
    const { system } = model;
    const style = system?.properties.architecture?.value;
    if (style === 'monolith' || style === 'modular-monolith') return;
    if (model.components.some((component) => component.kind === 'mesh' && isTraced(component))) return;
    let longest: readonly Component[] = [];
    for (const journey of journeysOf(model).all) {
      const services = servicesOn(model, journey);
      if (services.length < options.services) continue;
      const first = services.findIndex(isTraced);
      if (first < 0 && services.length > longest.length) longest = services;
      const last = services.findLastIndex(isTraced);
      for (const service of services.slice(first + 1, Math.max(0, last))) {
        if (isTraced(service)) continue;
        report(
          service,
          `\`${service.id}\` does not pass traces on: what \`${services[first].id}\` and \`${services[last].id}\` record of one request falls apart.`,
          { subjects: [services[first], services[last]], fixes: [trace(model, service)] },
        );
      }
    }
    if (longest.length > 0) {
      report(
        system ?? longest[0],
        `Requests pass through ${counted(longest.length, 'service')} (${listed(longest.map(({ id }) => id))}), and no trace follows them.`,
        { subjects: longest, fixes: system ? [trace(model, system)] : [] },
      );
      return;
    }
    for (const { broker, publisher, consumer } of unrelatedLogs(model)) {
      report(
        broker,
        `\`${publisher.id}\` and \`${consumer.id}\` write logs, but no id of the request goes along through \`${broker.id}\`: which lines of the two belong together, nobody can tell.`,
        { severity: 'hint', subjects: [publisher, consumer], fixes: [correlate(model, publisher, consumer)] },
      );
    }
  },
});

/** By broker, the first two that work for each other through it, and whose logs name no request in common. */
function unrelatedLogs(model: Model) {
  return model.components.filter(isBroker).flatMap((broker) => {
    const publishers = broker.incoming.filter(isBuilt).map(({ source }) => source);
    const consumers = deliveries(broker).map(({ target }) => target);
    for (const publisher of publishers) {
      const consumer = consumers.find((other) => areUnrelated(model, publisher, other));
      if (consumer) return [{ broker, publisher, consumer }];
    }
    return [];
  });
}

function areUnrelated(model: Model, publisher: Component, consumer: Component): boolean {
  const both = [publisher, consumer];
  if (processOf(model, publisher) === processOf(model, consumer)) return false;
  if (!both.every((one) => isService(one) && one.properties.observability?.value.logs)) return false;
  return !both.every(isTraced) && !both.every(isCorrelated);
}

const isCorrelated = ({ properties }: Component): boolean =>
  properties.observability?.value['correlation-id']?.value === true;

function correlate(model: Model, ...components: readonly Component[]): Fix {
  const { system } = model;
  const lacking = components.filter((component) => !isCorrelated(component));
  const subjects = system?.properties.observability ? [system] : lacking;
  return {
    title: 'Name the request in every line of the logs, and pass its name on',
    safe: false,
    edits: subjects.map((subject) => {
      const block = { name: 'observability', value: subject.properties.observability };
      return setInBlock(model, subject, block, 'correlation-id', 'yes');
    }),
  };
}

const isTraced = ({ properties }: Component): boolean => properties.observability?.value.tracing?.value === true;

function trace(model: Model, subject: Component | NonNullable<Model['system']>) {
  const block = { name: 'observability', value: subject.properties.observability };
  return {
    title: subject.what === 'system' ? 'Trace all requests' : `Trace in \`${subject.id}\``,
    safe: false,
    edits: [setInBlock(model, subject, block, 'tracing', 'yes')],
  };
}

/** The services on the longest way of a journey, each process once. */
function servicesOn(model: Model, journey: Journey): Component[] {
  const choice: LinkChoice = {
    taken: (component) =>
      passesOn(component, journey) ? component.outgoing.filter((link) => isBuilt(link) && admits(link, journey)) : [],
    counts: (link) => entersService(model, link),
  };
  const found = new Map<string, Component>();
  const reached = longestChain([journey.from], choice).map(({ target }) => target);
  for (const component of [journey.from, ...reached]) {
    const process = processOf(model, component);
    if (isService(component) && !found.has(process)) found.set(process, component);
  }
  return [...found.values()];
}

function isService({ kind }: Component): boolean {
  return kind === 'service' || kind === 'function' || kind === 'worker';
}

function entersService(model: Model, link: Link): boolean {
  return isService(link.target) && leavesProcess(model, link);
}
