import type { Component, Model } from '../../model/model.js';
import { deliveries, isBroker } from '../brokers.js';
import { isOwn } from '../edits.js';
import { setInBlock } from '../inner-blocks.js';
import { defineRule } from '../rule.js';

/** Each tells that something waits longer than it should. */
const backlog: readonly string[] = ['depth', 'lag', 'age'];

/** What piles up is seen only by somebody who looks at it. */
export const queueDepthUnmonitored = defineRule({
  name: 'queue-depth-unmonitored',
  category: 'observability',
  mode: 'absence',
  severity: 'info',
  tier: 2,
  summary: 'Nobody is alerted when messages pile up, or when a replica falls behind.',
  why: 'A consumer that is too slow or has stopped makes no errors: publishers go on, and messages wait. The first sign is a queue that grows, or the age of its oldest message. Set-aside messages are failures by themselves, one is worth an alert; and a replica that lags answers with old data as calmly as ever.',
  silent: [
    'An alert on `depth`, `lag` or `age` holds for it, of a replicated store on `replication-lag` or `lag`; alerts of the system hold for all that write none of their own.',
    'It, or a consumer of it, scales by the depth of the queue (`autoscale { metric: queue-depth }`).',
    'A store whose replicas are not known to be asynchronous copies, or that its provider runs (`managed`).',
    'It is only drawn (`future: yes`), or the design is a sketch.',
  ],
  references: [
    'David Yanacek, "Avoiding insurmountable queue backlogs", Amazon Builders\' Library (2019)',
    'Betsy Beyer et al., Site Reliability Engineering (2016), chapter 6: Monitoring Distributed Systems, on saturation',
  ],
  incorrect: [
    {
      title: 'a queue that may grow unseen',
      code: 'service shop {}\nqueue mails {}\nworker mailer {}\n\nshop ~> mails ~> mailer\n',
    },
    {
      title: 'the failures are put aside, and forgotten',
      code: 'service shop {}\nqueue mails { observability { alerts: age } }\nqueue failed {}\nworker mailer {}\n\nshop ~> mails\nmails ~> mailer { dead-letter: failed, max-receive: 5 }\n',
    },
  ],
  correct: [
    {
      title: 'an alert on the oldest message',
      code: 'service shop {}\nqueue mails { observability { alerts: [depth, age] } }\nworker mailer {}\n\nshop ~> mails ~> mailer\n',
    },
    {
      title: 'more messages bring more workers',
      code: 'service shop {}\nqueue mails {}\nworker mailer { autoscale { min: 2, max: 20, metric: queue-depth } }\n\nshop ~> mails ~> mailer\n',
    },
  ],
  check({ model, report }) {
    const dead = new Set(model.links.map(({ properties }) => properties['dead-letter']?.value));
    for (const component of model.components) {
      if (component.properties.future?.value === true) continue;
      if (isBroker(component)) {
        if (isAlerted(component, backlog) || scales(component)) continue;
        const isDead = dead.has(component.id);
        const alert = component.kind === 'topic' ? 'lag' : isDead ? 'depth' : 'age';
        report(
          component,
          isDead
            ? `Nobody is alerted when \`${component.id}\` gets a message, and each one there is a failure.`
            : `Nobody is alerted when messages pile up in \`${component.id}\`: there is no alert on its depth, lag or age.`,
          { fixes: [addAlert(model, component, alert)] },
        );
      } else if (isLagging(component) && !isAlerted(component, ['replication-lag', 'lag'])) {
        report(
          component,
          `Nobody is alerted when replicas of \`${component.id}\`, which copy asynchronously, fall behind.`,
          {
            at: component.properties.replication!.property,
            fixes: [addAlert(model, component, 'replication-lag')],
          },
        );
      }
    }
  },
});

function isAlerted({ properties }: Component, alerts: readonly string[]): boolean {
  return properties.observability?.value.alerts?.value.some((alert) => alerts.includes(alert)) === true;
}

function scales(broker: Component): boolean {
  return [broker, ...deliveries(broker).map(({ target }) => target)].some(
    ({ properties }) => properties.autoscale?.value.metric?.value === 'queue-depth',
  );
}

/** A database with copies that follow at their own pace. */
function isLagging({ kind, properties: { replication, replicas, managed } }: Component): boolean {
  if (kind !== 'database' || managed?.value === true || (replicas?.value ?? 1) < 2) return false;
  const { mode, topology } = replication?.value ?? {};
  return mode?.value === 'async' && topology?.value !== 'leaderless' && topology?.value !== 'consensus';
}

function addAlert(model: Model, component: Component, alert: string) {
  const block = component.properties.observability;
  const alerts = block?.value.alerts;
  const kept = alerts && isOwn(component, alerts) ? alerts.value : [];
  const text = `[${[...kept, alert].join(', ')}]`;
  return {
    title: `Alert on \`${alert}\``,
    safe: false,
    edits: [setInBlock(model, component, { name: 'observability', value: block }, 'alerts', text)],
  };
}
