import type { Rule } from '../rule.js';
import { dataResidencyViolation } from './data-residency-violation.js';
import { datastoreExposedToClient } from './datastore-exposed-to-client.js';
import { fixedWindowRateLimit } from './fixed-window-rate-limit.js';
import { gatewayBypass } from './gateway-bypass.js';
import { missingAuthorization } from './missing-authorization.js';
import { missingEdgeProtection } from './missing-edge-protection.js';
import { missingRateLimit } from './missing-rate-limit.js';
import { missingTenantKey } from './missing-tenant-key.js';
import { missingTls } from './missing-tls.js';
import { plaintextInternalTraffic } from './plaintext-internal-traffic.js';
import { rateLimitNotDistributed } from './rate-limit-not-distributed.js';
import { secretInModelOrConfig } from './secret-in-model-or-config.js';
import { securityStageOrder } from './security-stage-order.js';
import { sensitiveDataUnencryptedAtRest } from './sensitive-data-unencrypted-at-rest.js';
import { sharedCachePersonalData } from './shared-cache-personal-data.js';
import { tokenHandling } from './token-handling.js';
import { unauthenticatedPublicEndpoint } from './unauthenticated-public-endpoint.js';

export const securityRules: readonly Rule[] = [
  dataResidencyViolation,
  datastoreExposedToClient,
  fixedWindowRateLimit,
  gatewayBypass,
  missingAuthorization,
  missingEdgeProtection,
  missingRateLimit,
  missingTenantKey,
  missingTls,
  plaintextInternalTraffic,
  rateLimitNotDistributed,
  secretInModelOrConfig,
  securityStageOrder,
  sensitiveDataUnencryptedAtRest,
  sharedCachePersonalData,
  tokenHandling,
  unauthenticatedPublicEndpoint,
];
