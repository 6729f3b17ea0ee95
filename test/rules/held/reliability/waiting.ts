import { change, drawn, muted, sketched, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [mailed] = wrong('deferrable-work-on-sync-path');
const buying = change(mailed, [
  'client web {}',
  'client web {}\nflow buy { from: web, rate: 1/s, op: write, purpose: payment }',
]);

const [charged, quoted] = wrong('immediate-result-required-async');
const paying =
  'client web {}\nflow buy { from: web, rate: 1/s, op: write, purpose: payment }\nservice checkout {}\nqueue charges {}\nservice bank {}\nweb -> checkout { timeout: 3s }\ncheckout ~> charges\n';
const atNight =
  'client web {}\njob nightly { every: 1d }\nflow view { from: web, rate: 1/s, op: read }\nflow buy { from: web, rate: 1/s, op: write, purpose: payment }\nservice checkout {}\nqueue charges {}\nweb -> checkout { timeout: 3s }\nnightly -> checkout { timeout: 3s }\ncheckout ~> charges { for: buy }\n';
const stored =
  'client web {}\nservice checkout {}\nservice orders {}\nqueue charges {}\nweb -> checkout { timeout: 3s }\ncheckout -> orders { timeout: 1s }\norders ~> charges { purpose: payment }\n';

const [exporting, handedOver] = wrong('async-without-completion-signal');
const [transcoding, reporting] = wrong('long-running-sync-operation');

/** What users wait for, and what not. */
export const waiting: Readonly<Record<string, Held>> = {
  'deferrable-work-on-sync-path': {
    silences: {
      'The link says `result: immediate`, or its flow is a login or a confirmation: a code by SMS is what the user waits for.':
        [
          muted(mailed, 'timeout: 3s', 'timeout: 3s, result: immediate'),
          muted(buying, 'purpose: payment', 'purpose: login'),
          muted(buying, 'purpose: payment', 'purpose: confirmation'),
        ],
      'The call only reads, or it has a `fallback` and so cannot fail the request.': [
        muted(mailed, 'timeout: 3s', 'timeout: 3s, op: read'),
        muted(change(mailed, ['timeout: 3s', 'timeout: 3s, fallback: reject']), 'fallback: reject', 'fallback: ignore'),
      ],
      'The call is not on the way of a request of a client, or its caller is the client or an edge component: then it is the request itself.':
        [
          muted(mailed, 'client web', 'job web'),
          muted(mailed, 'web -> checkout', 'web ~> checkout'),
          muted(mailed, 'checkout -> mailer', 'web -> mailer'),
          ...['gateway', 'lb', 'waf', 'cdn'].map((kind) => muted(mailed, 'service checkout', `${kind} checkout`)),
        ],
      'Only a hint where nothing but the name tells what the target does.': muted(mailed, '{ role: email }', '{}', [
        'hint',
      ]),
      'Both are modules of one deployable, or one of the two is only drawn (`future: yes`).': [
        muted(mailed, 'role: email', 'role: email, part-of: checkout'),
        ...drawn(mailed, 'service checkout', 'service mailer'),
      ],
    },
  },
  'immediate-result-required-async': {
    silences: {
      'Neither `result: immediate` nor a `purpose` such as payment, debit, reserve, login or confirmation is said of the hand-over, or of a flow for which nothing else is done.':
        [
          muted(charged, ' { purpose: payment }', ''),
          muted(quoted, ' { result: immediate }', ''),
          ...['debit', 'reserve', 'login', 'confirmation'].map((purpose) =>
            muted(
              change(charged, ['purpose: payment', `purpose: ${purpose}`]),
              `purpose: ${purpose}`,
              'purpose: status',
            ),
          ),
          muted(paying, ', purpose: payment', ''),
          muted(change(paying, ['purpose: payment', 'result: immediate']), ', result: immediate', ''),
          { fires: paying, silent: `${paying}checkout -> bank { timeout: 1s }\n` },
        ],
      '`result: eventual` or `result: none` documents that the outcome comes later or is not needed.': [
        ...['eventual', 'none'].flatMap((result) => [
          muted(charged, 'purpose: payment', `purpose: payment, result: ${result}`),
          muted(paying, 'purpose: payment', `purpose: payment, result: ${result}`),
          muted(quoted, 'immediate', result),
        ]),
        {
          fires: change(charged, ['', 'flow buy { from: web, rate: 1/s, op: write }\n']),
          silent: change(charged, ['', 'flow buy { from: web, rate: 1/s, op: write, result: eventual }\n']),
        },
      ],
      'No client waits for the caller: it works off a queue itself, or is a store that passes on its changes.': [
        muted(charged, 'client web', 'job web'),
        muted(
          change(charged, ['', 'queue orders {}\n']),
          'web -> checkout { timeout: 3s }',
          'web ~> orders ~> checkout',
        ),
        muted(stored, 'service orders', 'database orders'),
        muted(atNight, 'buy { from: web', 'buy { from: nightly'),
      ],
      'One of the two is only drawn (`future: yes`).': drawn(charged, 'service checkout', 'queue charges'),
    },
  },
  'async-without-completion-signal': {
    silences: {
      'Neither the flow nor a hand-over on its way says `result: eventual`: work that nobody asks about needs no signal.':
        [
          muted(exporting, ', result: eventual', ''),
          muted(exporting, 'result: eventual', 'result: none'),
          muted(handedOver, ' { result: eventual }', ''),
        ],
      'Something is sent to the client, or its connection stays open (`websocket`, `sse`, `mqtt`).': [
        { fires: exporting, silent: `${exporting}exporter ~> web { protocol: push }\n` },
        { fires: exporting, silent: `${exporting}exporter -> web { timeout: 1s }\n` },
        ...['websocket', 'sse', 'mqtt'].map((protocol) =>
          muted(
            change(exporting, ['timeout: 2s', 'timeout: 2s, protocol: http']),
            'protocol: http',
            `protocol: ${protocol}`,
          ),
        ),
      ],
      'The client has a flow that asks: `purpose: status`, one that comes `every` so often, or one that comes `after` this one.':
        [
          {
            fires: change(exporting, ['', 'flow ask { from: web, rate: 1/s, op: read }\n']),
            silent: change(exporting, ['', 'flow ask { from: web, rate: 1/s, op: read, purpose: status }\n']),
          },
          {
            fires: change(
              exporting,
              ['web {}', 'web { concurrent: 100 }'],
              ['', 'flow ask { from: web, rate: 1/s, op: read }\n'],
            ),
            silent: change(
              exporting,
              ['web {}', 'web { concurrent: 100 }'],
              ['', 'flow ask { from: web, every: 30s, op: read }\n'],
            ),
          },
          {
            fires: change(exporting, ['', 'flow see { from: web, rate: 1/s, op: read }\n']),
            silent: change(exporting, ['', 'flow see { from: web, rate: 1/s, op: read, after: export }\n']),
          },
        ],
      'An e-mail, a text message or another notification is sent on the way.': [
        'email',
        'sms',
        'notification',
        'webhook',
      ].map((role) => ({
        fires: `service teller { role: audit }\n${exporting}exporter -> teller { timeout: 1s }\n`,
        silent: `service teller { role: ${role} }\n${exporting}exporter -> teller { timeout: 1s }\n`,
      })),
      'The flow is not one of a client, or is not handed over at all. The client, or an end of the hand-over, is only drawn (`future: yes`); or the design is a sketch.':
        [
          muted(exporting, 'client web', 'job web'),
          muted(exporting, 'api ~> jobs\njobs ~> exporter', 'api -> jobs -> exporter'),
          ...drawn(exporting, 'client web', 'queue jobs'),
          ...drawn(handedOver, 'service api'),
          sketched(exporting),
        ],
    },
  },
  'long-running-sync-operation': {
    silences: {
      'No latency of the target is known, or it is ten seconds at most.': [
        muted(reporting, '{ latency: 45s }', '{}'),
        muted(change(reporting, ['latency: 45s', 'latency: 10.001s']), '10.001s', '10s'),
      ],
      'No client waits for the call.': [
        muted(transcoding, 'api -> transcoder { timeout: 20min }', 'api ~> transcoder'),
        muted(reporting, 'client web { trusted: yes }', 'job web { every: 1d }'),
      ],
      'An image, a video or a file is transferred (`content`), which shows its progress; or the connection stays open anyway (`websocket`, `sse`, `mqtt`).':
        [
          ...['image', 'video', 'file'].map((content) =>
            muted(change(reporting, ['op: read', 'op: read, content: json']), 'content: json', `content: ${content}`),
          ),
          muted(reporting, 'timeout: 2min', 'timeout: 2min, content: video'),
          ...['websocket', 'sse', 'mqtt'].map((protocol) =>
            muted(
              change(reporting, ['timeout: 2min', 'timeout: 2min, protocol: http']),
              'protocol: http',
              `protocol: ${protocol}`,
            ),
          ),
        ],
      'One of the two is only drawn (`future: yes`).': drawn(transcoding, 'service api', 'service transcoder'),
    },
    options: { longest: { code: reporting, fires: 44.999, silent: 45 } },
  },
};
