import { dimensions, writeQuantity } from '@archlang/grammar';
import type { Component } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import { among, type DataClass, heldBy } from '../data-classes.js';
import { insertProperty } from '../edits.js';
import { defineRule } from '../rule.js';

const sensitive: readonly DataClass[] = ['pii', 'health', 'financial'];

/** A key that is never replaced is good for as long as whoever copied it likes. */
export const keyRotationMissing = defineRule({
  name: 'key-rotation-missing',
  category: 'security',
  mode: 'absence',
  severity: 'hint',
  tier: 3,
  summary: 'Keys and secrets are used in production, and nothing says that they are ever replaced.',
  why: 'Keys leak without a trace: in a log, on a laptop, with somebody who left. Replaced every few months, a lost key soon opens nothing, and the team knows how to replace one on the day it must. A key that was never replaced cannot be replaced in a hurry, since nobody knows any more where it is used.',
  silent: [
    'The component says how often (`key-rotation`).',
    'A provider runs it and replaces its keys (`managed: yes`), or its engine encrypts by itself.',
    'It is not known to use keys of its own: API keys of callers or for third parties, `secrets` from a vault or the environment, or the encryption of `pii`, `health` or `financial` data.',
    'The secrets are in code or in an image: then `secret-in-model-or-config` speaks.',
    'The design is not `maturity: production`, or it is only drawn (`future: yes`).',
  ],
  references: [
    'NIST SP 800-57 Part 1 Rev. 5, Recommendation for Key Management (2020), section 5.3: Cryptoperiods',
    'OWASP Secrets Management Cheat Sheet: rotation',
    'PCI Security Standards Council, PCI DSS v4.0 (2022), requirement 3.7: key management',
  ],
  options: {
    rotation: { default: 7_776_000, doc: 'Seconds after which keys are replaced, that the fix writes: 90 days.' },
  },
  incorrect: [
    {
      title: 'the keys of all partners are as old as the partnership',
      code: 'system "Rates" { maturity: production }\nclient partners { trusted: yes }\nservice rates { auth { method: api-key } }\n\npartners -> rates { tls: 1.3, timeout: 2s }\n',
    },
    {
      title: 'encrypted, always with the same key',
      code: 'system "Clinic" { maturity: production }\n\ndatabase patients { holds: health, encryption-at-rest: yes }\n',
    },
  ],
  correct: [
    {
      title: 'four times a year',
      code: 'system "Rates" { maturity: production }\nclient partners { trusted: yes }\nservice rates { auth { method: api-key }, key-rotation: 90d }\n\npartners -> rates { tls: 1.3, timeout: 2s }\n',
    },
    {
      title: 'the provider replaces the key',
      code: 'system "Clinic" { maturity: production }\n\ndatabase patients { holds: health, encryption-at-rest: yes, managed: yes }\n',
    },
  ],
  check({ model, options, report }) {
    if (model.maturity !== 'production') return;
    const every = writeQuantity(options.rotation, dimensions.time);
    for (const component of model.components) {
      const { 'key-rotation': rotation, managed, future } = component.properties;
      if (rotation || managed?.value === true || future?.value === true) continue;
      const keys = keysOf(component);
      if (!keys) continue;
      report(component, `Nothing says that ${keys} are ever replaced: one that was copied stays good for ever.`, {
        fixes: [
          {
            title: `Set \`key-rotation: ${every}\``,
            safe: false,
            edits: [insertProperty(model, component, 'key-rotation', every)],
          },
        ],
      });
    }
  },
});

/** The keys that a component is known to have of its own, in words. */
function keysOf(component: Component): string | undefined {
  const { auth, secrets, 'encryption-at-rest': encryption } = component.properties;
  const { id, kind } = component;
  if (kind === 'client' || kind === 'external') return undefined;
  const partner = component.outgoing.find(
    (link) =>
      link.target.kind === 'external' && isBuilt(link) && usesKeys(link.properties.auth ?? link.target.properties.auth),
  );
  if (usesKeys(auth)) return `the API keys of those who call \`${id}\``;
  if (partner) return `the API keys that \`${id}\` has for \`${partner.target.id}\``;
  if (secrets?.value === 'vault' || secrets?.value === 'env') return `the secrets of \`${id}\``;
  const encrypts = encryption?.value === true && encryption.origin !== 'engine';
  if (encrypts && among(sensitive, heldBy(component)).length > 0) return `the keys that encrypt \`${id}\``;
  return undefined;
}

function usesKeys(auth: Component['properties']['auth']): boolean {
  return auth?.value.method?.value === 'api-key';
}
