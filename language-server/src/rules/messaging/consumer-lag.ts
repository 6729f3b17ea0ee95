import type { Estimates } from '../../estimate/estimates.js';
import { flowProperty } from '../../model/inherit.js';
import type { Component, Flow, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { consumerGroups, isBroker } from '../brokers.js';
import { type ConsumerLoad, loadOf } from '../consumer-load.js';
import { replaceValue, setProperty } from '../edits.js';
import { mostReplicas } from '../replicas.js';
import { defineRule } from '../rule.js';
import { usesOn } from '../uses.js';
import { listed, number, percent, rate, time } from '../words.js';

const hour = 3600;
/** Replicas are whole, rates are sums: what differs by rounding alone is equal. */
const tolerance = 1e-9;

/** A queue hides that consumers are too slow; it does not help. */
export const consumerLag = defineRule({
  name: 'consumer-lag',
  category: 'messaging',
  mode: 'derived',
  severity: 'error',
  tier: 1,
  summary: 'Messages arrive faster than their consumers work them off.',
  why: 'A broker evens out bursts: what cannot be handled now waits. That works as long as there is a later with less to do. When on average more arrives than the consumers can take, the backlog grows for ever, messages get older every hour, and in the end they expire or the disk is full. Close to that point every burst takes hours to work off.',
  silent: [
    'The rate, what the consumers can take or how many of them run is unknown.',
    'Consumers keep up, also at peak, with a fifth to spare on average.',
    'An info where they only fall behind at peak, or where the backlog of a spike or of an outage takes longer than the `max-delay` of a flow.',
    'The broker or a consumer is only drawn (`future: yes`).',
  ],
  references: [
    'John D. C. Little, "A Proof for the Queuing Formula: L = λW", Operations Research (1961)',
    'Amazon Builders\' Library, David Yanacek, "Avoiding insurmountable queue backlogs" (2019)',
    'Jay Kreps, "Benchmarking Apache Kafka" and Apache Kafka documentation: monitoring consumer lag',
  ],
  options: {
    utilisation: {
      default: 0.8,
      doc: 'Average load of the consumers (a ratio) from which there is too little left for a burst.',
    },
  },
  incorrect: [
    {
      title: 'ten transcoders for what needs over eighty',
      code: 'client app { users: 864k }\nflow upload { from: app, rate: 0.01/user/day, op: write }\nservice api {}\nqueue jobs { delivery: at-least-once }\nworker transcoder { replicas: 10, concurrency: 1, latency: 13.5min, idempotent: yes }\n\napp -> api { timeout: 3s }\napi ~> jobs ~> transcoder\n',
    },
    {
      title: 'behind for as long as the peak lasts',
      code: 'client web { users: 8.64M, peak: 3x }\nflow order { from: web, rate: 1/user/day, op: write }\nservice api {}\ntopic orders { partitions: 12, delivery: at-least-once }\nworker mailer { replicas: 5, capacity: 50/s, idempotent: yes }\n\nweb -> api { timeout: 3s }\napi ~> orders ~> mailer\n',
    },
  ],
  correct: [
    {
      title: 'consumers that keep up with the peak',
      code: 'client web { users: 8.64M, peak: 3x }\nflow order { from: web, rate: 1/user/day, op: write }\nservice api {}\ntopic orders { partitions: 12, delivery: at-least-once }\nworker mailer { replicas: 8, capacity: 50/s, idempotent: yes }\n\nweb -> api { timeout: 3s }\napi ~> orders ~> mailer\n',
    },
    {
      title: 'they grow with the queue',
      code: 'client app { users: 864k }\nflow upload { from: app, rate: 0.01/user/day, op: write }\nservice api {}\nqueue jobs { delivery: at-least-once }\nworker transcoder { concurrency: 1, latency: 13.5min, idempotent: yes, autoscale { min: 10, max: 300, metric: queue-depth } }\n\napp -> api { timeout: 3s }\napi ~> jobs ~> transcoder\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const broker of model.components) {
      if (!isBroker(broker)) continue;
      let isBehind = false;
      let isKnown = true;
      for (const links of consumerGroups(broker)) {
        const load = loadOf(estimates, links);
        if (!load) isKnown = false;
        const problem = load && problemOf(broker, load, options.utilisation);
        if (!load || !problem) continue;
        isBehind = true;
        report(broker, problem.message, {
          ...(problem.severity && { severity: problem.severity }),
          subjects: load.consumers,
          related: links.map((link) => ({ at: link.head, message: 'They are handed out here.' })),
          fixes: fixes(model, broker, load, options.utilisation),
        });
      }
      if (!isBehind && isKnown) reportDrain(model, estimates, broker, report);
    }
  },
});

interface Problem {
  readonly message: string;
  readonly severity?: 'warning' | 'info';
}

function problemOf({ id }: Component, load: ConsumerLoad, limit: number): Problem | undefined {
  const { average, peak, sustained, atPeak, consumers } = load;
  const who = listed(consumers.map((consumer) => consumer.id));
  const work = consumers.length > 1 ? 'work' : 'works';
  if (average > 0 && average >= sustained) {
    const growth =
      average > sustained ? `: ${number(24 * hour * (average - sustained))} more messages wait every day` : '';
    return {
      message: `\`${id}\` receives ${rate(average)} on average, but ${who} ${work} off ${rate(sustained)}${growth}.`,
    };
  }
  if (average >= limit * sustained && average > 0) {
    const message = `\`${id}\` receives ${rate(average)} on average, ${percent(average / sustained)} of the ${rate(sustained)} that ${who} ${work} off: a backlog takes long to go.`;
    return { message, severity: 'warning' };
  }
  if (peak <= atPeak * (1 + tolerance)) return undefined;
  const backlog = hour * (peak - atPeak);
  const message = `At peak \`${id}\` receives ${rate(peak)}, but ${who} ${work} off ${rate(atPeak)}: an hour of it leaves ${number(backlog)} messages, which take another ${time(backlog / (sustained - average))} to go.`;
  return { message, severity: 'info' };
}

/** The backlog of a spike or of an outage against what the flows allow. */
function reportDrain(
  model: Model,
  estimates: Estimates,
  broker: Component,
  report: Parameters<Parameters<typeof defineRule>[0]['check']>[0]['report'],
): void {
  const drain = estimates.value(broker, 'lag.drain');
  const strictest = drain === undefined ? undefined : strictestOf(model, broker);
  if (drain === undefined || !strictest || drain <= strictest.limit.value) return;
  const cause = broker.properties.outage ? 'After an outage or a spike' : 'After a spike';
  const lasting = Number.isFinite(drain) ? `takes ${time(drain)} to go` : 'never goes';
  report(
    broker,
    `${cause} the backlog of \`${broker.id}\` ${lasting}, but \`${strictest.flow.id}\` allows ${time(strictest.limit.value)}.`,
    {
      severity: 'info',
      subjects: [strictest.flow],
      related: [{ at: strictest.limit.at, message: 'So long it may take.' }],
    },
  );
}

function strictestOf(model: Model, broker: Component) {
  let strictest: { readonly flow: Flow; readonly limit: NonNullable<Flow['properties']['max-delay']> } | undefined;
  for (const link of broker.outgoing) {
    for (const { flow } of usesOn(model, link)) {
      const limit = flow && flowProperty(link, flow, 'max-delay');
      if (flow && limit && (!strictest || limit.value < strictest.limit.value)) strictest = { flow, limit };
    }
  }
  return strictest;
}

/** As many replicas as keep up with the peak, where one consumer works alone. */
function fixes(
  model: Model,
  broker: Component,
  { consumers, average, peak, sustained, atPeak }: ConsumerLoad,
  limit: number,
): Fix[] {
  const [consumer] = consumers;
  const { replicas, autoscale, contention, coherency } = consumer.properties;
  const running = mostReplicas(consumer);
  if (consumers.length > 1 || running === undefined || contention || coherency) return [];
  const partitions =
    broker.kind === 'topic' && consumer.incoming.length === 1 ? broker.properties.partitions : undefined;
  const working = Math.min(running, partitions?.value ?? running);
  const each = Math.max(sustained, atPeak) / working;
  if (each <= 0 || sustained !== atPeak) return [];
  const needed = Math.max(Math.floor(average / (limit * each)) + 1, Math.ceil(peak / each - tolerance));
  const text = String(needed);
  const max = autoscale?.value.max;
  const edits = [max ? replaceValue(max, text) : setProperty(model, consumer, 'replicas', replicas, text)];
  if (running >= needed) edits.splice(0, 1);
  if (partitions && partitions.value < needed) edits.push(setProperty(model, broker, 'partitions', partitions, text));
  const title = max ? `Let \`${consumer.id}\` scale to ${text} replicas` : `Run ${text} replicas of \`${consumer.id}\``;
  return edits.length > 0 ? [{ title, safe: false, edits }] : [];
}
