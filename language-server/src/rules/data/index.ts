import type { Rule } from '../rule.js';
import { consistencyMismatch } from './consistency-mismatch.js';
import { hotShardKey } from './hot-shard-key.js';
import { lowCardinalityShardKey } from './low-cardinality-shard-key.js';
import { sharedDatabase } from './shared-database.js';
import { staleReplicaRead } from './stale-replica-read.js';

export const dataRules: readonly Rule[] = [
  consistencyMismatch,
  hotShardKey,
  lowCardinalityShardKey,
  sharedDatabase,
  staleReplicaRead,
];
