import type { Rule } from '../rule.js';
import { accessPatternMismatch } from './access-pattern-mismatch.js';
import { blobInDatabase } from './blob-in-database.js';
import { caSystemClaim } from './ca-system-claim.js';
import { cacheAsSystemOfRecord } from './cache-as-system-of-record.js';
import { consistencyMismatch } from './consistency-mismatch.js';
import { cqrsReadModelNotDerived } from './cqrs-read-model-not-derived.js';
import { crossShardTransaction } from './cross-shard-transaction.js';
import { denormalizationMismatch } from './denormalization-mismatch.js';
import { eventStoreNotDurable } from './event-store-not-durable.js';
import { eventStoreWithoutSnapshots } from './event-store-without-snapshots.js';
import { financialWithoutAuditTrail } from './financial-without-audit-trail.js';
import { hotKey } from './hot-key.js';
import { hotShardKey } from './hot-shard-key.js';
import { logTableNotTimePartitioned } from './log-table-not-time-partitioned.js';
import { lowCardinalityShardKey } from './low-cardinality-shard-key.js';
import { missingIndex } from './missing-index.js';
import { missingRetention } from './missing-retention.js';
import { moduloResharding } from './modulo-resharding.js';
import { multiLeaderWithoutConflictResolution } from './multi-leader-without-conflict-resolution.js';
import { nPlusOneCalls } from './n-plus-one-calls.js';
import { overIndexedWriteHeavy } from './over-indexed-write-heavy.js';
import { overStrongConsistency } from './over-strong-consistency.js';
import { quorumNoFaultTolerance } from './quorum-no-fault-tolerance.js';
import { quorumNotOverlapping } from './quorum-not-overlapping.js';
import { rangeQueryOnHashShards } from './range-query-on-hash-shards.js';
import { rangeShardSkew } from './range-shard-skew.js';
import { readRepairDisabled } from './read-repair-disabled.js';
import { readsAllOnPrimary } from './reads-all-on-primary.js';
import { replicationAckContradiction } from './replication-ack-contradiction.js';
import { replicationLagExceedsFreshness } from './replication-lag-exceeds-freshness.js';
import { ringWithoutVnodes } from './ring-without-vnodes.js';
import { searchAsPrimaryStore } from './search-as-primary-store.js';
import { shardKeyQueryMismatch } from './shard-key-query-mismatch.js';
import { sharedDatabase } from './shared-database.js';
import { staleReplicaRead } from './stale-replica-read.js';
import { unboundedDocumentGrowth } from './unbounded-document-growth.js';
import { writeHeavyWithoutBuffering } from './write-heavy-without-buffering.js';
import { writesToReplica } from './writes-to-replica.js';

export const dataRules: readonly Rule[] = [
  accessPatternMismatch,
  blobInDatabase,
  caSystemClaim,
  cacheAsSystemOfRecord,
  consistencyMismatch,
  cqrsReadModelNotDerived,
  crossShardTransaction,
  denormalizationMismatch,
  eventStoreNotDurable,
  eventStoreWithoutSnapshots,
  financialWithoutAuditTrail,
  hotKey,
  hotShardKey,
  logTableNotTimePartitioned,
  lowCardinalityShardKey,
  missingIndex,
  missingRetention,
  moduloResharding,
  multiLeaderWithoutConflictResolution,
  nPlusOneCalls,
  overIndexedWriteHeavy,
  overStrongConsistency,
  quorumNoFaultTolerance,
  quorumNotOverlapping,
  rangeQueryOnHashShards,
  rangeShardSkew,
  readRepairDisabled,
  readsAllOnPrimary,
  replicationAckContradiction,
  replicationLagExceedsFreshness,
  ringWithoutVnodes,
  searchAsPrimaryStore,
  shardKeyQueryMismatch,
  sharedDatabase,
  staleReplicaRead,
  unboundedDocumentGrowth,
  writeHeavyWithoutBuffering,
  writesToReplica,
];
