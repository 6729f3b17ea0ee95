import type { Component, Flow, Kind, Link, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { hopOf } from '../deferral.js';
import { admits } from '../journeys.js';
import { isBuilt } from '../processes.js';
import { defineRule } from '../rule.js';
import { type UserPaths, userPathsOf } from '../user-paths.js';
import { call } from '../words.js';

const urgent: Readonly<Record<string, string>> = {
  payment: 'a payment',
  debit: 'a debit',
  reserve: 'a reservation',
  login: 'a login',
  confirmation: 'a confirmation',
};

/** What runs code of ours that decides what the user is told; a store only passes on what was written to it. */
const deciding: ReadonlySet<Kind> = new Set(['client', 'gateway', 'service', 'function']);

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
    const awaitedFor = waitingUsers(userPathsOf(model));
    const putOff = handOversOfAll(model);
    for (const link of model.links) {
      const { source } = link;
      if (link.synchronous || !isBuilt(link) || !deciding.has(source.kind)) continue;
      const waiting = awaitedFor(source);
      if (!waiting) continue;
      const what = immediate(link, waiting, putOff);
      if (!what) continue;
      report(
        link,
        `\`${call(link)}\` hands over ${what}, so that nobody knows the outcome when the user gets an answer; the user must know it at once.`,
        { subjects: [link.target], fixes: wait(model, link) },
      );
    }
  },
});

/** What is at stake, by what the link itself says, else by the flow all of whose work it carries. */
function immediate(
  link: Link,
  flows: ReadonlySet<Flow>,
  putOff: ReadonlyMap<Link, readonly Flow[]>,
): string | undefined {
  const { result, purpose } = link.properties;
  if (result)
    return result.value === 'immediate' && result.origin === 'written' ? 'a result that is needed at once' : undefined;
  if (purpose && purpose.origin === 'written') {
    const later = [...flows].some(({ properties }) => isLater(properties.result?.value));
    return later ? undefined : urgent[purpose.value];
  }
  for (const flow of putOff.get(link) ?? []) {
    const { result: needed, purpose: aim } = flow.properties;
    if (isLater(needed?.value)) continue;
    if (aim && urgent[aim.value]) return urgent[aim.value];
    if (needed?.value === 'immediate') return `all work for \`${flow.id}\`, whose result is needed at once`;
  }
  return undefined;
}

/** The flows of users who wait for a component, looked at once for each; nothing where nobody waits. */
function waitingUsers(paths: UserPaths): (component: Component) => ReadonlySet<Flow> | undefined {
  const known = new Map<Component, ReadonlySet<Flow> | undefined>();
  return (component) => {
    if (!known.has(component)) {
      const waited = component.incoming.filter((link) => paths.waitsFor(link));
      const isWaiting = waited.length > 0 || component.kind === 'client';
      known.set(component, isWaiting ? new Set(waited.flatMap((link) => paths.flowsOn(link))) : undefined);
    }
    return known.get(component);
  };
}

/** The flows of clients by the hand-over at which all that they ask for is put off. */
function handOversOfAll({ flows }: Model): ReadonlyMap<Link, readonly Flow[]> {
  const putOff = new Map<Link, Flow[]>();
  for (const flow of flows) {
    if ((flow.from ?? flow.parent?.from)?.kind !== 'client') continue;
    const { result, purpose } = flow.properties;
    const link = result?.value === 'immediate' || purpose ? handOverOfAll(flow) : undefined;
    if (link) putOff.set(link, [...(putOff.get(link) ?? []), flow]);
  }
  return putOff;
}

/** The hand-over at which everything that a flow asks for is put off: nothing is done for it before, and nothing beside it. */
function handOverOfAll(flow: Flow): Link | undefined {
  const from = flow.from ?? flow.parent?.from;
  const passed = new Set<Component>();
  for (let at = from; at && !passed.has(at); ) {
    passed.add(at);
    const taken = at.outgoing.filter((link) => admits(link, { from: from!, flows: [flow] }));
    if (taken.length !== 1) return undefined;
    if (!taken[0].synchronous) return taken[0];
    at = taken[0].target;
  }
  return undefined;
}

const isLater = (result: string | undefined): boolean => result === 'eventual' || result === 'none';

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
