import type { Component } from '../../model/model.js';
import { insertStatement } from '../edits.js';
import { mostReplicas, replicaCount } from '../replicas.js';
import { exceeds } from '../rounding.js';
import { defineRule } from '../rule.js';
import { time } from '../words.js';

/** Alive is not ready. */
export const missingReadinessProbe = defineRule({
  name: 'missing-readiness-probe',
  category: 'reliability',
  mode: 'presence',
  severity: 'hint',
  tier: 3,
  summary: 'A service is restarted when it hangs, but nobody asks whether it can serve.',
  why: 'A liveness probe restarts what hangs. Whether a replica has loaded its data and opened its connections is another question, and the one that traffic depends on: without it, every release and every restart sends requests to replicas that cannot answer them yet. And a replica that needs longer to start than the liveness probe waits is stopped in the middle of it, each time anew.',
  silent: [
    'It has a `readiness` probe, or a `health-check` of its own or of all its balancers.',
    'No probe is written at all: then `missing-health-check` asks.',
    'It is a single replica that is not replaced while it runs (`deploy { strategy: rolling }`), or how many there are is not written.',
    'A slow start has a `startup` probe, or is not longer than the liveness probe waits.',
    'The service is only drawn (`future: yes`).',
  ],
  references: [
    'Kubernetes documentation: Liveness, Readiness, and Startup Probes',
    'Amazon Builders\' Library, David Yanacek, "Implementing health checks" (2020)',
  ],
  options: {
    path: { default: '/ready', doc: 'The path that a fix writes.' },
  },
  incorrect: [
    {
      title: 'only restarted',
      code: 'service api { replicas: 3, liveness { path: "/live", interval: 10s } }\n',
    },
    {
      title: 'restarted before it has started',
      code: 'service api { replicas: 1, start-time: 90s, liveness { path: "/live", interval: 10s, unhealthy: 3 } }\n',
    },
    {
      title: 'replaced while it runs',
      code: 'service api { replicas: 1, deploy { strategy: rolling }, liveness { path: "/live" } }\n',
    },
  ],
  correct: [
    {
      title: 'asked for both',
      code: 'service api { replicas: 3, liveness { path: "/live" }, readiness { path: "/ready" } }\n',
    },
    { title: 'one box', code: 'service api { replicas: 1, liveness { path: "/live" } }\n' },
  ],
  check({ model, options, report }) {
    for (const service of model.components) {
      const { liveness, readiness, deploy, future, 'health-check': check } = service.properties;
      if (!liveness || future?.value === true) continue;
      const patience = startsTooSlowly(service);
      if (patience !== undefined) {
        const { 'start-time': start } = service.properties;
        const path = liveness.value.path?.value ?? '/started';
        const block = `startup { path: "${path}", interval: ${time(start!.value)}, unhealthy: 2 }`;
        report(
          service,
          `\`${service.id}\` takes ${time(start!.value)} to start, but its liveness probe gives up after ${time(patience)}: it is killed before it has started, again and again.`,
          {
            at: liveness.property,
            related: [{ at: start!.property, message: 'So long it takes.' }],
            fixes: [{ title: `Add \`${block}\``, safe: false, edits: [insertStatement(model, service, block)] }],
          },
        );
      }
      if (readiness || check) continue;
      const most = mostReplicas(service);
      const rolls = deploy?.value.strategy?.value === 'rolling';
      if ((most ?? 1) < 2 && !rolls) continue;
      const balancers = service.incoming.filter(({ source: { kind } }) => kind === 'lb' || kind === 'gateway');
      if (balancers.length > 0 && balancers.every(({ source }) => source.properties['health-check'])) continue;
      const who = (most ?? 1) > 1 ? `the ${replicaCount(service)} replicas of \`${service.id}\`` : `\`${service.id}\``;
      const block = `readiness { path: "${options.path}" }`;
      report(
        service,
        `Somebody asks whether ${who} ${(most ?? 1) > 1 ? 'live' : 'lives'}, nobody whether they can serve: after each start, requests arrive before they can be answered.`,
        {
          at: liveness.property,
          fixes: [{ title: `Add \`${block}\``, safe: false, edits: [insertStatement(model, service, block)] }],
        },
      );
    }
  },
});

/** How long the liveness probe waits, where the start takes longer and no probe of its own waits for that. */
function startsTooSlowly({ properties }: Component): number | undefined {
  const { liveness, startup, 'start-time': start } = properties;
  const { interval, unhealthy } = liveness?.value ?? {};
  if (startup || !start || !interval || !unhealthy) return undefined;
  const patience = interval.value * unhealthy.value;
  return exceeds(start.value, patience) ? patience : undefined;
}
