import type { Component, Kind, System } from '../../model/model.js';
import { isOwn, replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';
import { listed } from '../words.js';

/** What serves somebody; that a store's disk is full is worth an alert by itself. */
const serving: ReadonlySet<Kind> = new Set(['gateway', 'service', 'function', 'worker']);
const causes: readonly string[] = ['cpu', 'memory', 'disk'];
const symptoms: readonly string[] = ['slo-burn', 'errors', 'latency'];

/** A busy processor wakes somebody up, failing requests do not. */
export const alertOnCauseNotSlo = defineRule({
  name: 'alert-on-cause-not-slo',
  category: 'observability',
  mode: 'presence',
  severity: 'hint',
  tier: 3,
  summary: 'Alerts look at machines only, not at what users get.',
  why: 'A processor at 90% may be a system that is well used, and requests may fail while all processors idle. Alerts on causes ring when nothing is wrong and keep quiet when a cause nobody thought of breaks the objective. An alert on how fast the error budget burns rings for every cause, and only when users notice.',
  silent: [
    'No alerts are written.',
    'One of them is on what users feel: `slo-burn`, `errors` or `latency`, here or on the system.',
    'One of them is on something other than the machine, such as the lag of a stream.',
    'Stores, caches and brokers: that their disk or memory runs out is worth an alert by itself.',
    'It is only drawn (`future: yes`).',
  ],
  references: [
    'Rob Ewaschuk, "My Philosophy on Alerting", Google (2014)',
    'Betsy Beyer et al., The Site Reliability Workbook (2018), chapter 5: Alerting on SLOs',
  ],
  incorrect: [
    { title: 'only the processor', code: 'system shop { observability { alerts: cpu } }\n' },
    {
      title: 'a service that is watched like a machine',
      code: 'service api { slo { availability: 99.9% }, observability { alerts: [cpu, memory] } }\n',
    },
  ],
  correct: [
    { title: 'how fast the budget burns', code: 'system shop { observability { alerts: [slo-burn, cpu] } }\n' },
    { title: 'the disk of a store', code: 'database orders { observability { alerts: disk } }\n' },
  ],
  check({ model: { system, components }, report }) {
    const overall = system?.properties.observability?.value.alerts?.value ?? [];
    const say = (subject: System | Component, name: string): void => {
      const alerts = subject.properties.observability?.value.alerts;
      if (!alerts || alerts.value.length === 0 || !isOwn(subject, alerts)) return;
      if (!alerts.value.every((alert) => causes.includes(alert))) return;
      const text = `[slo-burn, ${alerts.value.join(', ')}]`;
      report(
        subject,
        `${name} wakes somebody up for ${listed(alerts.value)} only: requests may fail without an alert.`,
        {
          at: alerts.property,
          fixes: [
            { title: 'Alert on the burn rate of the objective', safe: false, edits: [replaceValue(alerts, text)] },
          ],
        },
      );
    };
    if (overall.some((alert) => symptoms.includes(alert))) return;
    if (system) say(system, 'The system');
    for (const component of components) {
      const { kind, id, properties } = component;
      if (serving.has(kind) && properties.future?.value !== true) say(component, `\`${id}\``);
    }
  },
});
