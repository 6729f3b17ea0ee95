import type { Component, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { among, carriedOn, classNames, type DataClass, heldBy } from '../data-classes.js';
import { setProperty } from '../edits.js';
import { defineRule } from '../rule.js';
import { call } from '../words.js';

const sensitive: readonly DataClass[] = ['pii', 'health', 'financial'];

/** What a partner of such a role cannot work without. */
const needed: Readonly<Record<string, readonly DataClass[]>> = {
  payment: ['pii', 'financial'],
  email: ['pii'],
  sms: ['pii'],
  notification: ['pii'],
  auth: ['pii'],
};

/** What has left the house cannot be called back. */
export const sensitiveDataToThirdParty = defineRule({
  name: 'sensitive-data-to-third-party',
  category: 'security',
  mode: 'presence',
  severity: 'warning',
  tier: 3,
  summary: 'Sensitive data goes to a third party as it is.',
  why: 'Whoever gets data keeps it by his own rules, in his logs and backups too: a breach there is a breach here, and a wish to be forgotten has to reach him as well. Counting, ranking and summing up work as well with pseudonyms. Where the partner does need the data, a contract says what he may do with it, and the design says why.',
  silent: [
    'It is not declared what the link carries, or that is not `pii`, `health` or `financial` data.',
    'It is removed or replaced before it leaves (`masks`).',
    'The partner cannot do without: `pii` for sending mail or messages and for signing in, `pii` and `financial` data for payments.',
    'The partner says why it gets it (`because`), such as the contract it is bound by.',
    'The same data is bound to a place by a `residency`: then `data-residency-violation` looks at it.',
    'One of the ends is only drawn (`future: yes`).',
  ],
  references: [
    'Regulation (EU) 2016/679 (GDPR), articles 25 and 28: data protection by design, processors',
    'OWASP Top 10 Privacy Risks (2021): sharing of data with third parties',
    'NIST Privacy Framework 1.0 (2020): disassociated processing',
  ],
  incorrect: [
    {
      title: 'a language model reads along',
      code: 'service support {}\nexternal assistant {}\n\nsupport -> assistant { carries: pii, tls: 1.3, timeout: 10s }\n',
    },
    {
      title: 'health data in the statistics',
      code: 'worker events {}\nexternal statistics { role: analytics }\n\nevents -> statistics { carries: [health, telemetry], tls: 1.3, timeout: 10s }\n',
    },
  ],
  correct: [
    {
      title: 'only pseudonyms leave',
      code: 'service support {}\nexternal assistant {}\n\nsupport -> assistant { carries: pii, masks: pii, tls: 1.3, timeout: 10s }\n',
    },
    {
      title: 'a mail needs an address',
      code: 'worker mailer {}\nexternal mails { role: email }\n\nmailer -> mails { carries: pii, tls: 1.3, timeout: 10s }\n',
    },
  ],
  check({ model, report }) {
    const bound = boundClasses(model);
    for (const link of model.links) {
      const { target } = link;
      if (target.kind !== 'external' || !isBuilt(link) || target.properties.because) continue;
      const isNeeded = needed[target.properties.role?.value ?? ''] ?? [];
      const data = among(sensitive, carriedOn(model, link)).filter(
        (what) => !isNeeded.includes(what) && !bound.has(what),
      );
      if (data.length === 0) continue;
      report(link, `\`${call(link)}\` hands ${classNames(data)} to a third party as it is.`, {
        fixes: masking(model, link, data),
      });
    }
  },
});

/** What has to stay somewhere, wherever it is kept. */
function boundClasses({ components }: Model): ReadonlySet<DataClass> {
  const isBound = ({ properties, tables }: Component): boolean =>
    [properties, ...tables.map((table) => table.properties)].some(({ residency }) => residency !== undefined);
  return new Set(components.filter(isBound).flatMap((component) => [...heldBy(component)]));
}

/** A chain shares what it says: what must not reach its end may be needed on the way. */
function masking(model: Model, link: Link, classes: readonly DataClass[]): Fix[] {
  if (link.chain.links.length > 1) return [];
  const all = [...(link.properties.masks?.value ?? []), ...classes];
  const text = all.length === 1 ? all[0] : `[${all.join(', ')}]`;
  const edits = [setProperty(model, link, 'masks', link.properties.masks, text)];
  return [{ title: `Send pseudonyms: \`masks: ${text}\``, safe: false, edits }];
}
