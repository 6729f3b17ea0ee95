import { design, figures, finding } from './fixtures.js';

/** The URL shortener with figures set by hand, to look at. */
export const shortener = design({
  title: 'URL shortener',
  groups: { 'us-east': { kind: 'region' } },
  flows: {
    shorten: { title: 'Create a short link' },
    redirect: { title: 'Follow a short link', slo: { 'latency.p99': 0.1 } },
  },
  components: {
    browser: { kind: 'client', title: 'Web browser' },
    edge: { kind: 'cdn' },
    front: { kind: 'lb', replicas: 2, zones: ['a', 'b'] },
    api: { kind: 'service', title: 'Link API', replicas: 18, zones: ['a', 'b', 'c'], in: 'us-east' },
    'hot-links': { kind: 'cache', engine: 'redis', replicas: 6, in: 'us-east' },
    links: { kind: 'database', engine: 'cassandra', replicas: 60, in: 'us-east' },
    clicks: { kind: 'topic', engine: 'kafka' },
    counter: { kind: 'worker', replicas: 12 },
    'clicks-dead': { kind: 'queue', engine: 'sqs' },
  },
  links: [
    'browser -> edge',
    'edge -> front',
    'front -> api',
    'api -> hot-links : redirect',
    'hot-links -> links',
    'api -> links : shorten',
    'api ~> clicks : redirect',
    'clicks ~> counter',
    'counter ~> clicks-dead',
  ],
});

export const shortenerFigures = figures({
  'edge.rate.peak': 38194,
  'front.rate.peak': 38194,
  'api.rate.peak': 38194,
  'api.utilisation': 0.53,
  'front.utilisation': 0.31,
  'hot-links.rate.peak': 34722,
  'hot-links.utilisation': 0.058,
  'links.rate.peak': 6944,
  'links.utilisation': 0.746,
  'clicks.rate.peak': 34722,
  'counter.rate.peak': 34722,
  'counter.utilisation': 1.157,
  'browser->edge.rate.peak': 38194,
  'edge->front.rate.peak': 38194,
  'front->api.rate.peak': 38194,
  'api->hot-links.rate.peak': 34722,
  'hot-links->links.rate.peak': 3472,
  'api->links.rate.peak': 3472,
  'api~>clicks.rate.peak': 34722,
  'clicks~>counter.rate.peak': 34722,
  'counter~>clicks-dead.rate.peak': 0.002,
  'shorten.rate.peak': 3472,
  'shorten.latency.p99': 0.131,
  'redirect.rate.peak': 34722,
  'redirect.latency.p99': 0.086,
});

export const shortenerFindings = [
  finding('error', 'At peak counter gets 34.7k/s and can take 30k/s: it is at 116%.', 'counter'),
  finding('warning', 'The call has no timeout.', 'hot-links->links'),
  finding('warning', 'The database keeps 274TB on 12TB of disk.', 'links'),
  finding('info', 'No engine is named.', 'links'),
];
