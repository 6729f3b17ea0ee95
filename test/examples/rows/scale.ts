import type { Row } from './row.js';

export const scale: readonly Row[] = [
  {
    system: 'Startup of ten thousand people',
    example: 'scale/startup',
    rules: ['over-engineering', 'premature-microservices', 'scale-out-trigger-reached', 'single-point-of-failure'],
  },
  {
    system: 'Startup and enterprise, by budget',
    example: 'scale/startup-or-enterprise',
    rules: ['replicas-without-load-balancer', 'single-point-of-failure', 'missing-monitoring', 'budget-exceeded'],
  },
  {
    system: 'Food delivery startup',
    example: 'scale/monolith-to-microservices',
    rules: ['premature-microservices', 'shared-database'],
  },
  {
    system: 'From a monolith to microservices',
    example: 'scale/monolith-to-microservices',
    rules: ['shared-database'],
  },
  {
    system: 'Articles, a leader and followers',
    example: 'scale/leader-and-followers',
    rules: ['missing-failover', 'replication-ack-contradiction', 'stale-replica-read', 'writes-to-replica'],
  },
  {
    system: 'A billion users on shards',
    example: 'scale/sharded-users',
    rules: [
      'cross-shard-transaction',
      'hot-key',
      'hot-shard-key',
      'modulo-resharding',
      'shard-key-query-mismatch',
      'sharding-strategy-contradiction',
    ],
  },
];
