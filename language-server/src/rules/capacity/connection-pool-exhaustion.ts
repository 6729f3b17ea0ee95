import type { Component, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { replaceValue } from '../edits.js';
import { putPooler } from '../poolers.js';
import { defineRule } from '../rule.js';
import { listed, number, percent } from '../words.js';

/** The pools of all callers together are larger than what the store lets in. */
export const connectionPoolExhaustion = defineRule({
  name: 'connection-pool-exhaustion',
  category: 'capacity',
  mode: 'derived',
  severity: 'error',
  tier: 1,
  summary: 'The connection pools of all callers together are larger than what the target allows.',
  why: 'A pool is kept by every replica of a caller, so that scaling out the callers multiplies the connections to a store that has not grown. Where the limit is reached, new replicas cannot connect at all, which happens at the worst moment: when they were started because of the load. Each connection also costs the store memory, or even a process. A pooler in between, or smaller pools, keep the sum below the limit.',
  silent: [
    'The pool, the replicas of the callers or `max-connections` is not known.',
    'The limit is only an engine’s default, unless `engineLimits` is set: most installations raise it.',
    'Devices that stay connected are counted by `connection-limit-exceeded`.',
    'Caller or target is only drawn (`future: yes`).',
  ],
  references: [
    'PostgreSQL documentation, chapter "Connections and Authentication": max_connections',
    'PgBouncer documentation: Usage, pooling modes',
    'Brett Wooldridge, HikariCP wiki: "About Pool Sizing"',
  ],
  options: {
    warning: {
      default: 0.9,
      doc: 'Share of the connections from which on it is a warning; above all of them it is an error.',
    },
    engineLimits: {
      default: false,
      doc: 'Whether the default limit of an engine counts, too: yes (true) or no (false).',
    },
  },
  incorrect: [
    {
      title: 'fifty replicas with twenty connections each',
      code: 'service api { replicas: 50 }\ndatabase orders { replicas: 1, max-connections: 500 }\n\napi -> orders { pool: 20, timeout: 500ms }\n',
    },
    {
      title: 'two callers share what is there, and autoscaling adds to it',
      code: 'service api { autoscale { min: 4, max: 20 } }\nworker mailer { replicas: 10 }\ndatabase orders { replicas: 1, max-connections: 500 }\n\napi -> orders { pool: 20, timeout: 500ms }\nmailer -> orders { pool: 8, timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'a pooler in between',
      code: 'service api { replicas: 50 }\nservice pooler { role: pooler, replicas: 2 }\ndatabase orders { replicas: 1, max-connections: 500 }\n\napi -> pooler { pool: 20, timeout: 1s }\npooler -> orders { pool: 100, timeout: 500ms }\n',
    },
    {
      title: 'pools that fit',
      code: 'service api { replicas: 20 }\ndatabase orders { replicas: 1, max-connections: 500 }\n\napi -> orders { pool: 20, timeout: 500ms }\n',
    },
  ],
  check({ model, options, report }) {
    for (const target of model.components) {
      const { 'max-connections': limit, managed } = target.properties;
      if (!limit || (limit.origin === 'engine' && !options.engineLimits)) continue;
      const replicas = replicasOf(target);
      // How many a provider runs is not known; what else is drawn without a number is one box.
      if (replicas === undefined && managed?.value === true) continue;
      const pools = poolsOf(target);
      const open = pools.reduce((sum, { connections }) => sum + connections, 0);
      const allowed = limit.value * (replicas ?? 1);
      if (open < allowed * options.warning) continue;
      const callers = listed(pools.map(({ caller }) => caller.id));
      const sum = pools.length > 1 ? 'together' : `with ${number(pools[0].replicas)} × ${number(pools[0].pool)}`;
      const isOver = open > allowed;
      const message = isOver
        ? `${callers} can open ${number(open)} connections ${sum}, but \`${target.id}\` allows ${number(allowed)}: the last to connect are refused.`
        : `${callers} can open ${number(open)} connections ${sum}, ${percent(open / allowed)} of the ${number(allowed)} that \`${target.id}\` allows: little is left for operators, backups and a release that runs old and new replicas side by side.`;
      report(target, message, {
        severity: isOver ? 'error' : 'warning',
        at: limit.property,
        subjects: pools.map(({ link }) => link),
        related: pools.map(({ link, replicas: n, pool }) => ({
          at: link.properties.pool!.property,
          message: `${number(n)} × ${number(pool)} connections.`,
        })),
        fixes: [
          ...smaller(model, pools, (allowed * options.warning) / open),
          ...putPooler(model, target, callsOf(pools), Math.ceil((allowed * options.warning) / 2) - 1),
        ],
      });
    }
  },
});

interface Pool {
  readonly caller: Component;
  readonly link: Link;
  readonly replicas: number;
  readonly pool: number;
  readonly connections: number;
}

/** One for each caller whose replicas are known: links with the same ends share it, the widest counts. */
function poolsOf(target: Component): Pool[] {
  const widest = new Map<Component, Pool>();
  for (const link of target.incoming) {
    const { source, synchronous, properties } = link;
    const replicas = replicasOf(source);
    if (!synchronous || !properties.pool || replicas === undefined || !isBuilt(link)) continue;
    const pool = properties.pool.value;
    if ((widest.get(source)?.pool ?? 0) >= pool) continue;
    widest.set(source, { caller: source, link, replicas, pool, connections: replicas * pool });
  }
  return [...widest.values()];
}

/** Every call of a caller with a pool; they go the same way. */
function callsOf(pools: readonly Pool[]): Link[] {
  return pools.flatMap(({ caller, link }) => caller.outgoing.filter(({ target }) => target === link.target));
}

function replicasOf({ properties: { autoscale, replicas } }: Component): number | undefined {
  return (autoscale?.value.max ?? replicas)?.value;
}

/** All pools smaller by the same factor, and a little below the limit. */
function smaller(model: Model, pools: readonly Pool[], factor: number): Fix[] {
  const values = new Map<number, { readonly link: Link; readonly size: number }>();
  for (const { link, pool } of pools) {
    const { property } = link.properties.pool!;
    if (!model.files.has(property.file)) return [];
    const size = Math.ceil(pool * factor) - 1;
    if (size < 1) return [];
    values.set(property.offset, { link, size });
  }
  // A pool that another link repeats, or that is a default of many, is not set at one place.
  const shared = pools.some(({ caller, link }) =>
    caller.outgoing.some(
      (other) =>
        other !== link &&
        other.target === link.target &&
        other.properties.pool &&
        other.properties.pool.property !== link.properties.pool!.property,
    ),
  );
  if (shared || values.size < pools.length) return [];
  const sizes = [...values.values()];
  return [
    {
      title:
        sizes.length === 1 ? `Set \`pool: ${sizes[0].size}\`` : `Make the pools smaller, so that they fit together`,
      safe: false,
      edits: sizes.map(({ link, size }) => replaceValue(link.properties.pool!, String(size))),
    },
  ];
}
