import type { Link, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { hopOf } from '../deferral.js';
import { defineRule } from '../rule.js';
import { handedOverTooSoon } from '../urgent-work.js';
import { call } from '../words.js';

/** What the user must know now cannot wait in a queue. */
export const immediateResultRequiredAsync = defineRule({
  name: 'immediate-result-required-async',
  category: 'reliability',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'Work whose outcome the user needs at once is handed over to a queue.',
  why: 'Whether the card was charged or the last seat is taken decides what the user sees next. Behind a queue nobody knows when it happens, and a refusal comes after the user has been told that all is well. Either the user waits for it, or the page says that it is pending.',
  silent: [
    'Neither `result: immediate` nor a `purpose` such as payment, debit, reserve, login or confirmation is said of the hand-over, or of a flow for which nothing else is done.',
    '`result: eventual` or `result: none` documents that the outcome comes later or is not needed.',
    'No client waits for the caller: it works off a queue itself, or is a store that passes on its changes.',
    'One of the two is only drawn (`future: yes`).',
  ],
  references: [
    'Gregor Hohpe and Bobby Woolf, Enterprise Integration Patterns (2003), chapter 2: Messaging',
    'Sam Newman, Building Microservices, 2nd edition (2021), chapter 4: Microservice Communication Styles',
  ],
  incorrect: [
    {
      title: 'the card is charged some time later',
      code: 'client web {}\nservice checkout {}\nqueue charges {}\nworker payments {}\n\nweb -> checkout { timeout: 3s }\ncheckout ~> charges { purpose: payment }\ncharges ~> payments\n',
    },
    {
      title: 'the answer is needed, but nobody waits for it',
      code: 'client web {}\nservice api {}\nservice quotes {}\n\nweb -> api { timeout: 3s }\napi ~> quotes { result: immediate }\n',
    },
  ],
  correct: [
    {
      title: 'the user waits for the payment',
      code: 'client web {}\nservice checkout {}\nservice payments {}\n\nweb -> checkout { timeout: 5s }\ncheckout -> payments { purpose: payment, timeout: 2s, idempotency-key: order }\n',
    },
    {
      title: 'the page says that the payment is pending',
      code: 'client web {}\nservice checkout {}\nqueue charges {}\nworker payments {}\n\nweb -> checkout { timeout: 3s }\ncheckout ~> charges { purpose: payment, result: eventual }\ncharges ~> payments\n',
    },
  ],
  check({ model, report }) {
    for (const [link, what] of handedOverTooSoon(model)) {
      report(
        link,
        `\`${call(link)}\` hands over ${what}, so that nobody knows the outcome when the user gets an answer; the user must know it at once.`,
        { subjects: [link.target], fixes: wait(model, link) },
      );
    }
  },
});

/** A call to whoever does the work: behind a queue, its one consumer. */
function wait(model: Model, link: Link): Fix[] {
  const { target } = link;
  const isBroker = target.kind === 'queue' || target.kind === 'topic';
  const consumers = target.outgoing.filter(({ synchronous }) => !synchronous);
  const callee = isBroker ? (consumers.length === 1 ? consumers[0].target : undefined) : target;
  const hop = hopOf(model, link);
  if (!callee || !hop || link.chain.links.length > 1) return [];
  const edits = [{ at: hop, text: `-> ${callee.id}` }];
  return [{ title: `Wait for \`${callee.id}\`: \`->\``, safe: false, edits }];
}
