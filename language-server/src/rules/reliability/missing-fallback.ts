import type { Component, Kind, Link } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import { leavesProcess } from '../../model/processes.js';
import { insertProperty } from '../edits.js';
import { admits } from '../journeys.js';
import { criticalJourneys, journeyName } from '../objectives.js';
import { defineRule } from '../rule.js';
import { isCacheAside } from '../waiting.js';
import { call } from '../words.js';

/** What decides by itself what to answer without a part of it. */
const composing: ReadonlySet<Kind> = new Set(['service', 'function']);

/** What may be left out must be left out on failure. */
export const missingFallback = defineRule({
  name: 'missing-fallback',
  category: 'reliability',
  mode: 'absence',
  severity: 'info',
  tier: 2,
  summary: 'A failure of something optional fails the whole request.',
  why: 'Recommendations or scores make a page better, but nobody should be unable to buy because they are down. A call without a fallback is a hard dependency, whatever the business thinks of it; only a fallback (leave it out, an older answer, a default) makes an optional component optional.',
  silent: [
    'The link, or another one between the same two, has a `fallback`; `fallback: reject` is a choice too.',
    'Nothing is said about the `criticality` of the target; of payment providers, neither of it nor of the flow.',
    'The call is on the way of no flow that is critical or has an objective, or the caller is not a service: then the target is all that is asked for.',
    'Both are modules of one deployable, or one of the two is only drawn (`future: yes`). The design is a sketch.',
  ],
  references: [
    'Michael T. Nygard, Release It!, 2nd edition (2018), chapter 5: Stability Patterns',
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 22: Load Shedding and Graceful Degradation',
    'AWS Well-Architected Framework, Reliability Pillar: implement graceful degradation',
  ],
  incorrect: [
    {
      title: 'without recommendations there is no home page',
      code: 'client web {}\nflow visit { from: web, rate: 100/s, op: read, criticality: critical }\nservice home { replicas: 3 }\nservice recs { replicas: 2, criticality: optional }\n\nweb -> home { timeout: 2s }\nhome -> recs { timeout: 300ms }\n',
    },
    {
      title: 'what happens to an order while the card processor is down?',
      code: 'client web {}\nflow order { from: web, rate: 10/s, op: write, criticality: critical }\nservice checkout { replicas: 3 }\nexternal cards { role: payment }\n\nweb -> checkout { timeout: 8s }\ncheckout -> cards { timeout: 3s, idempotency-key: order, circuit-breaker { failures: 5, open: 60s, half-open: 1 } }\n',
    },
  ],
  correct: [
    {
      title: 'the page is shown without them',
      code: 'client web {}\nflow visit { from: web, rate: 100/s, op: read, criticality: critical }\nservice home { replicas: 3 }\nservice recs { replicas: 2, criticality: optional }\n\nweb -> home { timeout: 2s }\nhome -> recs { timeout: 300ms, fallback: ignore }\n',
    },
    {
      title: 'orders are refused on purpose',
      code: 'client web {}\nflow order { from: web, rate: 10/s, op: write, criticality: critical }\nservice checkout { replicas: 3 }\nexternal cards { role: payment }\n\nweb -> checkout { timeout: 8s }\ncheckout -> cards { timeout: 3s, idempotency-key: order, fallback: reject, circuit-breaker { failures: 5, open: 60s, half-open: 1 } }\n',
    },
  ],
  check({ model, report }) {
    const reported = new Set<string>();
    const covered = new Set(
      model.links
        .filter(({ properties }) => properties.fallback)
        .map(({ source, target }) => `${source.id} ${target.id}`),
    );
    for (const journey of criticalJourneys(model)) {
      const reached = new Set<Component>([journey.from]);
      for (const component of reached) {
        if (component.kind === 'client' && component !== journey.from) continue;
        for (const link of component.outgoing) {
          if (!link.synchronous || !admits(link, journey) || !isBuilt(link)) continue;
          const { fallback } = link.properties;
          // Behind a fallback a failure goes no further.
          if (fallback) continue;
          reached.add(link.target);
          const pair = `${link.source.id} ${link.target.id}`;
          const explicit = journey.flows.some(({ properties }) => properties.criticality?.value === 'critical');
          const choice = choiceFor(link, explicit);
          if (!choice || reported.has(pair) || covered.has(pair) || !leavesProcess(model, link)) continue;
          reported.add(pair);
          const text = choice === 'optional' ? 'ignore' : 'reject';
          report(link, message(link, choice, journeyName(journey)), {
            subjects: [link.target],
            fixes: [
              {
                title: `Add \`fallback: ${text}\``,
                safe: false,
                edits: [insertProperty(model, link, 'fallback', text)],
              },
              ...(choice === 'optional'
                ? [
                    {
                      title: 'Add `fallback: stale`',
                      safe: false,
                      edits: [insertProperty(model, link, 'fallback', 'stale')],
                    },
                  ]
                : []),
            ],
          });
        }
      }
    }
  },
});

/** Why a choice has to be made, if one has. */
function choiceFor({ source, target }: Link, critical: boolean): 'optional' | 'payment' | undefined {
  const { criticality, role } = target.properties;
  if (!composing.has(source.kind) || isCacheAside(target)) return undefined;
  if (criticality?.value === 'optional') return 'optional';
  if (criticality?.value === 'normal' && role?.value === 'recommendation') return 'optional';
  const isProvider = target.kind === 'external' && role?.value === 'payment';
  return isProvider && (critical || criticality?.value === 'critical') ? 'payment' : undefined;
}

function message(link: Link, choice: 'optional' | 'payment', journey: string): string {
  const { id } = link.target;
  if (choice === 'optional')
    return `\`${id}\` is optional, but nothing says what \`${link.source.id}\` answers without it: a failure of \`${call(link)}\` fails ${journey}.`;
  return `While \`${id}\` is down, what becomes of ${journey}? Say so with a \`fallback\`: another provider, a queue, or \`reject\`.`;
}
