import { flowProperty } from '../../model/inherit.js';
import type { Component, Flow, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { insertDeclaration } from '../edits.js';
import { journeysOf } from '../journeys.js';
import { defineRule } from '../rule.js';

const openConnections: ReadonlySet<string> = new Set(['websocket', 'sse', 'mqtt', 'push', 'webhook']);
const notifying: ReadonlySet<string> = new Set(['email', 'sms', 'notification', 'webhook']);

/** Who is told "we are working on it" wants to hear the end of it. */
export const asyncWithoutCompletionSignal = defineRule({
  name: 'async-without-completion-signal',
  category: 'reliability',
  mode: 'absence',
  severity: 'info',
  tier: 2,
  summary: 'Users get no way to learn the outcome of work that is done later.',
  why: 'A request that is only accepted leaves the user without an answer. Without a status to ask for, a message, or a connection on which the outcome arrives, people reload, send it again, or never learn that it failed.',
  silent: [
    'Neither the flow nor a hand-over on its way says `result: eventual`: work that nobody asks about needs no signal.',
    'Something is sent to the client, or its connection stays open (`websocket`, `sse`, `mqtt`).',
    'The client has a flow that asks: `purpose: status`, one that comes `every` so often, or one that comes `after` this one.',
    'An e-mail, a text message or another notification is sent on the way.',
    'The flow is not one of a client, or is not handed over at all. The client, or an end of the hand-over, is only drawn (`future: yes`); or the design is a sketch.',
  ],
  references: [
    'Microsoft Azure Architecture Center, "Asynchronous Request-Reply pattern"',
    'Gregor Hohpe and Bobby Woolf, Enterprise Integration Patterns (2003), chapter 5: Request-Reply, Return Address',
  ],
  incorrect: [
    {
      title: 'an export disappears into a queue',
      code: 'client web {}\nflow export { from: web, rate: 1/s, op: write, result: eventual }\nservice api {}\nqueue jobs {}\nworker exporter {}\n\nweb -> api { timeout: 2s }\napi ~> jobs\njobs ~> exporter\n',
    },
    {
      title: 'the hand-over says that the result is for later',
      code: 'client web {}\nservice api {}\nqueue jobs {}\nworker exporter {}\n\nweb -> api { timeout: 2s }\napi ~> jobs { result: eventual }\njobs ~> exporter\n',
    },
  ],
  correct: [
    {
      title: 'the outcome is pushed',
      code: 'client web {}\nflow export { from: web, rate: 1/s, op: write, result: eventual }\nservice api {}\nqueue jobs {}\nworker exporter {}\n\nweb -> api { timeout: 2s }\napi ~> jobs\njobs ~> exporter\nexporter ~> web { protocol: push }\n',
    },
    {
      title: 'the client asks every five seconds',
      code: 'client web { concurrent: 1k }\nflow export { from: web, rate: 1/s, op: write, result: eventual }\nflow ask { from: web, every: 5s, op: read, purpose: status }\nservice api {}\nqueue jobs {}\nworker exporter {}\n\nweb -> api { timeout: 2s }\napi ~> jobs { for: export }\njobs ~> exporter\n',
    },
  ],
  check({ model, report }) {
    const journeys = journeysOf(model);
    const pending = new Map<Component, { link: Link; flow?: Flow }[]>();
    for (const link of model.links) {
      if (link.synchronous || !isBuilt(link)) continue;
      for (const { from, flows } of journeys.through(link)) {
        if (from.kind !== 'client' || from.properties.future?.value === true) continue;
        const promised = flows.filter((flow) => flowProperty(link, flow, 'result')?.value === 'eventual');
        const own = flows.length === 0 && link.properties.result?.value === 'eventual';
        const list = pending.get(from) ?? [];
        list.push(...promised.map((flow) => ({ link, flow })), ...(own ? [{ link }] : []));
        pending.set(from, list);
      }
    }
    const told = notified(model);
    const asking = new Set(
      model.flows.flatMap(({ from, properties }) =>
        from && (properties.purpose?.value === 'status' || properties.every) ? [from] : [],
      ),
    );
    const followed = new Set(model.flows.flatMap(({ properties }) => properties.after?.value ?? []));
    for (const [client, handOvers] of pending) {
      if (asking.has(client) || hears(client)) continue;
      const seen = new Set<Flow | undefined>();
      for (const { link, flow } of handOvers) {
        if (seen.has(flow) || told(client, flow)) continue;
        seen.add(flow);
        if (flow && followed.has(flow.id)) continue;
        const what = flow ? `\`${flow.id}\`` : `What \`${client.id}\` asks for`;
        report(
          flow ?? link,
          `${what} is handed over at \`${link.source.id} ~> ${link.target.id}\` and finished later, but \`${client.id}\` has no way to learn the outcome.`,
          {
            ...(flow?.properties.result &&
              flow.properties.result.origin === 'written' && { at: flow.properties.result.property }),
            subjects: [link],
            related: [{ at: link.head, message: 'Here it is handed over.' }],
            fixes: push(model, client, link),
          },
        );
      }
    }
  },
});

/** Does anything arrive at the client on its own? */
function hears({ incoming, outgoing }: Component): boolean {
  return (
    incoming.length > 0 ||
    outgoing.some(({ properties: { protocol } }) => protocol && openConnections.has(protocol.value))
  );
}

/** Is a message sent to somebody on the way of a flow? */
function notified(model: Model): (client: Component, flow: Flow | undefined) => boolean {
  const journeys = journeysOf(model);
  const told = new Map<Component, Set<Flow | undefined>>();
  for (const { properties, incoming } of model.components) {
    if (!properties.role || !notifying.has(properties.role.value)) continue;
    for (const link of incoming) {
      for (const { from, flows } of journeys.through(link)) {
        const known = told.get(from) ?? new Set();
        for (const flow of flows.length > 0 ? flows : [undefined]) known.add(flow);
        told.set(from, known);
      }
    }
  }
  return (client, flow) => told.get(client)?.has(flow) === true;
}

/** A message from whoever finishes the work. */
function push(model: Model, client: Component, link: Link): Fix[] {
  const isBroker = link.target.kind === 'queue' || link.target.kind === 'topic';
  const last = isBroker ? link.target.outgoing.find(({ synchronous }) => !synchronous) : link;
  if (!last || last.target.kind === 'queue' || last.target.kind === 'topic') return [];
  const text = `${last.target.id} ~> ${client.id} { protocol: push }`;
  return [{ title: `Tell the client: \`${text}\``, safe: false, edits: [insertDeclaration(model, last, text)] }];
}
