import type { Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { leavesProcess } from '../../model/processes.js';
import { insertProperty, replaceValue } from '../edits.js';
import { byPolicy } from '../policies.js';
import { defineRule } from '../rule.js';
import { boundaryOf } from '../trust.js';
import { call, listed } from '../words.js';

/** Outside of our own network everybody on the way can read what is not encrypted. */
export const missingTls = defineRule({
  name: 'missing-tls',
  category: 'security',
  mode: 'presence',
  severity: 'error',
  tier: 2,
  summary: 'A call that leaves the own network is not encrypted, or with an outdated version.',
  why: 'On its way over the internet or between regions a request passes machines of strangers. Without encryption they can read it, keep the tokens in it and change the answer; TLS 1.0 and 1.1 have known attacks and were given up by all browsers. Encryption costs a few percent of processor time.',
  silent: [
    'The `tls` of the link is 1.3, or `mtls: yes` holds for it. With 1.2 it is a hint.',
    'The link stays inside: no client, no `external`, no region in between.',
    'Nothing is said on `tls`: below `maturity: production` nothing is demanded; there it is a hint, unless a `protocol` is written.',
    'One of the ends is only drawn (`future: yes`).',
  ],
  references: [
    'IETF RFC 8996, Deprecating TLS 1.0 and TLS 1.1 (2021)',
    'IETF RFC 9325, Recommendations for Secure Use of TLS and DTLS (2022)',
    'OWASP Top 10 (2021): A02, Cryptographic Failures',
  ],
  incorrect: [
    {
      title: 'passwords in clear over the internet',
      code: 'client app {}\nservice accounts { role: auth, rate-limit { algorithm: token-bucket, rate: 5/s, per: ip } }\n\napp -> accounts { tls: no, timeout: 2s }\n',
    },
    {
      title: 'a version from 2006',
      code: 'service shop {}\nexternal carrier {}\n\nshop -> carrier { tls: 1.1, timeout: 5s }\n',
    },
    {
      title: 'copies over the ocean in clear',
      code: 'service reports { regions: us-east }\ndatabase orders { regions: eu-west }\n\nreports -> orders { tls: no, timeout: 5s }\n',
    },
  ],
  correct: [
    {
      title: 'TLS 1.3 from the client on',
      code: 'client app {}\nservice accounts { role: auth, rate-limit { algorithm: token-bucket, rate: 5/s, per: ip } }\n\napp -> accounts { tls: 1.3, timeout: 2s }\n',
    },
    {
      title: 'inside one region, where nothing sensitive travels',
      code: 'region eu-west {\n  service api {}\n  cache counters { holds: counter, ttl: 1h }\n}\n\napi -> counters { tls: no, timeout: 50ms }\n',
    },
  ],
  check({ model, report }) {
    const crossing = model.links.filter((link) => isBuilt(link) && leavesProcess(model, link) && boundaryOf(link));
    for (const { value, links } of byPolicy(crossing, ({ properties }) => properties.tls)) {
      const [link] = links.filter(({ properties }) => value.value !== false || properties.mtls?.value !== true);
      if (!link || value.value === '1.3') continue;
      const names = listed(links.map(call));
      const where = boundaryOf(link)!;
      const edits = [replaceValue(value, '1.3')];
      report(
        link,
        value.value === false
          ? `${names} crosses ${where} without encryption: whoever is on the way can read and change it.`
          : value.value === '1.2'
            ? `${names} is encrypted with TLS 1.2, which is sound; 1.3 is faster to set up and has no weak choices left.`
            : `${names} is encrypted with TLS ${value.value}, which was given up in 2021 because of known attacks.`,
        {
          at: value.property,
          ...(value.value === '1.2' && { severity: 'hint' as const }),
          subjects: links,
          fixes: [{ title: 'Set `tls: 1.3`', safe: false, edits }],
        },
      );
    }
    if (model.maturity !== 'production') return;
    const told = new Set<unknown>();
    for (const link of crossing) {
      const { tls, mtls, protocol } = link.properties;
      if (tls || mtls || protocol || told.has(link.chain.links)) continue;
      told.add(link.chain.links);
      report(link, `Nothing says that \`${call(link)}\` is encrypted, and it crosses ${boundaryOf(link)}.`, {
        severity: 'hint',
        fixes: fixes(model, link),
      });
    }
  },
});

function fixes(model: Model, link: Link): Fix[] {
  return [{ title: 'Set `tls: 1.3`', safe: false, edits: [insertProperty(model, link, 'tls', '1.3')] }];
}
