import type { Component, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { among, carriedOn } from '../data-classes.js';
import { setProperty } from '../edits.js';
import { waysIn } from '../entrances.js';
import { defineRule } from '../rule.js';

const phones: ReadonlySet<string> = new Set(['ios', 'android']);

/** What is left open after encryption is on. */
export const transportHardening = defineRule({
  name: 'transport-hardening',
  category: 'security',
  mode: 'absence',
  severity: 'hint',
  tier: 3,
  summary: 'Browsers are not told to come over an encrypted connection only.',
  why: 'A browser that is given a bare name tries without encryption first, and is then sent to the encrypted page. Whoever sits between can answer that first request instead, and the reader never sees the real page. An answer with `Strict-Transport-Security` makes the browser skip that step for as long as it says. An app can go further and take only certificates that it knows, which helps where a device trusts an authority it should not; but an app in the field that knows only an old certificate is cut off, so ask for it only where keys are changed by plan.',
  silent: [
    'The answers say it (`hsts: yes`), at the first edge or at a service behind it.',
    'A `cdn` is the first to answer: those send the header themselves, or by a switch.',
    'The client is no browser (`platform`), or is `trusted`; or what it calls has an `exposure` other than `public`.',
    'The connection is not said to be encrypted (`tls`): then that comes first.',
    'One of the ends is only drawn (`future: yes`), or the design is a sketch.',
  ],
  references: [
    'IETF RFC 6797, HTTP Strict Transport Security (HSTS) (2012)',
    'OWASP Cheat Sheet Series: HTTP Strict Transport Security; Pinning',
  ],
  options: {
    pinning: {
      default: false,
      doc: 'Whether apps that exchange financial data are to take only certificates they know (`pinning: yes`).',
    },
  },
  incorrect: [
    {
      title: 'encrypted, after the first request',
      code: 'client web { platform: browser, auth { method: oidc } }\ngateway front {}\nservice shop { rate-limit { algorithm: token-bucket, rate: 10/s, per: user } }\n\nweb -> front -> shop { tls: 1.3, timeout: 3s }\n',
    },
    {
      title: 'a service that browsers call',
      code: 'client web { platform: browser, auth { method: oidc } }\nservice shop { hsts: no, rate-limit { algorithm: token-bucket, rate: 10/s, per: user } }\n\nweb -> shop { tls: 1.3, timeout: 3s }\n',
    },
  ],
  correct: [
    {
      title: 'browsers are told',
      code: 'client web { platform: browser, auth { method: oidc } }\ngateway front { hsts: yes }\nservice shop { rate-limit { algorithm: token-bucket, rate: 10/s, per: user } }\n\nweb -> front -> shop { tls: 1.3, timeout: 3s }\n',
    },
    {
      title: 'a cdn answers first',
      code: 'client web { platform: browser, auth { method: oidc } }\ncdn edge {}\nservice shop { rate-limit { algorithm: token-bucket, rate: 10/s, per: user } }\n\nweb -> edge -> shop { tls: 1.3, timeout: 3s }\n',
    },
    {
      title: 'an app opens no pages',
      code: 'client app { platform: ios }\ngateway front {}\nservice shop { rate-limit { algorithm: token-bucket, rate: 10/s, per: user } }\n\napp -> front -> shop { tls: 1.3, timeout: 3s }\n',
    },
  ],
  check({ model, options, report }) {
    const told = new Set<Component>();
    for (const { client, links } of waysIn(model)) {
      if (client.properties.platform?.value !== 'browser') continue;
      const first = links.find(({ target }) => target.kind !== 'dns');
      if (!first || first.target.kind === 'cdn' || !isEncrypted(first)) continue;
      if (links.some(({ target }) => target.properties.hsts?.value === true)) continue;
      const entrance = links.map(({ target }) => target).find(answers);
      if (!entrance || told.has(entrance)) continue;
      told.add(entrance);
      report(
        entrance,
        `\`${entrance.id}\` does not tell \`${client.id}\` to come encrypted only: the first request can be answered by whoever sits between.`,
        { subjects: [client], fixes: [tell(model, entrance)] },
      );
    }
    if (!options.pinning) return;
    for (const link of model.links) {
      const { source, target, properties } = link;
      if (!phones.has(source.properties.platform?.value ?? '') || source.properties.trusted?.value === true) continue;
      if (!isBuilt(link) || properties.pinning?.value === true) continue;
      if (among(['financial'], carriedOn(model, link)).length === 0) continue;
      report(
        link,
        `\`${source.id}\` exchanges financial data with \`${target.id}\`, and takes any certificate that the device trusts.`,
        {
          ...(properties.pinning && { at: properties.pinning.property }),
          subjects: [source, target],
          fixes: pin(model, link),
        },
      );
    }
  },
});

function isEncrypted({ properties: { tls } }: Link): boolean {
  return tls !== undefined && tls.value !== false;
}

/** Of what stands on the way, that which can put a header on an answer. */
function answers({ kind, properties }: Component): boolean {
  return kind === 'gateway' || kind === 'service' || (kind === 'lb' && properties.layer?.value === 7);
}

function tell(model: Model, entrance: Component): Fix {
  const { hsts } = entrance.properties;
  return { title: 'Set `hsts: yes`', safe: false, edits: [setProperty(model, entrance, 'hsts', hsts, 'yes')] };
}

function pin(model: Model, link: Link): Fix[] {
  if (link.chain.links.length > 1) return [];
  const { pinning } = link.properties;
  return [{ title: 'Set `pinning: yes`', safe: false, edits: [setProperty(model, link, 'pinning', pinning, 'yes')] }];
}
