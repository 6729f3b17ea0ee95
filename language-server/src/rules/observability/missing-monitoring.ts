import type { Component, Kind, Model } from '../../model/model.js';
import { insertStatement, isOwn } from '../edits.js';
import { setInBlock } from '../inner-blocks.js';
import { defineRule } from '../rule.js';
import { listed } from '../words.js';

/** What answers requests is watched by their rate, errors and duration. */
const programs: ReadonlySet<Kind> = new Set(['gateway', 'service', 'function', 'worker']);
/** What is used up is watched by utilisation, saturation and errors; brokers have a rule of their own. */
const resources: ReadonlySet<Kind> = new Set(['cache', 'database', 'storage']);

/** What nobody watches is noticed when users complain. */
export const missingMonitoring = defineRule({
  name: 'missing-monitoring',
  category: 'observability',
  mode: 'absence',
  severity: 'info',
  tier: 2,
  summary: 'Something in production shows no metrics, or nobody would be told.',
  why: 'Rate, errors and duration tell of a service whether its users are served; utilisation, saturation and errors tell of a resource whether it is about to run out. What shows neither fails unseen, and the first to report it are users. Metrics that nobody is alerted by and no log explains are little better.',
  silent: [
    'The maturity is not `production`.',
    '`observability` on the system: it holds for all components.',
    'A service shows `red` metrics and has logs or alerts; a resource shows `use` metrics.',
    'Queues and topics, of which `queue-depth-unmonitored` speaks, and what a provider runs (`managed`, `external`).',
    'It is only drawn (`future: yes`).',
  ],
  references: [
    'Tom Wilkie, "The RED Method: How to Instrument Your Services", Grafana Labs (2018)',
    'Brendan Gregg, "Thinking Methodically about Performance", ACM Queue 10(12) (2012): the USE method',
    'Betsy Beyer et al., Site Reliability Engineering (2016), chapter 6: Monitoring Distributed Systems',
  ],
  incorrect: [
    {
      title: 'nothing is watched',
      code: 'system shop { maturity: production }\nclient web {}\nservice api {}\ndatabase orders {}\n\nweb -> api -> orders { timeout: 2s }\n',
    },
    {
      title: 'the store is forgotten',
      code: 'system shop { maturity: production }\nclient web {}\nservice api { observability { metrics: red, logs: structured } }\ndatabase orders {}\n\nweb -> api -> orders { timeout: 2s }\n',
    },
  ],
  correct: [
    {
      title: 'all of it',
      code: 'system shop { maturity: production, observability { metrics: [red, use], logs: structured, alerts: slo-burn } }\nclient web {}\nservice api {}\ndatabase orders {}\n\nweb -> api -> orders { timeout: 2s }\n',
    },
    {
      title: 'each by its kind',
      code: 'system shop { maturity: production }\nclient web {}\nservice api { observability { metrics: red, alerts: errors } }\ndatabase orders { observability { metrics: use } }\n\nweb -> api -> orders { timeout: 2s }\n',
    },
  ],
  check({ model, report }) {
    const { system, maturity } = model;
    if (!system || maturity !== 'production' || system.properties.observability) return;
    const watched = model.components.filter(isOurs);
    const unseen = watched.filter((component) => lackOf(component) !== undefined);
    if (unseen.length > 0 && watched.every(({ properties }) => !properties.observability)) {
      const text = 'observability { metrics: [red, use], logs: structured, alerts: slo-burn }';
      report(
        system,
        `The system is in production, and nothing says how ${listed(unseen.map(({ id }) => id))} would be watched.`,
        {
          subjects: unseen,
          fixes: [{ title: `Add \`${text}\``, safe: false, edits: [insertStatement(model, system, text)] }],
        },
      );
      return;
    }
    for (const component of unseen) {
      const { name, add, says } = lackOf(component)!;
      report(component, `\`${component.id}\` ${says}.`, { fixes: [fix(model, component, name, add)] });
    }
  },
});

function isOurs({ kind, properties }: Component): boolean {
  if (properties.future?.value === true || properties.managed?.value === true) return false;
  return programs.has(kind) || resources.has(kind);
}

interface Lack {
  readonly name: 'metrics' | 'logs';
  readonly add: string;
  readonly says: string;
}

function lackOf({ kind, properties }: Component): Lack | undefined {
  const { metrics, logs, alerts } = properties.observability?.value ?? {};
  if (resources.has(kind)) {
    const says = 'shows no utilisation, saturation and errors: nobody sees it run out';
    return metrics?.value.includes('use') ? undefined : { name: 'metrics', add: 'use', says };
  }
  if (!metrics?.value.includes('red')) {
    return { name: 'metrics', add: 'red', says: 'shows no rate, errors and duration: nobody sees its users fail' };
  }
  if (logs || alerts) return undefined;
  return { name: 'logs', add: 'structured', says: 'has metrics, but no logs and no alerts: nobody is told' };
}

function fix(model: Model, component: Component, name: 'metrics' | 'logs', add: string) {
  const block = component.properties.observability;
  const present = block?.value.metrics;
  const kept = name === 'metrics' && present && isOwn(component, present) ? present.value : [];
  const text = kept.length > 0 ? `[${[...kept, add].join(', ')}]` : add;
  return {
    title: `Set \`${name}: ${text}\``,
    safe: false,
    edits: [setInBlock(model, component, { name: 'observability', value: block }, name, text)],
  };
}
