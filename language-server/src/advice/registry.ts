import { apiStyle } from './api/api-style.js';
import { apiVersioning } from './api/api-versioning.js';
import { pagination } from './api/pagination.js';
import { rendering } from './api/rendering.js';
import { cacheInvalidation } from './caching/cache-invalidation.js';
import { cacheLocation } from './caching/cache-location.js';
import { cachePattern } from './caching/cache-pattern.js';
import { eviction } from './caching/eviction.js';
import { cap } from './consistency/cap.js';
import { consistency } from './consistency/consistency.js';
import { pacelc } from './consistency/pacelc.js';
import { replicationTopology } from './consistency/replication-topology.js';
import { transactionPattern } from './consistency/transaction-pattern.js';
import { cqrs } from './data/cqrs.js';
import { databaseKind } from './data/database-kind.js';
import { eventSourcing } from './data/event-sourcing.js';
import { hotspot } from './data/hotspot.js';
import { normalization } from './data/normalization.js';
import { shardKey } from './data/shard-key.js';
import { shardingStrategy } from './data/sharding-strategy.js';
import { sqlOrNosql } from './data/sql-or-nosql.js';
import { batchOrStream } from './messaging/batch-or-stream.js';
import { deliveryGuarantee } from './messaging/delivery-guarantee.js';
import { feedFanOut } from './messaging/feed-fan-out.js';
import { latencyOrThroughput } from './messaging/latency-or-throughput.js';
import { messagingPattern } from './messaging/messaging-pattern.js';
import { pushOrPull } from './messaging/push-or-pull.js';
import { requestOrEventDriven } from './messaging/request-or-event-driven.js';
import { syncOrAsync } from './messaging/sync-or-async.js';
import { architectureStyle } from './organisation/architecture-style.js';
import { buildOrBuy } from './organisation/build-or-buy.js';
import { costStrategy } from './organisation/cost-strategy.js';
import { degradation } from './organisation/degradation.js';
import { deploymentStrategy } from './organisation/deployment-strategy.js';
import { observability } from './organisation/observability.js';
import type { Question } from './question.js';
import { authFlow } from './security/auth-flow.js';
import { authzModel } from './security/authz-model.js';
import { securityClass } from './security/security-class.js';
import { tenancy } from './security/tenancy.js';
import { globalRouting } from './traffic/global-routing.js';
import { lbAlgorithm } from './traffic/lb-algorithm.js';
import { lbLayer } from './traffic/lb-layer.js';
import { multiRegion } from './traffic/multi-region.js';
import { rateLimiter } from './traffic/rate-limiter.js';
import { readWriteOptimisation } from './traffic/read-write-optimisation.js';
import { scaling } from './traffic/scaling.js';
import { stateful } from './traffic/stateful.js';

/** Every question that advice can answer, by topic. */
export const questions: readonly Question[] = [
  consistency,
  cap,
  pacelc,
  replicationTopology,
  transactionPattern,
  sqlOrNosql,
  databaseKind,
  normalization,
  cqrs,
  eventSourcing,
  shardingStrategy,
  shardKey,
  hotspot,
  cacheLocation,
  cachePattern,
  cacheInvalidation,
  eviction,
  scaling,
  stateful,
  lbLayer,
  lbAlgorithm,
  rateLimiter,
  readWriteOptimisation,
  globalRouting,
  multiRegion,
  syncOrAsync,
  requestOrEventDriven,
  messagingPattern,
  deliveryGuarantee,
  pushOrPull,
  feedFanOut,
  batchOrStream,
  latencyOrThroughput,
  apiStyle,
  apiVersioning,
  pagination,
  rendering,
  authFlow,
  authzModel,
  securityClass,
  tenancy,
  architectureStyle,
  deploymentStrategy,
  degradation,
  costStrategy,
  buildOrBuy,
  observability,
];
