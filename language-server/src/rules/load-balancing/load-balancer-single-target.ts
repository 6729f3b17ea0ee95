import { isBuilt } from '../../model/planned.js';
import { setProperty } from '../edits.js';
import { defineRule } from '../rule.js';

/** A choice among one. */
export const loadBalancerSingleTarget = defineRule({
  name: 'load-balancer-single-target',
  category: 'load-balancing',
  mode: 'presence',
  severity: 'info',
  tier: 3,
  summary: 'A balancer has only one replica to choose from.',
  why: 'A balancer pays when it can send a request elsewhere: to a replica that is idle, or to one that is alive. In front of a single replica it adds a hop and a thing to run, and the service is as available and as fast as before. Mostly the second replica was meant and forgotten.',
  silent: [
    'The target has several replicas or scales by itself, or how many there are is not written.',
    'The balancer has several targets.',
    'It does other work as well: it ends TLS (`tls` on the link to it), routes by content or limits rates; or a `waf` calls it.',
    'The target is `managed`, or one of them is only drawn (`future: yes`).',
  ],
  references: [
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 19: load balancing at the frontend',
    'AWS Well-Architected Framework, Reliability Pillar: fail over to healthy resources',
  ],
  incorrect: [
    {
      title: 'one replica behind it',
      code: 'client web {}\nlb front { managed: yes }\nservice api { replicas: 1 }\n\nweb -> front -> api { timeout: 3s }\n',
    },
    {
      title: 'between services',
      code: 'service shop {}\nlb inner { replicas: 2 }\nservice stock { replicas: 1 }\n\nshop -> inner -> stock { timeout: 1s }\n',
    },
  ],
  correct: [
    {
      title: 'two replicas',
      code: 'client web {}\nlb front { managed: yes }\nservice api { replicas: 2 }\n\nweb -> front -> api { timeout: 3s }\n',
    },
    {
      title: 'two services',
      code: 'client web {}\nlb front { managed: yes }\nservice api { replicas: 1 }\nservice site { replicas: 1 }\n\nweb -> front { timeout: 3s }\nfront -> api { timeout: 2s }\nfront -> site { timeout: 2s }\n',
    },
  ],
  check({ model, report }) {
    for (const lb of model.components) {
      const { 'routes-by': routes, 'rate-limit': limit } = lb.properties;
      if (lb.kind !== 'lb' || routes || limit) continue;
      if (lb.incoming.some(({ source, properties }) => properties.tls?.value || source.kind === 'waf')) continue;
      const targets = new Set(lb.outgoing.map(({ target }) => target));
      const [target] = targets;
      if (targets.size !== 1 || !lb.outgoing.every(isBuilt)) continue;
      const { replicas, autoscale, managed } = target.properties;
      if (replicas?.value !== 1 || autoscale || managed?.value === true || target.kind === 'lb') continue;
      report(
        lb,
        `\`${lb.id}\` has nothing to choose from: \`${target.id}\` is a single replica, and gone with it is everything behind the balancer.`,
        {
          subjects: [target],
          related: [{ at: replicas.property, message: 'There is only one.' }],
          fixes: [
            {
              title: `Give \`${target.id}\` \`replicas: 2\``,
              safe: false,
              edits: [setProperty(model, target, 'replicas', replicas, '2')],
            },
          ],
        },
      );
    }
  },
});
