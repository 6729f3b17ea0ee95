import type { Component, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { setProperty } from '../edits.js';
import { journeysOf } from '../journeys.js';
import { neededFor } from '../objectives.js';
import { mostReplicas } from '../replicas.js';
import { requiredBy } from '../required.js';
import { defineRule } from '../rule.js';
import { listed, number } from '../words.js';

/** A balancer makes what is behind it redundant, and has to be so itself. */
export const loadBalancerSingleInstance = defineRule({
  name: 'load-balancer-single-instance',
  category: 'load-balancing',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'A single balancer stands in front of several targets.',
  why: 'Several replicas behind a balancer survive the loss of any one of them; none of them is reached when the balancer is gone. A balancer that runs once has moved the single point of failure one step to the front, where it takes everything with it. Two of them that share an address, or one that a provider runs, end that.',
  silent: [
    'It is `managed`, or has at least two replicas.',
    'There is only one target with one replica behind it.',
    'All that calls it chooses between several balancers: a `dns`, a cdn or another balancer with two or more of them.',
    'Every request of a flow that promises 99.9% or is critical needs it: then `single-point-of-failure` says so.',
    'How many there are is not written: only a hint, and nothing where it has several `zones`.',
    'The balancer is only drawn (`future: yes`).',
  ],
  references: [
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 19: load balancing at the frontend',
    'RFC 5798, Virtual Router Redundancy Protocol (2010)',
    'HAProxy documentation, Starter Guide: high availability',
  ],
  options: {
    availability: {
      default: 0.999,
      doc: 'Promised availability (a ratio) from which it is left to `single-point-of-failure`.',
    },
  },
  incorrect: [
    {
      title: 'one proxy for three replicas',
      code: 'client web {}\nlb front { engine: nginx, replicas: 1 }\nservice api { replicas: 3 }\n\nweb -> front -> api { timeout: 3s }\n',
    },
    {
      title: 'one gateway for two services',
      code: 'client web {}\ngateway gw { replicas: 1 }\nservice orders { replicas: 1 }\nservice stock { replicas: 1 }\n\nweb -> gw { timeout: 3s }\ngw -> orders { timeout: 2s }\ngw -> stock { timeout: 2s }\n',
    },
  ],
  correct: [
    {
      title: 'two proxies',
      code: 'client web {}\nlb front { engine: nginx, replicas: 2 }\nservice api { replicas: 3 }\n\nweb -> front -> api { timeout: 3s }\n',
    },
    {
      title: 'the provider keeps it up',
      code: 'client web {}\nlb front { engine: aws-alb }\nservice api { replicas: 3 }\n\nweb -> front -> api { timeout: 3s }\n',
    },
  ],
  check({ model, options, report }) {
    const vital = vitalIn(model, options.availability);
    for (const balancer of model.components) {
      if (!isBalancer(balancer) || isChosen(balancer) || vital.has(balancer)) continue;
      const { managed, replicas, autoscale, zones } = balancer.properties;
      if (managed?.value === true || autoscale) continue;
      if (replicas ? replicas.value > 1 : (zones?.value.length ?? 0) > 1) continue;
      const targets = [
        ...new Set(balancer.outgoing.filter((link) => link.synchronous && isBuilt(link)).map(({ target }) => target)),
      ].filter(({ kind }) => kind !== 'client' && kind !== 'cache' && kind !== 'database');
      const behind = targets.reduce((sum, target) => sum + (mostReplicas(target) ?? 1), 0);
      if (behind < 2) continue;
      const what = `${number(behind)} replicas of ${listed(targets.map(({ id }) => id))}`;
      const message = replicas
        ? `\`${balancer.id}\` runs once in front of ${what}: when it is gone, none of them is reached.`
        : `Nothing says how many of \`${balancer.id}\` run in front of ${what}: if it is one, none of them is reached without it.`;
      report(balancer, message, {
        ...(replicas ? { at: replicas.property } : { severity: 'hint' as const }),
        fixes: fixes(model, balancer),
      });
    }
  },
});

function isBalancer({ kind }: Component): boolean {
  return kind === 'lb' || kind === 'gateway';
}

/** What the flows need that promise much or are critical. */
function vitalIn(model: Model, availability: number): ReadonlySet<Component> {
  const journeys = journeysOf(model).all.filter(({ flows }) =>
    flows.some(({ properties }) => properties.criticality?.value === 'critical'),
  );
  const vital = new Set(neededFor(model, availability).keys());
  for (const [component] of requiredBy(model, { journeys, isCritical: () => true })) vital.add(component);
  return vital;
}

/** Does everybody who calls it choose among several balancers? */
function isChosen({ incoming }: Component): boolean {
  const callers = incoming.filter(isBuilt).map(({ source }) => source);
  return (
    callers.length > 0 &&
    callers.every(
      ({ kind, outgoing }) =>
        (kind === 'dns' || kind === 'cdn' || kind === 'lb') &&
        new Set(outgoing.map(({ target }) => target).filter(isBalancer)).size > 1,
    )
  );
}

function fixes(model: Model, balancer: Component): Fix[] {
  const { replicas, managed } = balancer.properties;
  return [
    {
      title: 'Set `replicas: 2`',
      safe: false,
      edits: [setProperty(model, balancer, 'replicas', replicas, '2')],
    },
    {
      title: 'Say `managed: yes`, if the provider keeps it up',
      safe: false,
      edits: [setProperty(model, balancer, 'managed', managed, 'yes')],
    },
  ];
}
