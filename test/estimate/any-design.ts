import fc from 'fast-check';

const kinds = [
  'service',
  'lb',
  'queue',
  'topic',
  'cache',
  'cdn',
  'database',
  'gateway',
  'worker',
  'client',
  'dns',
  'external',
  'storage',
  'function',
  'job',
];
const properties: Readonly<Record<string, readonly string[]>> = {
  service: [
    '',
    'replicas: 3, capacity: 100/s',
    'concurrency: 9, latency: 3ms, latency.p99: 20ms',
    'managed: yes, capacity: 5/s',
    'autoscale { min: 2, max: 9 }, capacity: 3/s, availability: 99%',
  ],
  lb: ['', 'managed: yes, latency: 1ms, availability: 99.9%'],
  queue: ['', 'engine: sqs, outage: 1h', 'capacity: 3/s'],
  topic: ['', 'engine: kafka, partitions: 6, message-size: 1KB'],
  cache: [
    '',
    'hit-ratio: 90%',
    'memory: 1GB, engine: redis',
    'pattern: write-behind, hit-ratio: 0%',
    'pattern: cache-aside',
    'pattern: write-through, memory: 5MB, object-size: 1KB',
  ],
  cdn: ['', 'hit-ratio: 100%'],
  database: [
    '',
    'engine: postgres, replicas: 2',
    'engine: cassandra, replicas: 6, storage: 1TB',
    'replicas: 4, shards: 2, capacity: 5/s, skew: 10%',
  ],
  client: ['', 'users: 100', 'concurrent: 10', 'users: 10, concurrent: 50%'],
};
const linkProperties = [
  '',
  'for: f',
  'share: 20%',
  'calls: 3',
  'share: 0%',
  'batch: 10',
  'fan-out { average: 7 }',
  'weight: 2',
  'weight: 0',
  'op: write',
  'op: invalidate',
  'timeout: 1s, retries: 3, backoff: exponential(1s, 9s)',
  'parallel: p',
  'hedge: 5ms',
  'capture: cdc',
  'group: g',
  'on-miss: c0',
  'fallback: ignore',
  'fallback: c1',
  'pool: 4',
  'read-from: followers',
  'protocol: websocket',
  'linger: 5ms',
  'callback: yes',
];
const flowProperties = [
  'rate: 10/s, op: read',
  'rate: 1/user/day, op: write, request: 1KB',
  'every: 10s, op: list, response: 2KB',
  'rate: 5/s',
  'rate: 0/s, op: upsert',
  'rate: 3/s, op: read, slo { availability: 99.9% }',
  'rate: 9/s, op: write, spike { to: 90/s, lasting: 1min }',
];

/** A design of any shape: loops, dead ends, clients that are called, caches in circles. */
export const anyDesign = fc
  .record({
    components: fc.array(fc.tuple(fc.constantFrom(...kinds), fc.nat(9)), { minLength: 1, maxLength: 9 }),
    flows: fc.array(fc.tuple(fc.nat(20), fc.constantFrom(...flowProperties)), { minLength: 1, maxLength: 3 }),
    links: fc.array(fc.tuple(fc.nat(20), fc.nat(20), fc.boolean(), fc.constantFrom(...linkProperties)), {
      maxLength: 20,
    }),
  })
  .map(({ components, flows, links }) => {
    const n = components.length;
    return [
      ...components.map(([kind, choice], i) => {
        const choices = properties[kind] ?? [''];
        const table =
          kind === 'database' && choice % 2 === 0 ? ` table t${i} { row: 1KB, retention: 1y, fields { a: id } }` : '';
        return `${kind} c${i} { ${choices[choice % choices.length]}${table} }`;
      }),
      ...flows.map(([from, more], i) => `flow ${'fgh'[i]} { from: c${from % n}, ${more} }`),
      ...links.map(
        ([from, to, synchronous, more]) => `c${from % n} ${synchronous ? '->' : '~>'} c${to % n} { ${more} }`,
      ),
    ].join('\n');
  });
