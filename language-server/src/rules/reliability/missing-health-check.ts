import { dimensions, writeQuantity } from '@archlang/grammar';
import type { Component, Kind } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import { insertStatement } from '../edits.js';
import { defineRule } from '../rule.js';
import { listed, number } from '../words.js';

/** A balancer may stand in front of anything that has replicas, a gateway spreads requests over programs. */
const balanced: Readonly<Record<'lb' | 'gateway', ReadonlySet<Kind>>> = {
  lb: new Set(['gateway', 'lb', 'service', 'worker', 'cache', 'database']),
  gateway: new Set(['gateway', 'lb', 'service', 'worker']),
};

/** A balancer that does not ask its targets keeps sending requests to dead ones. */
export const missingHealthCheck = defineRule({
  name: 'missing-health-check',
  category: 'reliability',
  mode: 'absence',
  severity: 'warning',
  tier: 2,
  summary: 'A balancer does not find out which of its targets can serve.',
  why: 'Replicas only help if the one that died gets no more requests. Without a health check a balancer keeps sending each its part: with three replicas, every third request fails until somebody notices. A check every ten seconds takes a dead replica out within half a minute.',
  silent: [
    'The balancer has a `health-check`, or each of its replicated targets has a `health-check` or a `readiness` probe; on kubernetes a `liveness` probe is one, too, as it replaces what does not answer.',
    'Only an info where the balancer is `managed`: providers check by default, but nobody knows what.',
    'There is nothing to choose: one target with one replica, or how many replicas there are is not written.',
    'The target is a `function`, an `external`, or `managed`: its provider looks after the instances.',
    'It is only drawn (`future: yes`), or the design is a sketch.',
  ],
  references: [
    'AWS, Elastic Load Balancing User Guide: "Health checks for target groups"',
    'Kubernetes documentation, "Configure Liveness, Readiness and Startup Probes"',
    'David Yanacek, "Implementing health checks", Amazon Builders\' Library (2019)',
  ],
  options: {
    interval: { default: 10, doc: 'Seconds between two checks, to suggest.' },
    timeout: { default: 2, doc: 'Seconds a check may take, to suggest.' },
    unhealthy: { default: 3, doc: 'Failed checks in a row, to suggest.' },
  },
  incorrect: [
    {
      title: 'a third of the requests goes to a dead replica',
      code: 'client web {}\nlb front { layer: 7, replicas: 2 }\nservice api { replicas: 3 }\n\nweb -> front -> api { timeout: 3s }\n',
    },
    {
      title: 'two pools, of which one may be gone',
      code: 'client web {}\ngateway gw { replicas: 2 }\nservice blue { replicas: 2 }\nservice green { replicas: 2 }\n\nweb -> gw { timeout: 9s }\ngw -> blue { timeout: 3s }\ngw -> green { timeout: 3s }\n',
    },
  ],
  correct: [
    {
      title: 'the balancer asks every ten seconds',
      code: 'client web {}\nlb front { layer: 7, replicas: 2, health-check { path: "/ready", interval: 10s, timeout: 2s, unhealthy: 3 } }\nservice api { replicas: 3 }\n\nweb -> front -> api { timeout: 3s }\n',
    },
    {
      title: 'the platform asks the service',
      code: 'system "Shop" { runtime: kubernetes }\n\nclient web {}\nlb front { layer: 7, replicas: 2 }\nservice api { replicas: 3, readiness { path: "/ready", interval: 5s } }\n\nweb -> front -> api { timeout: 3s }\n',
    },
  ],
  check({ model, options, report }) {
    for (const balancer of model.components) {
      const { kind, properties } = balancer;
      if ((kind !== 'lb' && kind !== 'gateway') || properties['health-check']) continue;
      const unchecked = uncheckedTargets(balancer, kind);
      if (unchecked.length === 0) continue;
      const [{ target, replicas }] = unchecked;
      const choices = kind === 'lb' ? unchecked.reduce((sum, each) => sum + each.replicas, 0) : replicas;
      const others =
        unchecked.length > 1 ? ` The same goes for ${listed(unchecked.slice(1).map((each) => each.target.id))}.` : '';
      const block = suggestion(balancer, options);
      report(
        balancer,
        `\`${balancer.id}\` does not check its targets: it keeps sending 1 in ${number(choices)} requests to a dead replica of \`${target.id}\`.${others}`,
        {
          ...(properties.managed?.value === true && { severity: 'info' }),
          subjects: unchecked.map((each) => each.target),
          fixes: [{ title: `Add \`${block}\``, safe: false, edits: [insertStatement(model, balancer, block)] }],
        },
      );
    }
  },
});

/** The targets among whose replicas it chooses without anybody asking them. */
function uncheckedTargets({ outgoing }: Component, kind: 'lb' | 'gateway'): { target: Component; replicas: number }[] {
  const targets = new Set(
    outgoing
      .filter((link) => link.synchronous && isBuilt(link) && balanced[kind].has(link.target.kind))
      .map(({ target }) => target),
  );
  const several = kind === 'lb' && targets.size > 1;
  return [...targets].flatMap((target) => {
    const { replicas, autoscale, managed } = target.properties;
    if (isChecked(target) || managed?.value === true) return [];
    const running = autoscale?.value.min?.value ?? replicas?.value;
    if (running === undefined && autoscale) return [];
    return (running ?? 1) >= 2 || several ? [{ target, replicas: running ?? 1 }] : [];
  });
}

function isChecked({ properties: { runtime, liveness, readiness, 'health-check': check } }: Component): boolean {
  return Boolean(check || readiness || (liveness && runtime?.value === 'kubernetes'));
}

/** Layer 4 sees no paths. */
function suggestion(
  { properties }: Component,
  { interval, timeout, unhealthy }: { interval: number; timeout: number; unhealthy: number },
): string {
  const write = (seconds: number): string => writeQuantity(seconds, dimensions.time);
  const path = properties.layer?.value === 4 ? '' : 'path: "/ready", ';
  return `health-check { ${path}interval: ${write(interval)}, timeout: ${write(timeout)}, unhealthy: ${unhealthy} }`;
}
