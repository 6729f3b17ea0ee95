import { change, drawn, muted, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [videos, nightly] = wrong('batch-on-demand-pricing');
const ofFlow = change(videos, [
  'queue pieces',
  'client web {}\nflow upload-video { from: web, op: write, max-delay: 2h }\nweb -> upload { timeout: 5s }\nqueue pieces',
]);
/** It takes 10,000 seconds. */
const inWindow = change(nightly, ['every: 1d,', 'every: 1d, volume: 1M, throughput: 100/s, replicas: 1,']);

const [large, optional] = wrong('budget-exceeded');

const [logs] = wrong('cold-data-on-hot-storage');
const [mails, logins] = wrong('commodity-built-in-house');

/** What is paid for. */
export const prices: Readonly<Record<string, Held>> = {
  'batch-on-demand-pricing': {
    silences: {
      'The `purchase` is not written, or is not `on-demand`.': [
        muted(videos, ', purchase: on-demand', ''),
        muted(videos, 'on-demand', 'reserved'),
        muted(videos, 'on-demand', 'spot'),
      ],
      'It is a service, or a worker that is called by somebody who waits.': [
        muted(videos, 'worker', 'service'),
        muted(videos, 'pieces ~> transcoder', 'pieces ~> transcoder\nupload -> transcoder { timeout: 5s }'),
      ],
      'Nobody knows that it may be interrupted: it is not `idempotent`, its deliveries neither, and it keeps no `snapshot`.':
        [
          muted(videos, 'idempotent: yes, ', ''),
          muted(videos, 'idempotent: yes', 'idempotent: no'),
          muted(
            change(videos, ['idempotent: yes, ', ''], ['~> transcoder', '~> transcoder { idempotent: yes }']),
            'idempotent: yes',
            'idempotent: no',
          ),
          muted(
            change(videos, ['idempotent: yes, ', ''], ['~> transcoder', '~> transcoder { idempotency-key: piece }']),
            ' { idempotency-key: piece }',
            '',
          ),
          muted(nightly, 'snapshot { every: 10_000 }, ', ''),
        ],
      'The work is needed soon: a `max-delay` of less than the limit, or a job that fills more than half of its `window`.':
        [
          muted(change(ofFlow, ['2h', '1h']), '1h', '3599s'),
          muted(
            change(videos, ['~> transcoder', '~> transcoder { max-delay: 60min }']),
            'max-delay: 60min',
            'max-delay: 59min',
          ),
          muted(change(inWindow, ['every: 1d', 'every: 1d, window: 20_000s']), '20_000s', '19_999s'),
          muted(nightly, 'every: 1d', 'every: 1d, window: 6h'),
        ],
      'It is only drawn (`future: yes`).': [...drawn(videos, 'worker transcoder'), ...drawn(nightly, 'job report')],
    },
    options: { delay: { code: ofFlow, fires: 7200, silent: 7201 } },
  },
  'budget-exceeded': {
    silences: {
      'There is no `budget` on the system.': muted(large, ' { budget: $5k/month }', ' {}'),
      'No component has a price, or none whose amount is known; what is not known is left out, so that the sum is the least it can be.':
        [
          muted(
            'system shop { budget: $1/month }\nservice api { replicas: 20, price { replica: $250/month } }\n',
            ', price { replica: $250/month }',
            '',
          ),
          muted(large, '{ replica: $1k/month }', '{ storage: $1k/GB/month }'),
          muted(large, ', price { replica: $1k/month }', ''),
        ],
      'The sum is within the budget.': [
        muted(large, '$1k/month', '$0/month'),
        muted(large, 'replicas: 20', 'replicas: 16'),
        muted(change(large, ['$5k', '$5.99k']), '$5.99k', '$6k'),
      ],
      'What is only drawn (`future: yes`) costs nothing yet.': [
        ...drawn(large, 'service api', 'database db'),
        ...drawn(optional, 'cache hot'),
      ],
    },
  },
  'cold-data-on-hot-storage': {
    silences: {
      'How far back reads go is not written (`read-window`), or how long rows are kept (`retention`).': [
        muted(logs, ', read-window: 7d', ''),
        muted(logs, 'retention: 1y, ', ''),
      ],
      'Rows are kept for less than 90 days, or for no longer than they are read.': [
        muted(change(logs, ['1y', '90d']), '90d', '89d'),
        muted(change(logs, ['read-window: 7d', 'read-window: 364d']), '364d', '365d'),
      ],
      'Old rows move away (`tiering`), or are kept more coarsely (`downsampling`).': [
        muted(`storage archive {}\n${logs}`, 'read-window: 7d', 'read-window: 7d, tiering { after: 7d, to: archive }'),
        muted(logs, 'read-window: 7d', 'read-window: 7d, downsampling: keep(1min, 1y)'),
      ],
      'The store is no database: objects are on cheap storage already, and a cache forgets by itself.': [
        muted(change(logs, [' engine: elasticsearch', '']), 'database', 'storage'),
        muted(change(logs, [' engine: elasticsearch', '']), 'database', 'cache'),
      ],
      'The store is only drawn (`future: yes`).': muted(
        logs,
        'engine: elasticsearch',
        'engine: elasticsearch, future: yes',
      ),
    },
    options: { days: { code: logs, fires: 365, silent: 366 } },
  },
  'commodity-built-in-house': {
    silences: {
      'The `team` is not known, or is as large as the limit.': [
        muted(mails, ' { team: 5 }', ' {}'),
        muted(change(mails, ['team: 5', 'team: 19']), '19', '20'),
      ],
      'It is that business: the name or title of the system says so, or `because` gives a reason.': [
        muted(mails, 'system shop', 'system mailing'),
        muted(mails, 'system shop', 'system shop "E-mail for all"'),
        muted(logins, 'system shop', 'system auth-platform'),
        muted(change(mails, ['role: email', 'role: sms']), 'system shop', 'system "SMS gateway"'),
        muted(change(mails, ['role: email', 'role: payment']), 'system shop', 'system "Payment service"'),
        muted(mails, 'role: email', 'role: email, because: "Templates in forty languages"'),
      ],
      'It only stands in front of what others run: it calls an `external`.': muted(
        `external ses {}\n${mails}`,
        'shop-api -> mails { timeout: 2s }',
        'shop-api -> mails -> ses { timeout: 2s }',
      ),
      'A provider runs it (`managed`), or it is only drawn (`future: yes`).': [
        muted(mails, 'role: email', 'role: email, managed: yes'),
        ...drawn(mails, 'service mails'),
        ...drawn(logins, 'service logins'),
      ],
    },
    options: { team: { code: mails, fires: 6, silent: 5 } },
  },
};
