import type { Component, Kind } from '../../model/model.js';
import { among, classNames, type DataClass, heldBy } from '../data-classes.js';
import { setProperty } from '../edits.js';
import { defineRule } from '../rule.js';

const stores: ReadonlySet<Kind> = new Set(['database', 'storage', 'cache', 'queue', 'topic']);
const sensitive: readonly DataClass[] = ['pii', 'health', 'financial'];

/** A disk outlives the machine it was in, and a backup lies where nobody looks. */
export const sensitiveDataUnencryptedAtRest = defineRule({
  name: 'sensitive-data-unencrypted-at-rest',
  category: 'security',
  mode: 'absence',
  severity: 'error',
  tier: 2,
  summary: 'Sensitive data is stored without encryption.',
  why: 'Data at rest leaves in ways that no login guards: a disk that is replaced, a snapshot shared by mistake, a backup in a bucket. Encrypted, it is of no use without the key. Laws on personal, health and payment data ask for it, and whoever loses encrypted data does not have to tell everybody. The cost is a few percent at most.',
  silent: [
    'The store is encrypted (`encryption-at-rest: yes`), or its engine does so by default.',
    'It is not said to hold `pii`, `health` or `financial` data.',
    'Nothing is said on encryption and the design is not `maturity: production`, or a provider runs it (`managed`). There, unset is a warning.',
    'It is a cache that keeps nothing on disk.',
    'The design is a sketch, or it is only drawn (`future: yes`).',
  ],
  references: [
    'Regulation (EU) 2016/679 (GDPR), articles 32 and 34: encryption, and what it spares after a loss',
    'PCI Security Standards Council, PCI DSS v4.0 (2022), requirement 3: protect stored account data',
    'NIST SP 800-111, Guide to Storage Encryption Technologies for End User Devices (2007)',
  ],
  incorrect: [
    {
      title: 'personal data on plain disks',
      code: 'database customers { holds: pii, encryption-at-rest: no }\n',
    },
    {
      title: 'in production nothing is said of the ledger',
      code: 'system "Bank" { maturity: production, observability { metrics: [red, use], tracing: yes } }\n\ndatabase ledger { engine: postgres, table bookings { holds: financial, row: 300B } }\n',
    },
  ],
  correct: [
    {
      title: 'encrypted disks',
      code: 'database customers { holds: pii, encryption-at-rest: yes }\n',
    },
    {
      title: 'the object store encrypts by default',
      code: 'system "Clinic" { maturity: production, observability { metrics: [red, use], tracing: yes } }\n\nstorage scans { engine: s3, holds: health }\n',
    },
  ],
  check({ model, report }) {
    for (const store of model.components) {
      const { 'encryption-at-rest': encryption, managed, future } = store.properties;
      if (!stores.has(store.kind) || encryption?.value === true || future?.value === true) continue;
      if (!encryption && (model.maturity !== 'production' || managed?.value === true)) continue;
      const data = among(sensitive, heldBy(store));
      if (data.length === 0 || (store.kind === 'cache' && !isOnDisk(store))) continue;
      report(
        store,
        encryption
          ? `\`${store.id}\` stores ${classNames(data)} without encryption: a lost disk or snapshot gives it away.`
          : `Nothing says that \`${store.id}\` encrypts the ${classNames(data)} it stores.`,
        {
          ...(encryption ? { at: encryption.property } : { severity: 'warning' as const }),
          fixes: [
            {
              title: 'Set `encryption-at-rest: yes`',
              safe: false,
              edits: [setProperty(model, store, 'encryption-at-rest', encryption, 'yes')],
            },
          ],
        },
      );
    }
  },
});

function isOnDisk({ properties: { persistence } }: Component): boolean {
  return persistence !== undefined && persistence.value !== 'none';
}
