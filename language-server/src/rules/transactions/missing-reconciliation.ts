import type { Component, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { heldBy } from '../data-classes.js';
import { freeName, insertDeclaration } from '../edits.js';
import { indentOf, lineBreak } from '../layout.js';
import { defineRule } from '../rule.js';

/** Two sets of books are only right together. */
export const missingReconciliation = defineRule({
  name: 'missing-reconciliation',
  category: 'transactions',
  mode: 'absence',
  severity: 'hint',
  tier: 3,
  summary: 'Nobody compares our own books with those of the payment provider.',
  why: 'A call to a payment provider that times out has charged the card or not; a webhook gets lost; somebody refunds by hand. Each leaves our books different from theirs, and no error message tells. A job that compares both every day finds it while it is one payment, and not when the accountants do.',
  silent: [
    'Something reconciles: a component with `role: reconciliation`, or a job that calls the provider or reads the books.',
    'There is no external with `role: payment` that is called.',
    'No store of our own holds financial data.',
    'The design is a sketch, or the provider or the store is only drawn (`future: yes`).',
  ],
  references: [
    'Pat Helland, "Memories, Guesses, and Apologies" (2007)',
    'Stripe documentation: payout reconciliation report',
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 12: trust, but verify',
  ],
  incorrect: [
    {
      title: 'a ledger and a card processor',
      code: 'service payments {}\ndatabase ledger { holds: financial }\nexternal cards { role: payment }\n\npayments -> cards { op: write, idempotency-key: order, timeout: 3s }\npayments -> ledger { op: write, timeout: 1s }\n',
    },
    {
      title: 'in a table',
      code: 'service payments {}\ndatabase shop {\n  table charges { row: 200B, holds: financial }\n}\nexternal cards { role: payment }\n\npayments -> cards { op: write, idempotency-key: order, timeout: 3s }\npayments -> shop { op: write, timeout: 1s }\n',
    },
  ],
  correct: [
    {
      title: 'compared every night',
      code: 'service payments {}\ndatabase ledger { holds: financial }\nexternal cards { role: payment }\njob reconciler { every: 1d, role: reconciliation }\n\npayments -> cards { op: write, idempotency-key: order, timeout: 3s }\npayments -> ledger { op: write, timeout: 1s }\nreconciler -> ledger { op: read, timeout: 30s }\nreconciler -> cards { op: read, timeout: 30s }\n',
    },
    {
      title: 'the provider keeps the books',
      code: 'service payments {}\nexternal cards { role: payment }\n\npayments -> cards { op: write, idempotency-key: order, timeout: 3s }\n',
    },
  ],
  check({ model, report }) {
    const built = model.components.filter(({ properties }) => properties.future?.value !== true);
    if (built.some(({ properties }) => properties.role?.value === 'reconciliation')) return;
    const ledgers = built.filter((store) => isStore(store) && heldBy(store).has('financial'));
    if (ledgers.length === 0 || ledgers.some(isUsedByJob)) return;
    for (const provider of built) {
      if (provider.kind !== 'external' || provider.properties.role?.value !== 'payment') continue;
      if (!provider.incoming.some(isBuilt) || isUsedByJob(provider)) continue;
      const [ledger] = ledgers;
      report(
        provider,
        `Nothing compares \`${ledger.id}\` with what \`${provider.id}\` has booked: where they differ, nobody learns of it.`,
        { subjects: [ledger], fixes: fixes(model, ledger, provider) },
      );
    }
  },
});

function isStore({ kind, properties }: Component): boolean {
  return (kind === 'database' || kind === 'storage') && !properties['derived-from'];
}

function isUsedByJob({ incoming }: Component): boolean {
  return incoming.some((link) => isBuilt(link) && link.source.kind === 'job');
}

function fixes(model: Model, ledger: Component, provider: Component): Fix[] {
  const last = provider.incoming[provider.incoming.length - 1].chain.links[0];
  const job = freeName(model, 'reconciler');
  const text = model.files.get(last.at.file)?.text ?? '';
  const lines = [ledger, provider].map(({ id }) => `${job} -> ${id} { op: read, timeout: 30s }`);
  return [
    {
      title: `Compare them every day in a job \`${job}\``,
      safe: false,
      edits: [
        insertDeclaration(model, provider, `job ${job} { role: reconciliation, every: 1d }`),
        insertDeclaration(model, last, lines.join(`${lineBreak(text)}${indentOf(text, last.at.offset)}`)),
      ],
    },
  ];
}
