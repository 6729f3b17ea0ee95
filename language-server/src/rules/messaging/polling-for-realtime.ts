import { dimensions, writeQuantity } from '@archlang/grammar';
import { isRead } from '../../estimate/traffic/operations.js';
import type { Component, Flow, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { replaceValue, setProperty } from '../edits.js';
import { defineRule } from '../rule.js';
import { userPathsOf } from '../user-paths.js';
import { time } from '../words.js';

const live: ReadonlySet<string> = new Set(['chat', 'presence', 'live']);
const pushing: ReadonlySet<string> = new Set(['websocket', 'sse', 'mqtt', 'push']);

/** Who asks every half minute learns of things half a minute late. */
export const pollingForRealtime = defineRule({
  name: 'polling-for-realtime',
  category: 'messaging',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'Clients ask for news less often than they need them.',
  why: 'A client that polls learns of a change when it asks the next time: half an interval later on average, a whole one at worst. What has to arrive within a second would take a question every second from every device, nearly all of them in vain. A connection that stays open, or a push message, brings the news when there are some.',
  silent: [
    'The flow says neither `max-delay` nor `max-staleness`, and what it asks is no chat, presence or live service.',
    'The interval is short enough for what the flow tolerates.',
    'It does not read: devices that report regularly do not poll.',
    'The client’s connection stays open (`protocol: websocket`, `sse`, `mqtt`), or it is pushed to.',
    'Not everything on the way is built (`future: yes`).',
  ],
  references: [
    'RFC 6202, Known Issues and Best Practices for the Use of Long Polling and Streaming in Bidirectional HTTP (2011)',
    'RFC 6455, The WebSocket Protocol (2011)',
    'Ilya Grigorik, High Performance Browser Networking (2013), chapters 15 to 17: XMLHttpRequest, Server-Sent Events, WebSocket',
  ],
  incorrect: [
    {
      title: 'messages that should be there within a second',
      code: 'client phone { concurrent: 100k }\nflow check { from: phone, every: 30s, op: list, max-delay: 1s }\nservice messages {}\n\nphone -> messages { timeout: 3s }\n',
    },
    {
      title: 'who is there, asked every ten seconds',
      code: 'client phone { concurrent: 100k }\nflow look { from: phone, every: 10s, op: read }\nlb front { managed: yes }\nservice who { role: presence }\n\nphone -> front -> who { timeout: 3s }\n',
    },
  ],
  correct: [
    {
      title: 'messages are pushed',
      code: 'client phone { concurrent: 100k }\nflow deliver { from: messages, rate: 10k/s, op: read, max-delay: 1s }\nservice messages {}\n\nmessages ~> phone { protocol: websocket }\n',
    },
    {
      title: 'a minute is early enough',
      code: 'client phone { concurrent: 100k }\nflow check { from: phone, every: 60s, op: list, max-staleness: 5min }\nservice mail {}\n\nphone -> mail { timeout: 3s }\n',
    },
  ],
  check({ model, report }) {
    for (const flow of model.flows) {
      const { every, op } = flow.properties;
      const from = flow.from;
      if (!every || from?.kind !== 'client' || !isRead(op?.value)) continue;
      const entrances = from.outgoing.filter((link) => isBuilt(link) && (!link.flows || link.flows.includes(flow)));
      if (entrances.length === 0 || entrances.some(({ properties }) => pushing.has(properties.protocol?.value ?? '')))
        continue;
      const limit = limitOf(flow);
      const asked = every.value > (limit?.value ?? Number.POSITIVE_INFINITY) ? undefined : liveServiceOf(model, flow);
      const isLate = limit !== undefined && every.value > limit.value;
      if (!isLate && !asked) continue;
      const message = isLate
        ? `\`${flow.id}\` asks every ${time(every.value)}, but what it asks for should be there within ${time(limit.value)}.`
        : `\`${flow.id}\` asks \`${asked!.id}\` every ${time(every.value)}: what happens in between is seen up to ${time(every.value)} late.`;
      report(flow, message, {
        at: every.property,
        ...(asked && { subjects: [asked] }),
        ...(isLate && { related: [{ at: limit.at, message: 'So late it may be.' }] }),
        fixes: fixes(model, every, entrances, isLate ? limit.value : undefined),
      });
    }
  },
});

function limitOf({ properties }: Flow): Value<number> | undefined {
  const { 'max-delay': delay, 'max-staleness': staleness } = properties;
  if (!delay || !staleness) return delay ?? staleness;
  return delay.value <= staleness.value ? delay : staleness;
}

/** A chat, presence or live service that the flow asks and waits for. */
function liveServiceOf(model: Model, flow: Flow): Component | undefined {
  const paths = userPathsOf(model);
  const reached = new Set(flow.from ? [flow.from] : []);
  for (const component of reached) {
    if (component !== flow.from && live.has(component.properties.role?.value ?? '')) return component;
    if (component !== flow.from && component.kind === 'client') continue;
    for (const link of component.outgoing)
      if (isBuilt(link) && paths.flowsOn(link).includes(flow)) reached.add(link.target);
  }
  return undefined;
}

function fixes(model: Model, every: Value<number>, entrances: readonly Link[], limit: number | undefined): Fix[] {
  const all: Fix[] = ['websocket', 'sse'].map((protocol) => ({
    title: `Keep a connection open: \`protocol: ${protocol}\``,
    safe: false,
    edits: [setProperty(model, entrances[0], 'protocol', entrances[0].properties.protocol, protocol)],
  }));
  if (limit === undefined || limit <= 0) return all;
  const text = writeQuantity(limit, dimensions.time, { rounding: 'down' });
  return [...all, { title: `Ask every ${text}`, safe: false, edits: [replaceValue(every, text)] }];
}
