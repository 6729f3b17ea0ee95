import type { Rule } from '../rule.js';
import { adminWithoutMfa } from './admin-without-mfa.js';
import { dataResidencyViolation } from './data-residency-violation.js';
import { datastoreExposedToClient } from './datastore-exposed-to-client.js';
import { excessivePrivilege } from './excessive-privilege.js';
import { fixedWindowRateLimit } from './fixed-window-rate-limit.js';
import { gatewayBypass } from './gateway-bypass.js';
import { keyRotationMissing } from './key-rotation-missing.js';
import { missingAuthorization } from './missing-authorization.js';
import { missingEdgeProtection } from './missing-edge-protection.js';
import { missingInputValidation } from './missing-input-validation.js';
import { missingRateLimit } from './missing-rate-limit.js';
import { missingTenantKey } from './missing-tenant-key.js';
import { missingTenantQuota } from './missing-tenant-quota.js';
import { missingTls } from './missing-tls.js';
import { plaintextInternalTraffic } from './plaintext-internal-traffic.js';
import { rateLimitNotDistributed } from './rate-limit-not-distributed.js';
import { secretInModelOrConfig } from './secret-in-model-or-config.js';
import { securityStageOrder } from './security-stage-order.js';
import { sensitiveDataToThirdParty } from './sensitive-data-to-third-party.js';
import { sensitiveDataUnencryptedAtRest } from './sensitive-data-unencrypted-at-rest.js';
import { sharedCachePersonalData } from './shared-cache-personal-data.js';
import { supplyChainUnverified } from './supply-chain-unverified.js';
import { tokenHandling } from './token-handling.js';
import { transportHardening } from './transport-hardening.js';
import { unauthenticatedPublicEndpoint } from './unauthenticated-public-endpoint.js';

export const securityRules: readonly Rule[] = [
  adminWithoutMfa,
  dataResidencyViolation,
  datastoreExposedToClient,
  excessivePrivilege,
  fixedWindowRateLimit,
  gatewayBypass,
  keyRotationMissing,
  missingAuthorization,
  missingEdgeProtection,
  missingInputValidation,
  missingRateLimit,
  missingTenantKey,
  missingTenantQuota,
  missingTls,
  plaintextInternalTraffic,
  rateLimitNotDistributed,
  secretInModelOrConfig,
  securityStageOrder,
  sensitiveDataToThirdParty,
  sensitiveDataUnencryptedAtRest,
  sharedCachePersonalData,
  supplyChainUnverified,
  tokenHandling,
  transportHardening,
  unauthenticatedPublicEndpoint,
];
