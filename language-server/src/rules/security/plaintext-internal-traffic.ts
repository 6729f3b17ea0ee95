import type { Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import { leavesProcess } from '../../model/processes.js';
import { among, carriedOn, classNames, type DataClass } from '../data-classes.js';
import { insertProperty, replaceValue } from '../edits.js';
import { byPolicy } from '../policies.js';
import { defineRule } from '../rule.js';
import { boundaryOf } from '../trust.js';
import { call, listed } from '../words.js';

const sensitive: readonly DataClass[] = ['pii', 'health', 'financial', 'credential', 'session'];

/** Whoever is inside the network once, by one hole, reads along everywhere. */
export const plaintextInternalTraffic = defineRule({
  name: 'plaintext-internal-traffic',
  category: 'security',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'Sensitive data travels inside the network without encryption.',
  why: 'To end encryption at the edge and go on in clear assumes that nobody unwanted is ever inside. One broken service, one careless mirror port or one curious colleague is enough, and all that passes by is read. Encryption between services costs little, and a mesh does it without a change to any of them.',
  silent: [
    '`mtls: yes` holds for the link, of its own or by a mesh that covers both ends.',
    'Nothing is said on the `tls` of the link: only `tls: no` is a finding.',
    'What travels is not said to be `pii`, `health`, `financial`, `credential` or `session` data, or is masked (`masks`).',
    'The link leaves the own network: then `missing-tls` speaks. Or both ends run in one process.',
    'One of the ends is only drawn (`future: yes`).',
  ],
  references: [
    'NIST SP 800-207, Zero Trust Architecture (2020), section 2.1: all communication is secured regardless of network location',
    'NIST SP 800-204A, Building Secure Microservices-based Applications Using Service-Mesh Architecture (2020)',
    'Evan Gilman and Doug Barth, Zero Trust Networks (2017), chapter 8: Trusting the Traffic',
  ],
  incorrect: [
    {
      title: 'the balancer ends the encryption, and accounts go on in clear',
      code: 'service front {}\nservice accounts {}\ndatabase customers { holds: pii, encryption-at-rest: yes }\n\nfront -> accounts { tls: no, carries: pii, timeout: 2s }\naccounts -> customers { tls: 1.3, timeout: 1s }\n',
    },
    {
      title: 'what the table holds is what travels',
      code: 'service billing {}\ndatabase books { table invoices { holds: financial } }\n\nbilling -> books { reads: invoices, tls: no, timeout: 1s }\n',
    },
  ],
  correct: [
    {
      title: 'a mesh encrypts between the services',
      code: 'service front {}\nservice accounts {}\nmesh inner { covers: [front, accounts], mtls: yes }\n\nfront -> accounts { tls: no, carries: pii, timeout: 2s }\n',
    },
    {
      title: 'counters may be read by everybody',
      code: 'service api {}\ncache counters { holds: counter, ttl: 1h }\n\napi -> counters { tls: no, timeout: 50ms }\n',
    },
  ],
  check({ model, report }) {
    const inside = model.links.filter(
      (link) =>
        link.properties.tls?.value === false &&
        link.properties.mtls?.value !== true &&
        isBuilt(link) &&
        leavesProcess(model, link) &&
        !boundaryOf(link) &&
        dataOn(model, link).length > 0,
    );
    for (const { value, links } of byPolicy(inside, ({ properties }) => properties.tls)) {
      const [link] = links;
      report(
        link,
        `${listed(links.map(call))} carries ${classNames(dataOn(model, link))} in clear: whoever gets into the network once reads along.`,
        {
          at: value.property,
          subjects: links,
          fixes: [
            { title: 'Set `tls: 1.3`', safe: false, edits: [replaceValue(value, '1.3')] },
            { title: 'Set `mtls: yes` on the link', safe: false, edits: [insertProperty(model, link, 'mtls', 'yes')] },
          ].slice(0, link.properties.mtls || links.length > 1 ? 1 : 2),
        },
      );
    }
  },
});

function dataOn(model: Model, link: Parameters<typeof carriedOn>[1]): DataClass[] {
  return among(sensitive, carriedOn(model, link));
}
