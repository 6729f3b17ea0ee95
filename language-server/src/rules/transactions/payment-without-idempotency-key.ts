import type { Link, Model } from '../../model/model.js';
import { isOnlyFedByBrokers, isRepeatable, workers } from '../brokers.js';
import { insertProperty } from '../edits.js';
import { edges } from '../entrances.js';
import { defineRule } from '../rule.js';
import { type Use, usesOn } from '../uses.js';
import { call } from '../words.js';

/** Who did not see the answer asks again, and pays again. */
export const paymentWithoutIdempotencyKey = defineRule({
  name: 'payment-without-idempotency-key',
  category: 'transactions',
  mode: 'absence',
  severity: 'error',
  tier: 2,
  summary: 'A payment has no key by which a repeated request is recognised.',
  why: 'An answer can get lost after the card was charged. The person presses the button again, the app resends, a proxy retries: to the payment service this is a new request like any other. With a key that the caller chose once for the order, it can tell and gives back the first answer. This holds where nobody configured a retry, since people retry too.',
  silent: [
    'The call has an `idempotency-key`, or the call or its target is `idempotent`.',
    'It writes nothing: it reads, or repeats change nothing (`upsert`, `delete`).',
    'Nobody says that it pays: neither the target’s role nor the purpose is a payment, or the operation is unknown.',
    'The call is retried: `non-idempotent-retry` says it. The caller is a consumer that may get its message twice: `non-idempotent-consumer` says it.',
    'The design is a sketch, or an end is only drawn (`future: yes`).',
  ],
  references: [
    'Stripe API Reference: idempotent requests',
    'Brandur Leach, "Designing robust and predictable APIs with idempotency", Stripe Engineering (2017)',
    'IETF draft, The Idempotency-Key HTTP Header Field',
  ],
  options: { key: { default: 'order-id', doc: 'The `idempotency-key` that the fix writes.' } },
  incorrect: [
    {
      title: 'a card processor',
      code: 'service checkout {}\nexternal cards { role: payment }\n\ncheckout -> cards { op: write, timeout: 3s }\n',
    },
    {
      title: 'a flow whose purpose is to pay',
      code: 'client shopper {}\nflow pay { from: shopper, rate: 10/s, op: write, purpose: payment }\nservice payments {}\n\nshopper -> payments { timeout: 3s }\n',
    },
  ],
  correct: [
    {
      title: 'the order is the key',
      code: 'service checkout {}\nexternal cards { role: payment }\n\ncheckout -> cards { op: write, timeout: 3s, idempotency-key: order-id }\n',
    },
    {
      title: 'looking at a payment',
      code: 'service checkout {}\nexternal cards { role: payment }\n\ncheckout -> cards { op: read, timeout: 3s }\n',
    },
  ],
  check({ model, options, report }) {
    for (const link of model.links) {
      const { properties, source, target } = link;
      if (properties.idempotent?.value === true || properties['idempotency-key']) continue;
      if (target.properties.idempotent?.value === true || !takesMoney(link) || isSaidElsewhere(link)) continue;
      const paying = usesOn(model, link).find((use) => pays(use));
      if (!paying) continue;
      // What only passes requests on sends none again by itself.
      const sender = edges.has(source.kind) ? (paying.flow?.from ?? source) : source;
      report(
        link,
        `\`${call(link)}\` pays without a key: when \`${sender.id}\` sends a request again because the answer got lost, it is paid twice.`,
        {
          subjects: [target],
          fixes: fixes(model, link, options.key),
        },
      );
    }
  },
});

/** Stores, balancers and brokers on the way do not take money themselves. */
function takesMoney({ target }: Link): boolean {
  return target.kind === 'external' || target.kind === 'service' || target.kind === 'function';
}

function pays({ link, flow, operation }: Use): boolean {
  if (operation !== 'write') return false;
  const own = link.properties.purpose?.value;
  if (own) return own === 'payment';
  if (link.target.properties.role?.value === 'payment') return true;
  // What a flow is for holds where people send it again; behind that, it passes through many that take no money.
  return flow?.properties.purpose?.value === 'payment' && !workers.has(link.source.kind);
}

/** Other rules say the same of retried calls and of consumers that get a message twice. */
function isSaidElsewhere({ properties, source }: Link): boolean {
  if ((properties.retries?.value ?? 0) >= 1) return true;
  return (
    isOnlyFedByBrokers(source) &&
    source.incoming.some((link) => link.source.properties.delivery?.value === 'at-least-once' && !isRepeatable(link))
  );
}

function fixes(model: Model, link: Link, key: string) {
  if (link.chain.links.length > 1) return [];
  return [
    {
      title: `Tell repeats by a key: \`idempotency-key: ${key}\``,
      safe: false,
      edits: [insertProperty(model, link, 'idempotency-key', key)],
    },
  ];
}
