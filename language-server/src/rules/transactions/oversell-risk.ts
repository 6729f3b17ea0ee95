import { isRead, isWrite } from '../../estimate/traffic/operations.js';
import { flowProperty } from '../../model/inherit.js';
import type { Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { heldBy } from '../data-classes.js';
import { isOwn, makeSynchronous, replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';
import { usesOn } from '../uses.js';
import { call } from '../words.js';

/** Two see the last seat as free, and both get it. */
export const oversellRisk = defineRule({
  name: 'oversell-risk',
  category: 'transactions',
  mode: 'presence',
  severity: 'warning',
  tier: 3,
  summary: 'Stock is reserved where two buyers can get the same piece.',
  why: 'To reserve is to look and to take in one step, at the one place that knows how much is left. A hand-over that is worked off later, a cache, or a store whose copies agree some time afterwards lets two buyers see the last piece as free, and both are told that it is theirs.',
  silent: [
    'Nothing says that it reserves: neither the link has `purpose: reserve`, nor has a flow that writes inventory or bookings.',
    'It only reads: `stale-replica-read` looks at decisions on old data.',
    'It is a call that is waited for, to a store or service that is not eventually consistent.',
    'The buyer learns the outcome later (`result: eventual`): first come, first served, behind the queue.',
    'One of the ends is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 7: write skew and phantoms; chapter 9: constraints and uniqueness guarantees',
    'Peter Bailis and others, "Coordination Avoidance in Database Systems", VLDB (2014)',
  ],
  incorrect: [
    {
      title: 'reserved some time later',
      code: 'service checkout {}\nqueue reservations {}\nworker inventory {}\n\ncheckout ~> reservations { purpose: reserve }\nreservations ~> inventory\n',
    },
    {
      title: 'copies that agree later',
      code: 'service checkout {}\ndatabase stock { consistency: eventual, holds: inventory }\n\ncheckout -> stock { op: write, purpose: reserve, timeout: 1s }\n',
    },
  ],
  correct: [
    {
      title: 'one place decides, and the buyer waits for it',
      code: 'service checkout {}\nservice inventory {}\n\ncheckout -> inventory { purpose: reserve, consistency: linearizable, timeout: 1s }\n',
    },
    {
      title: 'the buyer hears later whether it worked',
      code: 'service checkout {}\nqueue reservations {}\nworker inventory {}\n\ncheckout ~> reservations { purpose: reserve, result: eventual }\nreservations ~> inventory\n',
    },
  ],
  check({ model, report }) {
    for (const link of model.links) {
      if (!isBuilt(link) || !reserves(model, link) || tellsLater(model, link)) continue;
      const fault = faultOf(link);
      if (!fault) continue;
      report(link, `\`${call(link)}\` reserves, but ${fault.why}: two buyers can be promised the same piece.`, {
        subjects: [link.target],
        ...(fault.said && { related: [{ at: fault.said.property, message: 'This says so.' }] }),
        fixes: fault.fixes(model),
      });
    }
  },
});

function reserves(model: Model, link: Link): boolean {
  const { purpose } = link.properties;
  const uses = usesOn(model, link);
  if (uses.length > 0 && uses.every(({ operation }) => isRead(operation))) return false;
  if (purpose) return purpose.value === 'reserve';
  const held = heldBy(link.target);
  if (!held.has('inventory') && !held.has('booking')) return false;
  return uses.some(({ flow, operation }) => flow?.properties.purpose?.value === 'reserve' && isWrite(operation));
}

function tellsLater(model: Model, link: Link): boolean {
  if (link.properties.result) return link.properties.result.value !== 'immediate';
  const results = usesOn(model, link).map(({ flow }) => flow && flowProperty(link, flow, 'result')?.value);
  return results.some((result) => result === 'eventual' || result === 'none');
}

interface Fault {
  readonly why: string;
  readonly said?: Value<unknown>;
  fixes(model: Model): Fix[];
}

function faultOf(link: Link): Fault | undefined {
  const { target, synchronous } = link;
  if (!synchronous) return { why: 'nobody waits for it', fixes: (model) => waitForIt(model, link) };
  if (target.kind === 'cache') return { why: `\`${target.id}\` is a cache`, fixes: () => [] };
  const own = link.properties.consistency;
  const said = own ?? (target.kind === 'database' ? target.properties.consistency : undefined);
  if (said?.value !== 'eventual') return undefined;
  const holder = own ? link : target;
  return {
    why: own ? 'eventual consistency is enough for it' : `the copies of \`${target.id}\` agree only later`,
    said,
    fixes: () =>
      isOwn(holder, said)
        ? [{ title: 'Make it linearizable', safe: false, edits: [replaceValue(said, 'linearizable')] }]
        : [],
  };
}

/** A service can be called; a queue cannot. */
function waitForIt(model: Model, link: Link): Fix[] {
  if (link.target.kind === 'queue' || link.target.kind === 'topic') return [];
  return [{ title: 'Wait for the reservation', safe: false, edits: [makeSynchronous(model, link)] }];
}
