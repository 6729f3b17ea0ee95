import type { Rule } from '../rule.js';
import { cacheAsideStrongConsistency } from './cache-aside-strong-consistency.js';
import { cacheClusterWithoutConsistentHashing } from './cache-cluster-without-consistent-hashing.js';
import { cacheMemoryUndersized } from './cache-memory-undersized.js';
import { cacheStampede } from './cache-stampede.js';
import { cacheWithoutExpiryOrInvalidation } from './cache-without-expiry-or-invalidation.js';
import { coldCacheOverload } from './cold-cache-overload.js';
import { databaseWriteBypassesCache } from './database-write-bypasses-cache.js';
import { localCacheWithReplicas } from './local-cache-with-replicas.js';
import { longTtlWithoutVersioning } from './long-ttl-without-versioning.js';
import { lowCacheHitRatio } from './low-cache-hit-ratio.js';
import { missingEvictionPolicy } from './missing-eviction-policy.js';
import { readHeavyWithoutCacheOrReplica } from './read-heavy-without-cache-or-replica.js';
import { refreshAheadMisconfigured } from './refresh-ahead-misconfigured.js';
import { staticAssetsWithoutCdn } from './static-assets-without-cdn.js';
import { ttlExceedsStaleness } from './ttl-exceeds-staleness.js';
import { writeBehindCriticalData } from './write-behind-critical-data.js';
import { writeThroughOrder } from './write-through-order.js';

export const cachingRules: readonly Rule[] = [
  cacheAsideStrongConsistency,
  cacheClusterWithoutConsistentHashing,
  cacheMemoryUndersized,
  cacheStampede,
  cacheWithoutExpiryOrInvalidation,
  coldCacheOverload,
  databaseWriteBypassesCache,
  localCacheWithReplicas,
  longTtlWithoutVersioning,
  lowCacheHitRatio,
  missingEvictionPolicy,
  readHeavyWithoutCacheOrReplica,
  refreshAheadMisconfigured,
  staticAssetsWithoutCdn,
  ttlExceedsStaleness,
  writeBehindCriticalData,
  writeThroughOrder,
];
