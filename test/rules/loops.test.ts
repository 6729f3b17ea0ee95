import { expect, it } from 'vitest';
import { linted } from './linting.js';

/** Each trip is stored, heard of, and stored again; nothing ever ends. */
const design = (matcher: string): string => `
client app { users: 1M, peak: 3x }
flow ride { from: app, rate: 5/user/day, op: write, request: 1KB, max-delay: 1min, slo { latency.p99: 300ms } }
service api { replicas: 3, capacity: 900/s, latency: 5ms, latency.p99: 30ms, bandwidth: 10Gbps }
database rides { engine: postgres, replicas: 3, storage: 1TB, capacity: 5k/s
  table trips { row: 1KB, retention: 1d }
}
topic events { engine: kafka, replicas: 3, partitions: 12, storage: 10TB, message-size: 1KB }
queue dead { engine: sqs }
worker matcher { replicas: 3, capacity: 500/s, latency: 10ms, idempotent: yes }

app -> api { timeout: 3s }
api -> rides { timeout: 1s, pool: 10 }
rides ~> events { capture: cdc }
events ~> matcher { dead-letter: dead, max-receive: 5 }
matcher -> rides { ${matcher}timeout: 1s, pool: 10 }
`;

it('says of a loop without end that it is one, and nothing of what has no bound because of it', () => {
  const { findings } = linted(design(''));
  expect(findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)).toEqual(['amplifying-loop']);
  const words = findings.flatMap(({ message, fixes }) => [message, ...fixes.map(({ title }) => title)]);
  expect(words.filter((text) => /unbounded|Infinity|saturated/.test(text))).toEqual([]);
});

it('goes on with the numbers where the loop ends', () => {
  const { findings, of } = linted(design('share: 90%, '));
  expect(findings.map(({ rule }) => rule)).not.toContain('amplifying-loop');
  expect(of('consumer-lag')).not.toEqual([]);
});
