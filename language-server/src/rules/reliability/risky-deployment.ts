import type { Component, Kind, Model } from '../../model/model.js';
import type { Fix, Severity } from '../../model/problem.js';
import { insertStatement, replaceValue } from '../edits.js';
import { criticalJourneys } from '../objectives.js';
import { requiredBy } from '../required.js';
import { defineRule } from '../rule.js';
import { percent } from '../words.js';

const programs: ReadonlySet<Kind> = new Set(['gateway', 'service', 'function', 'worker']);

/** Most outages begin with a release. */
export const riskyDeployment = defineRule({
  name: 'risky-deployment',
  category: 'reliability',
  mode: 'absence',
  severity: 'hint',
  tier: 3,
  summary: 'A critical service is released to everybody at once, or without anything that stops a bad release.',
  why: 'Most outages begin with a change. A new version that replaces the old one in one step is an outage while it starts, and one for all users if it is faulty. A canary shows the fault to a few first, but only if something looks at the numbers and decides; one that goes on by itself is a slow release and no more.',
  silent: [
    'The service is not critical: neither `criticality: critical` nor needed by a journey that is or has an objective.',
    'It is released step by step (`rolling`), or a canary has a `gate`.',
    'It is released `blue-green`, and nobody says that there are fewer than twice the replicas meanwhile (`capacity`).',
    'Nothing says how it is released, and the design is not in production (`maturity: production`) or the provider does it (`managed: yes`).',
    'The design is a sketch, or the service is only drawn (`future: yes`).',
  ],
  references: [
    'Betsy Beyer and others (eds.), The Site Reliability Workbook (2018), chapter 16: Canarying Releases',
    'Jez Humble, David Farley, Continuous Delivery (2010), chapter 10: Deploying and Releasing Applications',
  ],
  incorrect: [
    {
      title: 'a canary that nobody looks at',
      code: 'service payments { criticality: critical, deploy { strategy: canary } }\n',
    },
    {
      title: 'down during each release',
      code: 'service payments { criticality: critical, deploy { strategy: recreate } }\n',
    },
    {
      title: 'nobody says how, in production',
      code: 'system { maturity: production }\nservice payments { criticality: critical }\n',
    },
    {
      title: 'two versions in the room of one and a half',
      code: 'service payments { criticality: critical, deploy { strategy: blue-green, capacity: 150% } }\n',
    },
  ],
  correct: [
    {
      title: 'the objective decides',
      code: 'service payments { criticality: critical, deploy { strategy: canary, gate: slo, auto-rollback: yes } }\n',
    },
    {
      title: 'nothing depends on it',
      code: 'service reports { criticality: normal, deploy { strategy: recreate } }\n',
    },
  ],
  check({ model, report }) {
    for (const service of criticalPrograms(model)) {
      const risk = riskOf(model, service);
      if (!risk) continue;
      const { deploy } = service.properties;
      report(service, `\`${service.id}\` is critical, and ${risk.reason}.`, {
        severity: risk.severity,
        ...(deploy && { at: deploy.property }),
        fixes: fixes(model, service),
      });
    }
  },
});

function criticalPrograms(model: Model): ReadonlySet<Component> {
  const critical = new Set(model.components.filter(({ properties }) => properties.criticality?.value === 'critical'));
  const demand = { journeys: criticalJourneys(model), isCritical: () => true };
  for (const [component] of requiredBy(model, demand)) critical.add(component);
  return new Set(
    [...critical].filter(({ kind, properties }) => {
      const { future, criticality } = properties;
      return programs.has(kind) && future?.value !== true && (criticality?.value ?? 'critical') === 'critical';
    }),
  );
}

function riskOf(
  model: Model,
  { properties: { deploy, managed } }: Component,
): { readonly reason: string; readonly severity: Severity } | undefined {
  const strategy = deploy?.value.strategy?.value;
  if (strategy === 'recreate')
    return { reason: 'each release stops it before the new version starts', severity: 'hint' };
  if (strategy === 'canary' && (deploy!.value.gate?.value ?? 'none') === 'none')
    return { reason: 'nothing decides whether its canary is good before all users get it', severity: 'warning' };
  const capacity = deploy?.value.capacity;
  if (strategy === 'blue-green' && capacity && capacity.value < 2)
    return {
      reason: `its old and its new version are to run side by side on ${percent(capacity.value)} of its replicas, where it takes 200%`,
      severity: 'hint',
    };
  if (strategy || model.maturity !== 'production' || managed?.value === true) return undefined;
  return { reason: 'nothing says how a new version replaces the old one', severity: 'hint' };
}

function fixes(model: Model, service: Component): Fix[] {
  const { deploy } = service.properties;
  const capacity = deploy?.value.strategy?.value === 'blue-green' ? deploy.value.capacity : undefined;
  if (capacity) return [{ title: 'Set `capacity: 200%`', safe: false, edits: [replaceValue(capacity, '200%')] }];
  const text = 'deploy { strategy: canary, gate: slo, auto-rollback: yes }';
  const edit = deploy ? { at: deploy.property, text } : insertStatement(model, service, text);
  return [{ title: `Release it in steps: \`${text}\``, safe: false, edits: [edit] }];
}
