import { flowProperty } from '../../model/inherit.js';
import type { Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { isOwn, replaceValue } from '../edits.js';
import { journeysOf } from '../journeys.js';
import { latencyPromised } from '../objectives.js';
import { defineRule } from '../rule.js';
import { call, number, time } from '../words.js';

/** Waiting for a batch to fill takes longer than the answer may. */
export const batchingOnLatencyCriticalPath = defineRule({
  name: 'batching-on-latency-critical-path',
  category: 'capacity',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'Requests wait for a batch to fill where the answer is due sooner.',
  why: 'A batch trades time for throughput: the first item waits until enough others have come, or until the longest wait is over. For logs and statistics that is a bargain. In a game, at the checkout or while matching riders with drivers the wait is all that people notice, and where it is longer than what was promised, the promise cannot be kept at any load.',
  silent: [
    'No `linger`, or none that is longer than what the flows on the link were promised: a `max-delay` for a hand-over, a 99th percentile for a call.',
    'No latency was promised, and the target is no game, match or live picture.',
    'Caller or target is only drawn (`future: yes`).',
  ],
  references: [
    'Apache Kafka documentation, Producer Configs: linger.ms and batch.size',
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 11: Stream Processing',
    'Jeffrey Dean and Luiz André Barroso, "The Tail at Scale", Communications of the ACM 56(2), 2013',
  ],
  options: {
    roles: {
      default: ['game', 'matching', 'live'],
      doc: 'Roles of targets that should get every item at once, whatever was promised.',
    },
  },
  incorrect: [
    {
      title: 'five seconds to fill a batch, one second to match',
      code: 'client riders { users: 1M, peak: 3x }\nflow ride { from: riders, rate: 2/user/day, op: write, max-delay: 1s }\nservice api {}\ntopic requests {}\nworker engine {}\n\nriders -> api { timeout: 2s }\napi ~> requests\nrequests ~> engine { batch: 500, linger: 5s }\n',
    },
    {
      title: 'moves of a game are sent in batches',
      code: 'client player { users: 1M, peak: 3x }\nflow move { from: player, rate: 500/user/day, op: write }\nservice front {}\nservice world { role: game }\n\nplayer -> front { timeout: 1s }\nfront -> world { batch: 50, linger: 200ms, timeout: 1s }\n',
    },
  ],
  correct: [
    {
      title: 'one by one',
      code: 'client riders { users: 1M, peak: 3x }\nflow ride { from: riders, rate: 2/user/day, op: write, max-delay: 1s }\nservice api {}\ntopic requests {}\nworker engine {}\n\nriders -> api { timeout: 2s }\napi ~> requests ~> engine\n',
    },
    {
      title: 'statistics may come late',
      code: 'client web { users: 1M, peak: 3x }\nflow click { from: web, rate: 50/user/day, op: write, max-delay: 1min }\nservice api {}\ntopic clicks {}\nworker counter {}\n\nweb -> api { timeout: 2s }\napi ~> clicks\nclicks ~> counter { batch: 500, linger: 5s }\n',
    },
  ],
  check({ model, options, report }) {
    const told = new Set<string>();
    for (const link of model.links) {
      const { linger, batch } = link.properties;
      if (!isBuilt(link)) continue;
      const due = linger && budgetOf(model, link);
      const isLate = due !== undefined && linger!.value > due.seconds;
      const role = link.target.properties.role?.value;
      const isAtOnce = options.roles.includes(role ?? '') && ((batch?.value ?? 1) > 1 || (linger?.value ?? 0) > 0);
      if (!isLate && !isAtOnce) continue;
      const value = (linger ?? batch)!;
      // A chain, or links under one setting, say it once.
      const place = `${value.property.file}:${value.property.offset}`;
      if (told.has(place)) continue;
      told.add(place);
      const waits = linger
        ? `waits up to ${time(linger.value)} for a batch to fill`
        : `waits until ${number(batch!.value)} have come`;
      const message = isLate
        ? `\`${call(link)}\` ${waits}, longer than the ${time(due.seconds)} that ${due.by} has in all.`
        : `\`${call(link)}\` ${waits}, but \`${link.target.id}\` (\`role: ${role}\`) should get everything at once.`;
      report(link, message, { at: value.property, fixes: unbatched(link, link.properties) });
    }
  },
});

/** What the flows on a link have: a delay for what is handed over, a latency for what is waited for. */
function budgetOf(model: Model, link: Link): { readonly seconds: number; readonly by: string } | undefined {
  const promised = latencyPromised(model, link);
  if (promised) return promised;
  const delays = journeysOf(model)
    .flowsOn(link)
    .flatMap((flow) => {
      const delay = flowProperty(link, flow, 'max-delay');
      return delay ? [{ seconds: delay.value, by: `\`${flow.id}\`` }] : [];
    });
  return delays.sort((a, b) => a.seconds - b.seconds)[0];
}

/** Without a batch there is nothing to wait for. */
function unbatched(link: Link, { linger, batch }: Link['properties']): Fix[] {
  const values = [linger, batch].filter((value) => value !== undefined);
  if (!values.every((value) => isOwn(link, value))) return [];
  const edits = values.map((value) => replaceValue(value, value === linger ? '0s' : '1'));
  return [{ title: 'Send each item at once', safe: false, edits }];
}
