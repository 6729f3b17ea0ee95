import type { Estimates } from '../../estimate/estimates.js';
import type { Component, Kind, Link } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import { leavesProcess } from '../../model/processes.js';
import { insertProperty } from '../edits.js';
import { isBuiltOn } from '../engines.js';
import { isPooler, putPooler } from '../poolers.js';
import { defineRule } from '../rule.js';
import { rate } from '../words.js';

/** Nobody opens connections to these: they answer requests, hand out sessions of one channel, or run in their caller. */
const connectionless: ReadonlySet<string> = new Set(['bigquery', 'snowflake', 'spanner', 'sqlite']);
const callers: ReadonlySet<Kind> = new Set(['service', 'function', 'worker']);

/** Many requests a second to a relational store, and no pool keeps connections. */
export const missingConnectionPool = defineRule({
  name: 'missing-connection-pool',
  category: 'capacity',
  mode: 'absence',
  severity: 'info',
  tier: 2,
  summary: 'A busy caller of a relational database says nothing of a connection pool.',
  why: 'To open a connection to a relational database costs several round trips and, in some products, a process of its own. Done for every request it takes longer than most queries. Functions are worse off: each instance opens connections of its own, and a burst of instances uses up all there are. A pool in each replica, or a pooler in between, keeps a small number of connections open and hands them out.',
  silent: [
    'The link says how large its `pool` is, or a pooler (`role: pooler`) stands at either end.',
    'The database is not known to be relational, or is asked over HTTP instead of connections.',
    'The engine is asked over an API of its own, as BigQuery, Snowflake and Spanner are, or lives in its caller, as SQLite does.',
    'Fewer requests than the limit, or an unknown number of them: only functions are told then.',
    'The model is a sketch, caller or target is only drawn, or they are modules of one deployable.',
  ],
  references: [
    'PostgreSQL documentation, chapter "Architectural Fundamentals": one process for each connection',
    'Amazon Web Services, RDS documentation: "Using Amazon RDS Proxy"',
    'Brett Wooldridge, HikariCP wiki: "About Pool Sizing"',
  ],
  options: {
    rate: { default: 50, doc: 'Requests per second at peak from which on a pool is asked for.' },
    suggested: { default: 10, doc: 'Connections of one replica that the fix writes.' },
  },
  incorrect: [
    {
      title: 'a function opens connections of its own',
      code: 'function handler {}\ndatabase orders { engine: postgres }\n\nhandler -> orders { timeout: 500ms }\n',
    },
    {
      title: 'hundreds of requests a second',
      code: 'client web { users: 1M, peak: 3x }\nflow order { from: web, rate: 10/user/day, op: write }\nservice api {}\ndatabase orders { data-model: relational }\n\nweb -> api { timeout: 2s }\napi -> orders { timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'a pooler in between',
      code: 'function handler {}\nservice pooler { role: pooler }\ndatabase orders { engine: postgres }\n\nhandler -> pooler { timeout: 1s }\npooler -> orders { timeout: 500ms }\n',
    },
    {
      title: 'a pool in every replica',
      code: 'client web { users: 1M, peak: 3x }\nflow order { from: web, rate: 10/user/day, op: write }\nservice api { replicas: 3 }\ndatabase orders { data-model: relational }\n\nweb -> api { timeout: 2s }\napi -> orders { pool: 10, timeout: 500ms }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const target of model.components) {
      if (target.properties['data-model']?.value !== 'relational' || isBuiltOn(target, connectionless)) continue;
      for (const [caller, links] of byCaller(target)) {
        if (!callers.has(caller.kind) || isPooler(caller) || !links.every((link) => leavesProcess(model, link)))
          continue;
        if (links.some(({ properties }) => properties.pool || speaksHttp(properties))) continue;
        const requests = peakOf(estimates, links);
        const isBusy = requests >= options.rate;
        if (caller.kind !== 'function' && !isBusy) continue;
        const times = isBusy ? `, ${rate(requests)} at peak` : '';
        const [link] = links;
        report(
          link,
          caller.kind === 'function'
            ? `Each instance of the function \`${caller.id}\` opens connections of its own to \`${target.id}\`${times}: a burst uses up all there are.`
            : `\`${caller.id}\` calls \`${target.id}\`${times}, and nothing says that it keeps connections open.`,
          {
            fixes: [
              {
                title: `Add \`pool: ${options.suggested}\``,
                safe: false,
                edits: [insertProperty(model, link, 'pool', String(options.suggested))],
              },
              ...putPooler(model, target, links, options.suggested),
            ],
          },
        );
      }
    }
  },
});

function speaksHttp({ protocol }: Link['properties']): boolean {
  return protocol !== undefined && protocol.value !== 'sql' && protocol.value !== 'tcp';
}

function byCaller(target: Component): ReadonlyMap<Component, readonly [Link, ...Link[]]> {
  const groups = new Map<Component, [Link, ...Link[]]>();
  for (const link of target.incoming) {
    if (!link.synchronous || !isBuilt(link)) continue;
    const group = groups.get(link.source);
    if (group) group.push(link);
    else groups.set(link.source, [link]);
  }
  return groups;
}

/** Of all links together; what is known is at least so much. */
function peakOf(estimates: Estimates, links: readonly Link[]): number {
  return links.reduce((sum, link) => sum + (estimates.value(link, 'rate.peak') ?? 0), 0);
}
