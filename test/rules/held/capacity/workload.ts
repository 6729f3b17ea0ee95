import { change, drawn, muted, mutedBy, sketched, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [ocean, fiveCalls] = wrong('latency-budget-exceeded');
const fromService = change(
  fiveCalls,
  ['client web { users: 1M, peak: 3x }', 'service web { latency: 0ms }'],
  ['rate: 5/user/day', 'rate: 5/s'],
);
const [checked, twice] = wrong('security-overhead-budget');
const [matched, moves] = wrong('batching-on-latency-critical-path');
const awaited = change(moves, [' { role: game }', ' {}'], ['op: write', 'op: write, slo { latency.p99: 199ms }']);
const [billing, index] = wrong('batch-window-exceeded');
const [mailboxes, third] = wrong('polling-load');
/** 3,333 a second of 9,120. */
const served = change(
  third,
  ['rate: 50/user', 'rate: 500/user'],
  ['service api {}', 'service api { replicas: 1, capacity: 3333/s }'],
);

const [rows, stores] = wrong('declared-estimate-mismatch');
const [silent, unsized] = wrong('incomplete-workload');
const told = change(unsized, ['notes { retention: 1y }', 'notes { row: 1KB, retention: 1y }']);
const [average, flat] = wrong('missing-peak-factor');
const four = change(average, ['users: 1M', 'users: 1M, peak: 4x']);

/** What is said of the load, and how long it may take. */
export const workload: Readonly<Record<string, Held>> = {
  'latency-budget-exceeded': {
    silences: {
      'The service time, or its tail, of something on the way is not known: the figure names what is missing.': [
        muted(ocean, 'latency: 5ms, latency.p99: 30ms', ''),
        muted(ocean, ', latency.p99: 50ms', ''),
        muted(fiveCalls, 'latency: 30ms', ''),
        muted(fiveCalls, 'latency: 10ms', ''),
      ],
      'No latency was promised to the flow, the component or the system. Of flows that no client starts, only their own objective counts.':
        [
          muted(ocean, ', slo { latency.p99: 100ms }', ''),
          muted(fiveCalls, 'system { slo { latency.p50: 100ms } }', ''),
          muted(
            change(fiveCalls, ['p50: 100ms', 'p50: 1s'], ['latency: 30ms', 'latency: 30ms, slo { latency.p50: 10ms }']),
            ', slo { latency.p50: 10ms }',
            '',
          ),
          { fires: fiveCalls, silent: fromService },
          muted(
            change(fromService, ['op: read', 'op: read, slo { latency.p50: 100ms }']),
            ', slo { latency.p50: 100ms }',
            '',
          ),
          muted(change(ocean, ['p99: 100ms', 'p99: 212ms']), '212ms', '214ms'),
        ],
      'Something on the way cannot keep up, so that the wait for it has no end: `over-capacity` says so.': [
        // 173.6 a second.
        muted(change(ocean, ['latency: 20ms', 'replicas: 1, capacity: 200/s, latency: 20ms']), '200/s', '170/s'),
        muted(
          change(fiveCalls, ['latency: 10ms', 'replicas: 1, concurrency: 100, latency: 10ms']),
          'concurrency: 100',
          'concurrency: 1',
        ),
      ],
      'A batch that fills longer than the objective: `batching-on-latency-critical-path` says so.': muted(
        change(ocean, ['-> profiles { ', '-> profiles { batch: 10, linger: 99ms, ']),
        'linger: 99ms',
        'linger: 101ms',
      ),
      'The client is only drawn (`future: yes`), or the promise is kept without what is only drawn on the way.': [
        ...drawn(ocean, 'client web', 'service api', 'database profiles'),
        ...drawn(fiveCalls, 'client web', 'service prices'),
        muted(
          change(ocean, ['database profiles { ', 'database profiles { future: yes, '], ['p99: 50ms', 'p99: 150ms']),
          'p99: 150ms',
          'p99: 90ms',
        ),
      ],
    },
  },
  'security-overhead-budget': {
    silences: {
      'Nothing on the way to the first service has `stages` with their times.': [
        muted(checked, ', stages { tls: 5ms, auth: 40ms }', ''),
        muted(
          `${change(twice, [', stages { auth: 10ms }', ''])}service users { latency: 1ms }\napi -> users { timeout: 200ms }\n`,
          ', stages { authorization: 8ms, validation: 2ms }',
          '',
        ),
      ],
      'They take no larger part of the time of the request than the limit, or how long it takes is not known.': [
        // Of 21.5 ms without the checks.
        muted(change(checked, ['tls: 5ms, auth: 40ms', 'auth: 9.3ms']), '9.3ms', '9.1ms'),
        muted(checked, 'service api { latency: 10ms }', 'service api {}'),
      ],
      'The component is only drawn (`future: yes`).': [
        ...drawn(checked, 'gateway front'),
        ...drawn(twice, 'gateway front'),
      ],
    },
    options: {
      share: [
        { code: checked, fires: 0.676, silent: 0.678 },
        { code: twice, fires: 0.481, silent: 0.483 },
      ],
    },
  },
  'batching-on-latency-critical-path': {
    silences: {
      'No `linger`, or none that is longer than what the flows on the link were promised: a `max-delay` for a hand-over, a 99th percentile for a call.':
        [
          muted(matched, ', linger: 5s', ''),
          muted(change(matched, ['linger: 5s', 'linger: 1.01s']), '1.01s', '1s'),
          muted(awaited, '199ms', '200ms'),
          muted(change(matched, ['linger: 5s', 'linger: 5s, max-delay: 4.9s']), 'max-delay: 4.9s', 'max-delay: 5s'),
        ],
      'No latency was promised, and the target is no game, match or live picture.': [
        muted(matched, ', max-delay: 1s', ''),
        muted(moves, ' { role: game }', ' {}'),
        ...['game', 'matching', 'live'].map((role) =>
          muted(change(moves, ['game', role]), `role: ${role}`, 'role: analytics'),
        ),
      ],
      'Caller or target is only drawn (`future: yes`).': [
        ...drawn(matched, 'topic requests', 'worker engine'),
        ...drawn(moves, 'service front', 'service world'),
      ],
    },
    options: { roles: { code: moves, fires: ['game'], silent: ['matching', 'live'] } },
  },
  'batch-window-exceeded': {
    silences: {
      'The `volume`, the `throughput` or the replicas of the job are not known.': [
        muted(billing, 'volume: 20M, ', ''),
        muted(billing, ', throughput: 300/s', ''),
        muted(billing, 'replicas: 2, ', ''),
      ],
      'It has neither a `window` nor an `every`, or it ends in time.': [
        muted(billing, 'every: 1d, window: 4h, ', ''),
        muted(change(billing, ['4h', '33_333s']), '33_333s', '33_334s'),
        muted(change(index, ['every: 1h', 'every: 4999s']), '4999s', '5000s'),
      ],
      'The job is only drawn (`future: yes`).': [...drawn(billing, 'job billing'), ...drawn(index, 'job index')],
    },
  },
  'polling-load': {
    silences: {
      'The interval or the number of connected devices is not known.': [
        muted(mailboxes, 'every: 1s', 'rate: 1M/s'),
        muted(mailboxes, 'concurrent: 1M, ', ''),
      ],
      'The devices report instead of asking: writes are not polls.': [
        muted(mailboxes, 'every: 1s, op: read', 'every: 1s, op: write'),
        muted(third, 'every: 60s, op: list', 'every: 60s, op: write'),
      ],
      'The requests are conditional (`conditional: yes`), or fetch a part of something (`content: video`, `image`, `file`, `static`).':
        [
          muted(mailboxes, 'every: 1s', 'every: 1s, conditional: yes'),
          ...['video', 'image', 'file', 'static'].map((content) =>
            muted(change(mailboxes, ['every: 1s', 'every: 1s, content: json']), 'content: json', `content: ${content}`),
          ),
        ],
      'They are a small part of the load, and what they reach can serve them.': [
        muted(change(third, ['rate: 50/user', 'rate: 115/user']), 'rate: 115/user', 'rate: 116/user'),
        muted(served, '3333/s', '3334/s'),
        muted(served, 'replicas: 1, ', ''),
      ],
      'The rate of another flow of a client is not known: the whole load is not known then.': [
        muted(third, 'rate: 50/user/day, ', ''),
        mutedBy(`client web {}\n${third}`, 'flow browse { from: web, op: read }'),
      ],
      'The client is only drawn (`future: yes`).': drawn(mailboxes, 'client mail-app'),
    },
    options: {
      share: { code: third, fires: 0.365, silent: 0.366 },
      least: { code: third, fires: 3333, silent: 3334 },
    },
  },
  'declared-estimate-mismatch': {
    silences: {
      'There is no `expect` with `=` and `within`; a limit that is broken (`<`, `>`), or an equality without a tolerance, is an `expectation`.':
        [
          muted(rows, 'expect urls.storage = 182TB within 10%', ''),
          muted(rows, '= 182TB within 10%', '> 182TB'),
          muted(rows, '= 182TB within 10%', '< 1TB'),
          muted(rows, ' within 10%', ''),
        ],
      'The two agree within the tolerance that is written.': [
        muted(change(rows, ['182TB', '20.28TB']), '20.28TB', '20.27TB'),
        muted(change(rows, ['182TB', '16.59TB']), '16.59TB', '16.6TB'),
        muted(change(stores, ['10%', '199%']), '199%', '200%'),
      ],
      'It is a figure of what is only drawn (`future: yes`).': [
        ...drawn(rows, 'database links'),
        ...drawn(
          `expect web->api.rate.average = 5/s within 10%\n${rows}`.replace(/expect urls.*\n/, ''),
          'service api',
        ),
      ],
      'The figure is not known: the check `expectation` says what it lacks.': [
        muted(rows, 'row: 500B, ', ''),
        muted(rows, 'rate: 1/user/day, ', ''),
      ],
    },
  },
  'incomplete-workload': {
    silences: {
      'Users and rates, operations, payloads, sizes of rows and retentions are all there.': [
        mutedBy(silent, 'flow save { from: web, rate: 1/user/day, op: write, request: 1KB }'),
        muted(unsized, 'retention: 1y', 'row: 1KB, retention: 1y'),
        ...[' users: 10M,', ' rate: 1/user/day,', ' op: write,', ', request: 1KB', ', retention: 1y'].map(
          (property) => ({
            fires: change(told, [property, '']),
            silent: told,
          }),
        ),
      ],
      'The model is a sketch, has no `system`, or has no clients: it is a part of another.': [
        muted(silent, '{}', '{ maturity: sketch }'),
        muted(unsized, '"Notes" {}', '"Notes" { maturity: sketch }'),
        muted(silent, 'system "Notes" {}', ''),
        muted(silent, 'client web { users: 10M, peak: 3x }', 'service web {}'),
      ],
      'A peak that is missing: `missing-peak-factor` says so.': muted(
        change(unsized, [', peak: 3x', '']),
        'retention: 1y',
        'row: 1KB, retention: 1y',
      ),
      'What is only drawn (`future: yes`).': [
        ...drawn(silent, 'client web'),
        ...drawn(unsized, 'database store', 'client web'),
      ],
    },
  },
  'missing-peak-factor': {
    silences: {
      'No client has a flow with a rate: there is no load, or it comes from jobs alone.': [
        muted(average, 'flow visit { from: web, rate: 100/user/day, op: read }', ''),
        muted(average, 'rate: 100/user/day, ', ''),
        muted(
          average,
          'client web { users: 1M }\nflow visit { from: web, rate: 100/user/day',
          'job web { every: 1d }\nflow visit { from: web, rate: 100/s',
        ),
        ...drawn(average, 'client web'),
      ],
      'Devices that report or ask at fixed intervals (`every`) have no busy hour.': muted(
        change(average, ['users: 1M', 'users: 1M, concurrent: 1M']),
        'rate: 100/user/day',
        'every: 60s',
      ),
      'The flow, its client or the system says a `peak` that is within the usual range.': [
        muted(average, 'op: read', 'op: read, peak: 3x'),
        muted(average, 'users: 1M', 'users: 1M, peak: 3x'),
        mutedBy(average, 'system { peak: 3x }'),
        muted(change(flat, ['1.2x', '1.99x']), '1.99x', '2x'),
        muted(change(flat, ['1.2x', '10.1x']), '10.1x', '10x'),
      ],
      'The model is a sketch (`maturity: sketch`).': [sketched(average), sketched(flat)],
      'The client is only drawn (`future: yes`).': [...drawn(average, 'client web'), ...drawn(flat, 'client web')],
    },
    options: {
      suggested: { code: average, value: 5, writes: 'peak: 5x' },
      least: { code: four, fires: 4.01, silent: 4 },
      most: { code: four, fires: 3.99, silent: 4 },
    },
  },
};
