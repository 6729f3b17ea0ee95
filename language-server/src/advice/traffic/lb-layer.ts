import type { Component } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import { call, listed, time } from '../../rules/words.js';
import { amount, type Evidence, known, unknown, yesNo } from '../input.js';
import { all, any, below, not } from '../logic.js';
import { defineQuestion } from '../question.js';
import { latencyOf, protocolsOf } from '../reading/balancers.js';

const open: ReadonlySet<string> = new Set(['websocket', 'mqtt', 'sse']);

/** What a load balancer has to look at. */
export const lbLayer = defineQuestion({
  name: 'lb-layer',
  topic: 'traffic',
  asks: 'On which layer should it balance?',
  about: 'component',
  of: 'a load balancer',
  inputs: {
    byContent: yesNo(
      'Does it choose by path, host, header or cookie?',
      '`routes-by` and `sticky` of the balancer, `for` on the links to its targets',
    ),
    raw: yesNo('Does it pass on plain TCP or UDP?', '`protocol` of its links'),
    longLived: yesNo('Do connections stay open for long?', '`protocol` of its links'),
    latency: amount(
      'How soon must an answer come, in seconds?',
      '`slo { latency.p99 }` of the flows, or of the system',
    ),
    fixedAddress: yesNo('Does it need fixed addresses, or must targets see the address of the caller as it is?'),
  },
  settings: {
    'lb-layer.ultra-low-latency': {
      default: 0.01,
      doc: 'Seconds of the promised latency below which the milliseconds of layer 7 count.',
    },
  },
  sources: [
    'AWS documentation, Elastic Load Balancing: Application and Network Load Balancers compared',
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapters 19 and 20',
  ],
  rules: ['l4-with-content-routing', 'l7-for-raw-tcp'],
  concerns: ({ kind }) => kind === 'lb',
  gather(design, balancer) {
    const protocols = protocolsOf(design, balancer);
    const list = listed([...protocols]);
    return {
      byContent: byContent(balancer),
      raw:
        protocols.size === 0
          ? unknown(`\`protocol\` of the links of \`${balancer.id}\``)
          : known(protocols.has('tcp') || protocols.has('udp'), `it passes on ${list}`),
      longLived: known(
        [...protocols].some((each) => open.has(each)),
        `it passes on ${list}`,
      ),
      latency: latencyOf(design, balancer, (seconds) => `${time(seconds)} is promised`),
    };
  },
  present: (_, { properties }) => properties.layer && `layer ${properties.layer.value}`,
  first: [
    {
      when: 'it chooses by path, host, header or cookie',
      holds: (i) => i.byContent,
      choose: 'layer 7',
      because: 'Only a balancer that reads the request can choose by what it says.',
      conflict:
        'Ending TLS is often given as a reason for layer 7. Balancers of layer 4 end TLS too; only choosing by content needs layer 7.',
    },
    {
      when: 'it passes on plain TCP or UDP',
      holds: (i) => i.raw,
      choose: 'layer 4',
      because: 'There is no request it could read.',
    },
    {
      when: 'answers are due within a few milliseconds',
      holds: (i, s) => below(i.latency, s['lb-layer.ultra-low-latency']),
      choose: 'layer 4',
      because: 'Reading and rewriting each request costs about a millisecond.',
    },
    {
      when: 'connections stay open for long and are not chosen by content',
      holds: (i) => all(i.longLived, not(i.byContent)),
      choose: 'layer 4',
      because: 'It only places connections; what travels on them is none of its business.',
      fine: ['layer 7'],
    },
    {
      when: 'fixed addresses are needed',
      holds: (i) => any(i.fixedAddress),
      choose: 'layer 4',
      because: 'Balancers of layer 4 keep their addresses and leave that of the caller as it is.',
    },
  ],
  otherwise: {
    choose: 'layer 7',
    because: 'For requests over HTTP it balances each one, retries and reports by path.',
    fine: ['layer 4'],
  },
});

function byContent(balancer: Component): Evidence<boolean> {
  const { 'routes-by': by, sticky } = balancer.properties;
  if (by && by.value.length > 0) return known(true, `\`${balancer.id}\` routes by ${by.value.join(', ')}`);
  if (sticky?.value === 'cookie') return known(true, `\`${balancer.id}\` keeps users by a cookie`);
  const links = balancer.outgoing.filter((link) => isBuilt(link) && link.synchronous);
  const targets = new Set(links.map(({ target }) => target));
  if (targets.size === 1) return known(false, `all it gets goes to \`${links[0].target.id}\``);
  const chosen = links.filter(({ flows }) => flows !== undefined);
  if (targets.size > 1 && chosen.length === links.length)
    return known(
      true,
      `${chosen
        .map((link) => `\`${call(link)}\``)
        .slice(0, 2)
        .join(' and ')} take different flows`,
    );
  return unknown(`\`routes-by\` of \`${balancer.id}\``);
}
