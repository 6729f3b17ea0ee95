import type { Estimates } from '../../estimate/estimates.js';
import { isRead } from '../../estimate/traffic/operations.js';
import type { Component, Flow } from '../../model/model.js';
import { insertProperty } from '../edits.js';
import { mostReplicas } from '../replicas.js';
import { defineRule } from '../rule.js';
import { percent, rate, time } from '../words.js';

/** Devices that ask again and again whether something has changed are much of the load. */
export const pollingLoad = defineRule({
  name: 'polling-load',
  category: 'capacity',
  mode: 'derived',
  severity: 'info',
  tier: 2,
  summary: 'Devices that poll make a large part of the whole load.',
  why: 'Whoever polls pays for every question, not for every answer: a million devices that ask once a second are a million requests a second, and nearly all of them learn that nothing has changed. A longer interval, a conditional request that gets a short answer, or a message that wakes the device when there is something to fetch take most of it away.',
  silent: [
    'The interval or the number of connected devices is not known.',
    'The devices report instead of asking: writes are not polls.',
    'The requests are conditional (`conditional: yes`), or fetch a part of something (`content: video`, `image`, `file`, `static`).',
    'They are a small part of the load, and what they reach can serve them.',
    'The rate of another flow of a client is not known: the whole load is not known then.',
    'The client is only drawn (`future: yes`).',
  ],
  references: [
    'RFC 6202, Known Issues and Best Practices for the Use of Long Polling and Streaming in Bidirectional HTTP (2011)',
    'RFC 9110, HTTP Semantics (2022), section 13: Conditional Requests',
    'Ilya Grigorik, High Performance Browser Networking (2013), chapter 15: XMLHttpRequest, polling',
  ],
  options: {
    share: { default: 0.2, doc: 'Share of the load of all clients at peak above which polls are worth a word.' },
    least: { default: 10, doc: 'Polls per second below which nothing is said, however small the whole load is.' },
  },
  incorrect: [
    {
      title: 'a million mailboxes once a second',
      code: 'client mail-app { concurrent: 1M, users: 5M, peak: 3x }\nflow check { from: mail-app, every: 1s, op: read }\nflow open { from: mail-app, rate: 20/user/day, op: read }\nservice mail {}\n\nmail-app -> mail { timeout: 2s }\n',
    },
    {
      title: 'a third of what the service gets',
      code: 'client app { concurrent: 100k, users: 5M, peak: 2x }\nflow check { from: app, every: 60s, op: list }\nflow open { from: app, rate: 50/user/day, op: read }\nservice api {}\n\napp -> api { timeout: 2s }\n',
    },
  ],
  correct: [
    {
      title: 'conditional, and once a minute',
      code: 'client mail-app { concurrent: 1M, users: 5M, peak: 3x }\nflow check { from: mail-app, every: 60s, op: read, conditional: yes }\nflow open { from: mail-app, rate: 20/user/day, op: read }\nservice mail {}\n\nmail-app -> mail { timeout: 2s }\n',
    },
    {
      title: 'a piece of a film every six seconds',
      code: 'client players { concurrent: 1M, peak: 2x }\nflow piece { from: players, every: 6s, op: read, response: 4MB, content: video }\ncdn edge { managed: yes, ttl: 1y, immutable: yes }\nstorage films { holds: public }\n\nplayers -> edge -> films { timeout: 5s }\n',
    },
    {
      title: 'meters that report',
      code: 'client meters { concurrent: 1M, platform: device }\nflow report { from: meters, every: 60s, op: write, peak: 2x }\nservice intake {}\n\nmeters -> intake { timeout: 2s }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    const flows = model.flows.filter(({ from }) => from?.kind === 'client' && from.properties.future?.value !== true);
    const polls = flows.filter(
      ({ properties: { every, op, conditional, content } }) =>
        every && isRead(op?.value) && conditional?.value !== true && !parts.has(content?.value ?? ''),
    );
    const peaks = flows.map((flow) => estimates.value(flow, 'rate.peak'));
    const whole = peaks.every((peak) => peak !== undefined) ? peaks.reduce((sum, peak) => sum + peak, 0) : undefined;
    const weakest = new Map<Component, Component | undefined>();
    const saturated = ({ from }: Flow, peak: number): Component | undefined => {
      if (!weakest.has(from!)) weakest.set(from!, weakestOf(estimates, from!));
      const target = weakest.get(from!);
      return target && (estimates.value(target, 'capacity') ?? peak) < peak ? target : undefined;
    };
    for (const flow of polls) {
      const peak = estimates.value(flow, 'rate.peak') ?? 0;
      if (peak < options.least) continue;
      const share = whole === undefined ? 0 : peak / whole;
      const over = saturated(flow, peak);
      if (share <= options.share && !over) continue;
      const every = flow.properties.every!;
      const part = share > options.share ? `, ${percent(share)} of all that clients ask for` : '';
      const most = over ? ` \`${over.id}\` can serve ${rate(estimates.value(over, 'capacity')!)}.` : '';
      report(
        flow,
        `\`${flow.from!.id}\` asks every ${time(every.value)}: ${rate(peak)} at peak${part}, and most answers say that nothing has changed.${most}`,
        {
          at: every.property,
          fixes: [
            {
              title: 'Ask only for changes (`conditional: yes`)',
              safe: false,
              edits: [insertProperty(model, flow, 'conditional', 'yes')],
            },
          ],
        },
      );
    }
  },
});

/** Who plays a film asks for the next piece of it, not whether there is one. */
const parts: ReadonlySet<string> = new Set(['video', 'image', 'file', 'static']);

/** Of what a client calls directly, that which can serve least; an assumed single box proves nothing. */
function weakestOf(estimates: Estimates, client: Component): Component | undefined {
  const capacity = (target: Component): number => estimates.value(target, 'capacity') ?? Number.POSITIVE_INFINITY;
  const known = client.outgoing.map(({ target }) => target).filter((target) => mostReplicas(target) !== undefined);
  return known.reduce<Component | undefined>((a, b) => (a && capacity(a) <= capacity(b) ? a : b), undefined);
}
