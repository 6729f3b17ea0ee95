import { dimensions, writeQuantity } from '@archlang/grammar';
import type { Component, Model } from '../../model/model.js';
import type { Fix, TextEdit } from '../../model/problem.js';
import { freeName, insertDeclaration, replaceValue } from '../edits.js';
import { indentOf, lineBreak } from '../layout.js';
import { type RateLimit, rateLimitsOf } from '../rate-limits.js';
import { defineRule } from '../rule.js';
import { number, rate } from '../words.js';

/** Replicas that count each for itself allow the limit each. */
export const rateLimitNotDistributed = defineRule({
  name: 'rate-limit-not-distributed',
  category: 'security',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'Every replica counts for itself, so the limit holds once per replica.',
  why: 'A counter in the memory of one replica knows only the requests that came there. Behind a balancer a caller meets all replicas in turn, and each allows the full limit: with four of them it is four times as high as written, and it changes with every scaling. A counter that all share, or a caller that always meets the same replica, makes the number true.',
  silent: [
    'The counters live in a store that all replicas share, or where they live is not written.',
    'It runs once, or how often is not written.',
    'The balancers in front keep a caller with one replica (`sticky`, or an algorithm by hash), and the limit is per caller.',
    'What it limits is only drawn (`future: yes`).',
  ],
  references: [
    'Paul Tarjan, "Scaling your API with rate limiters", Stripe (2017)',
    'Alex Xu, System Design Interview (2020), chapter 4: rate limiter in a distributed environment',
    'Envoy Proxy documentation: local and global rate limiting',
  ],
  incorrect: [
    {
      title: 'four gateways, four limits',
      code: 'gateway gw { replicas: 4, rate-limit { algorithm: token-bucket, rate: 100/s, per: user, store: local } }\nservice api {}\n\ngw -> api { timeout: 2s }\n',
    },
    {
      title: 'six workers share what a partner allows, and each takes all of it',
      code: 'worker sender { replicas: 6 }\nexternal mail { quota: 100/s }\n\nsender -> mail { timeout: 2s, rate-limit { algorithm: token-bucket, rate: 90/s, per: all, store: local } }\n',
    },
  ],
  correct: [
    {
      title: 'counters in a cache that all share',
      code: 'gateway gw { replicas: 4, rate-limit { algorithm: token-bucket, rate: 100/s, per: user, store: limits } }\ncache limits { holds: counter, ttl: 1min }\nservice api {}\n\ngw -> limits { timeout: 5ms, fallback: ignore }\ngw -> api { timeout: 2s }\n',
    },
    {
      title: 'every address always meets the same replica',
      code: 'lb front { managed: yes, algorithm: ip-hash }\ngateway gw { replicas: 4, rate-limit { algorithm: token-bucket, rate: 100/s, per: ip, store: local } }\nservice api {}\n\nfront -> gw -> api { timeout: 2s }\n',
    },
  ],
  check({ model, report }) {
    for (const entry of rateLimitsOf(model)) {
      const { limit, on, counter } = entry;
      const { store, rate: allowed } = limit.value;
      const { replicas, autoscale } = counter.properties;
      const count = autoscale?.value.max?.value ?? replicas?.value ?? 1;
      if (store?.value !== 'local' || count < 2 || meetsOneReplica(entry)) continue;
      const effect = allowed
        ? `together they allow up to ${rate(count * allowed.value)}, not ${rate(allowed.value)}`
        : `together they allow ${number(count)} times the limit`;
      report(on, `${number(count)} replicas of \`${counter.id}\` count each for itself: ${effect}.`, {
        at: store.property,
        related: [autoscale ?? replicas].flatMap((value) =>
          value ? [{ at: value.property, message: 'So many replicas run.' }] : [],
        ),
        fixes: fixes(model, entry),
      });
    }
  },
});

/** Do the balancers in front send a caller always to the same replica? */
function meetsOneReplica({ limit, on, counter }: RateLimit): boolean {
  const per = limit.value.per?.value;
  if (on.what === 'link' || per === undefined || per === 'all') return false;
  const balancers = counter.incoming.map(({ source }) => source);
  return (
    balancers.length > 0 &&
    balancers.every(({ properties: { sticky, algorithm } }) => {
      const isSticky = sticky !== undefined && sticky.value !== 'none';
      return isSticky || algorithm?.value === 'ip-hash' || algorithm?.value === 'consistent-hash';
    })
  );
}

/** Counters in the cache that other limits use already, else in a new one. */
function fixes(model: Model, { limit, counter }: RateLimit): Fix[] {
  const { store } = limit.value;
  if (!store) return [];
  const used = rateLimitsOf(model).map((each) => each.limit.value.store?.value);
  const shared = model.components.find(({ id, kind }) => kind === 'cache' && used.includes(id));
  const isLinked = shared && counter.outgoing.some(({ target }) => target === shared);
  const name = shared?.id ?? freeName(model, 'limits');
  const edits: TextEdit[] = [replaceValue(store, name)];
  if (!isLinked) edits.push(insertDeclaration(model, counter, additions(model, counter, shared, name)));
  return [{ title: `Keep the counters in \`${name}\`, which all replicas share`, safe: false, edits }];
}

function additions(model: Model, counter: Component, shared: Component | undefined, name: string): string {
  const timeout = writeQuantity(0.005, dimensions.time);
  const link = `${counter.id} -> ${name} { timeout: ${timeout}, fallback: ignore }`;
  if (shared) return link;
  const text = model.files.get(counter.at.file)?.text ?? '';
  return [`cache ${name} { holds: counter, ttl: 1min }`, link].join(
    `${lineBreak(text)}${indentOf(text, counter.at.offset)}`,
  );
}
