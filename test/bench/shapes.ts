/** Designs of n parts in the shapes in which something that looks at pairs or at all ways would take long. */
export const shapes: Readonly<Record<string, (n: number) => string>> = {
  'many stores behind one service': (n) =>
    around(
      'service api { replicas: 3 }\nweb -> api { timeout: 3s }\n',
      n,
      (i) => `database d${i} { table t${i} { rows: 1M, row: 1KB } }\napi -> d${i} { timeout: 1s, op: write }\n`,
    ),
  'many callers of one store': (n) =>
    around(
      'lb front {}\nweb -> front { timeout: 5s }\ndatabase db { replicas: 3, table t { rows: 1M, row: 1KB, key: id, fields { id: uuid } } }\n',
      n,
      (i) => `service s${i} { replicas: 2 }\nfront -> s${i} { timeout: 3s }\ns${i} -> db { timeout: 1s, pool: 5 }\n`,
    ),
  'a chain of calls': (n) =>
    around('service s0 {}\nweb -> s0\n', n, (i) =>
      i === 0 ? '' : `service s${i} { replicas: 2 }\ns${i - 1} -> s${i} { timeout: 1s, retries: 1 }\n`,
    ),
  'many flows along one way': (n) =>
    around(
      'service api { replicas: 3, capacity: 100k/s, latency: 5ms }\ndatabase db { replicas: 3 }\nweb -> api { timeout: 3s }\napi -> db { timeout: 1s }\n',
      n,
      (i) =>
        `flow f${i} { from: web, rate: 1/user/day, op: ${i % 2 === 0 ? 'read' : 'write'}, slo { latency.p99: 300ms } }\n`,
    ),
  'many tables of one store': (n) => {
    const tables = Array.from(
      { length: n },
      (_, i) =>
        `  table t${i} { rows: 1M, row: 1KB, key: id, fields { id: uuid, other: uuid, day: timestamp }, index on other }`,
    );
    return around(
      `service api { replicas: 3 }\nweb -> api { timeout: 3s }\ndatabase db { replicas: 3\n${tables.join('\n')}\n}\n`,
      n,
      (i) => (i % 10 === 0 ? `api -> db { timeout: 1s, stores: t${i} }\n` : ''),
    );
  },
  'many consumers of one topic': (n) =>
    around(
      'service api { replicas: 3 }\nweb -> api { timeout: 3s }\ntopic events { partitions: 12, delivery: at-least-once }\napi ~> events\n',
      n,
      (i) => `worker w${i} { replicas: 2, idempotent: yes }\nevents ~> w${i}\n`,
    ),
  'services that all call the next ones': (n) =>
    around('service s0 {}\nweb -> s0 { timeout: 9s }\n', n, (i) =>
      i === 0
        ? ''
        : `service s${i} { replicas: 2 }\n${[1, 2, 3]
            .filter((back) => back <= i)
            .map((back) => `s${i - back} -> s${i} { timeout: 1s }\n`)
            .join('')}`,
    ),
};

function around(middle: string, n: number, part: (i: number) => string): string {
  const parts = Array.from({ length: n }, (_, i) => part(i));
  return `client web { users: 1M }\nflow visit { from: web, rate: 1/user/day, op: write }\n${middle}${parts.join('')}`;
}
