import type { Estimates } from '../../estimate/estimates.js';
import { flowProperty } from '../../model/inherit.js';
import type { Component, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import { isOnlyFedByBrokers } from '../brokers.js';
import { setProperty } from '../edits.js';
import { journeysOf } from '../journeys.js';
import { defineRule } from '../rule.js';

/** Work that may be broken off, on machines that are paid not to be. */
export const batchOnDemandPricing = defineRule({
  name: 'batch-on-demand-pricing',
  category: 'cost',
  mode: 'presence',
  severity: 'hint',
  tier: 3,
  summary: 'Work that can be interrupted and repeated runs on machines at the full price.',
  why: 'Providers sell spare machines for a fraction of the price and take them back at short notice. A request that somebody waits for should not run there; a job whose interrupted part is simply done again can. Its only price is some more time.',
  silent: [
    'The `purchase` is not written, or is not `on-demand`.',
    'It is a service, or a worker that is called by somebody who waits.',
    'Nobody knows that it may be interrupted: it is not `idempotent`, its deliveries neither, and it keeps no `snapshot`.',
    'The work is needed soon: a `max-delay` of less than the limit, or a job that fills more than half of its `window`.',
    'It is only drawn (`future: yes`).',
  ],
  references: [
    'Amazon Web Services, Amazon EC2 User Guide: "Best practices for Amazon EC2 Spot"',
    'Google Cloud, Compute Engine documentation: "Spot VMs"',
  ],
  options: {
    delay: { default: 3600, doc: 'Seconds within which work has to be done that is too urgent for it.' },
  },
  incorrect: [
    {
      title: 'videos are converted at the full price',
      code: 'service upload {}\nqueue pieces {}\nworker transcoder { idempotent: yes, purchase: on-demand }\n\nupload ~> pieces ~> transcoder\n',
    },
    {
      title: 'a job of the night that goes on where it was',
      code: 'job report { every: 1d, snapshot { every: 10_000 }, purchase: on-demand }\n',
    },
  ],
  correct: [
    {
      title: 'on spare machines',
      code: 'service upload {}\nqueue pieces {}\nworker transcoder { idempotent: yes, purchase: spot }\n\nupload ~> pieces ~> transcoder\n',
    },
    {
      title: 'somebody waits for it',
      code: 'client web {}\nservice api { idempotent: yes, purchase: on-demand }\n\nweb -> api { timeout: 2s }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const component of model.components) {
      const { purchase, future } = component.properties;
      if (purchase?.value !== 'on-demand' || future?.value === true || !canWait(component)) continue;
      if (!isRepeatable(component) || isUrgent(model, estimates, component, options.delay)) continue;
      report(
        component,
        `\`${component.id}\` can be interrupted and repeats what was lost, but runs on machines at the full price.`,
        {
          at: purchase.property,
          fixes: [
            {
              title: 'Run it on spare machines (`spot`)',
              safe: false,
              edits: [setProperty(model, component, 'purchase', purchase, 'spot')],
            },
          ],
        },
      );
    }
  },
});

const canWait = (component: Component): boolean =>
  component.kind === 'job' || (component.kind === 'worker' && isOnlyFedByBrokers(component));

function isRepeatable({ properties, incoming }: Component): boolean {
  if (properties.idempotent) return properties.idempotent.value;
  const taken = incoming.filter(isBuilt);
  const repeats =
    taken.length > 0 && taken.every(({ properties: link }) => link.idempotent?.value ?? link['idempotency-key']);
  return repeats || properties.snapshot !== undefined;
}

function isUrgent(model: Model, estimates: Estimates, component: Component, limit: number): boolean {
  const window = component.properties.window?.value;
  const takes = estimates.value(component, 'job.duration');
  if (window !== undefined && (takes === undefined || takes > window / 2)) return true;
  return component.incoming.some((link) => {
    const ofFlows = (link.flows ?? journeysOf(model).flowsOn(link)).map((flow) =>
      flowProperty(link, flow, 'max-delay'),
    );
    return [link.properties['max-delay'], ...ofFlows].some((delay) => delay !== undefined && delay.value < limit);
  });
}
