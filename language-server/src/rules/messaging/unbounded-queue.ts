import { consumerGroups } from '../brokers.js';
import { loadOf } from '../consumer-load.js';
import { insertStatement } from '../edits.js';
import { defineRule } from '../rule.js';
import { listed, rate } from '../words.js';

/** Rates are sums: what differs by rounding alone is equal. */
const tolerance = 1e-9;

/** Without a limit, the disk or the memory is the limit. */
export const unboundedQueue = defineRule({
  name: 'unbounded-queue',
  category: 'messaging',
  mode: 'absence',
  severity: 'warning',
  tier: 2,
  summary: 'A queue whose consumers fall behind at peak has no limit.',
  why: 'Where more comes in than goes out, a queue grows. Without a limit it does so until memory or disk is full, and then the broker refuses everybody or dies, with all its other queues. Long before, its messages are so old that nobody waits for them any more. A limit turns that into a clear answer to those who publish: not now.',
  silent: [
    'It has a limit: `max-length`, a `retention` after which messages go, or `overflow`.',
    'Consumers keep up with the peak, or a rate, a capacity or the number of consumers is unknown.',
    'Consumers do not even keep up with the average: `consumer-lag` says so, and a limit would only be full all day.',
    'It is a topic: a log keeps what its retention says, read or not.',
    'The design is a sketch, or it or a consumer is only drawn (`future: yes`).',
  ],
  references: [
    'Amazon Builders\' Library, David Yanacek, "Avoiding insurmountable queue backlogs" (2019)',
    'RabbitMQ documentation: queue length limit',
    'Michael Nygard, Release It! (2nd edition, 2018), chapter 4: unbounded result sets and queues; chapter 5: create back pressure',
  ],
  options: {
    length: { default: '100k', doc: 'The `max-length` that the fix writes.' },
  },
  incorrect: [
    {
      title: 'at peak more comes than goes',
      code: 'client web { users: 8.64M, peak: 3x }\nflow order { from: web, rate: 1/user/day, op: write }\nservice api {}\nqueue mails {}\nworker mailer { replicas: 5, capacity: 50/s }\n\nweb -> api { timeout: 3s }\napi ~> mails ~> mailer\n',
    },
    {
      title: 'more at every peak',
      code: 'client web { users: 8.64M }\nflow order { from: web, rate: 1/user/day, op: write }\nservice api {}\nqueue mails { engine: rabbitmq }\nworker mailer { replicas: 2, capacity: 75/s }\n\nweb -> api { timeout: 3s }\napi ~> mails ~> mailer\n',
    },
  ],
  correct: [
    {
      title: 'full is full',
      code: 'client web { users: 8.64M, peak: 3x }\nflow order { from: web, rate: 1/user/day, op: write }\nservice api {}\nqueue mails { max-length: 100k, overflow: reject }\nworker mailer { replicas: 5, capacity: 50/s }\n\nweb -> api { timeout: 3s }\napi ~> mails ~> mailer\n',
    },
    {
      title: 'consumers keep up with the peak',
      code: 'client web { users: 8.64M, peak: 3x }\nflow order { from: web, rate: 1/user/day, op: write }\nservice api {}\nqueue mails {}\nworker mailer { replicas: 7, capacity: 50/s }\n\nweb -> api { timeout: 3s }\napi ~> mails ~> mailer\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const queue of model.components) {
      const { overflow, retention } = queue.properties;
      if (queue.kind !== 'queue') continue;
      if (queue.properties['max-length'] || overflow || (retention && retention.value !== 'forever')) continue;
      const [links] = consumerGroups(queue);
      const load = links && loadOf(estimates, links);
      if (!load || load.peak <= load.atPeak * (1 + tolerance) || load.average >= load.sustained) continue;
      const who = listed(load.consumers.map(({ id }) => id));
      report(
        queue,
        `At peak \`${queue.id}\` receives ${rate(load.peak)} and ${who} ${load.consumers.length > 1 ? 'work' : 'works'} off ${rate(load.atPeak)}: it grows, and nothing limits it.`,
        {
          subjects: load.consumers,
          fixes: [
            {
              title: `Refuse what comes above ${options.length} messages`,
              safe: false,
              edits: [insertStatement(model, queue, `max-length: ${options.length}, overflow: reject`)],
            },
          ],
        },
      );
    }
  },
});
