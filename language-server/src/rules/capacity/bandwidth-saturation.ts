import { writeQuantity } from '@archlang/grammar';
import type { Component, Link } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { timesTooSmall } from '../bits-and-bytes.js';
import { isOwn, replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';
import { call, data, figure, percent } from '../words.js';

/** The payloads at peak fill the network card or the line. */
export const bandwidthSaturation = defineRule({
  name: 'bandwidth-saturation',
  category: 'capacity',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'The payloads at peak fill the network card of a component, or the line of a link.',
  why: 'Large payloads exhaust the network long before the processor: 36,000 answers of 10 KB a second are 360 MB/s, almost three cards of 1 Gbps. Where a card is nearly full, packets wait and are dropped, and their repetition makes it fuller. A content delivery network in front, compression or more replicas take the bytes away.',
  silent: [
    'The payloads, the rates or the number of replicas are not known.',
    'Nobody wrote a `bandwidth`: with the card of 10 Gbps that is assumed it is only a hint.',
    'The load is eight times the bandwidth, as if bytes had been written as bits: `bits-bytes-confusion` asks.',
    'A provider runs it (`managed: yes`), or it is only drawn (`future: yes`).',
  ],
  references: [
    'Brendan Gregg, Systems Performance, 2nd edition (2020), chapter 10: Network',
    'Ilya Grigorik, High Performance Browser Networking (2013), chapter 1: Primer on Latency and Bandwidth',
  ],
  options: {
    limit: { default: 0.7, doc: 'Share of the bandwidth from which on there is too little left.' },
  },
  incorrect: [
    {
      title: 'pictures from one small card',
      code: 'client web { users: 10M, peak: 3x }\nflow look { from: web, rate: 100/user/day, op: read, request: 300B, response: 10KB }\nservice pictures { replicas: 1, bandwidth: 1Gbps }\n\nweb -> pictures { timeout: 2s }\n',
    },
    {
      title: 'a narrow line to the partner',
      code: 'flow send { from: job-shop, rate: 10/s, op: write, request: 1MB, response: 1KB, peak: 2x }\nservice job-shop {}\nexternal partner {}\n\njob-shop -> partner { for: send, bandwidth: 100Mbps, timeout: 10s }\n',
    },
  ],
  correct: [
    {
      title: 'a content delivery network serves most of them',
      code: 'client web { users: 10M, peak: 3x }\nflow look { from: web, rate: 100/user/day, op: read, request: 300B, response: 10KB }\ncdn edge { managed: yes, hit-ratio: 95%, ttl: 1d }\nservice pictures { replicas: 1, bandwidth: 1Gbps }\n\nweb -> edge -> pictures { timeout: 2s }\n',
    },
    {
      title: 'the payload is not known',
      code: 'client web { users: 10M, peak: 3x }\nflow look { from: web, rate: 100/user/day, op: read }\nservice pictures { replicas: 1, bandwidth: 1Gbps }\n\nweb -> pictures { timeout: 2s }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    const check = (subject: Component | Link, name: string, replicas: number): void => {
      const used = estimates.value(subject, 'bandwidth.utilisation');
      if (used === undefined || used < options.limit) return;
      if (timesTooSmall(model, estimates, subject) !== undefined) return;
      const { bandwidth } = subject.properties;
      const incoming = estimates.value(subject, 'bandwidth.in') ?? 0;
      const outgoing = estimates.value(subject, 'bandwidth.out') ?? 0;
      const most = Math.max(incoming, outgoing);
      const of = replicas > 1 ? ` of its ${replicas} network cards` : '';
      const assumed = bandwidth ? '' : ', if they are of the usual 10 Gbps';
      report(
        subject,
        `${name} moves ${data(most / 8)} a second (${figure(most, 'bit/s')}) at peak, ${percent(used)} of the ${figure(most / used, 'bit/s')}${of}${assumed}.`,
        bandwidth
          ? {
              at: bandwidth.property,
              fixes: isOwn(subject, bandwidth) && Number.isFinite(used) ? [widen(bandwidth, used / options.limit)] : [],
            }
          : { severity: 'hint' },
      );
    };
    for (const component of model.components) {
      const { replicas, autoscale, managed, future } = component.properties;
      const running = (autoscale?.value.max ?? replicas)?.value;
      if (managed?.value === true || future?.value === true || !running) continue;
      check(component, `\`${component.id}\``, running);
    }
    for (const link of model.links) if (isBuilt(link)) check(link, `\`${call(link)}\``, 1);
  },
});

function widen(bandwidth: Value<number>, times: number): Fix {
  const text = writeQuantity(bandwidth.value * times * 1.001, 'bits', { rounding: 'up' });
  return { title: `Set \`bandwidth: ${text}\``, safe: false, edits: [replaceValue(bandwidth, text)] };
}
