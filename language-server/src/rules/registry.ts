import { apiRules } from './api/index.js';
import { cachingRules } from './caching/index.js';
import { capacityRules } from './capacity/index.js';
import { correctnessRules } from './correctness/index.js';
import { costRules } from './cost/index.js';
import { dataRules } from './data/index.js';
import { loadBalancingRules } from './load-balancing/index.js';
import { messagingRules } from './messaging/index.js';
import { observabilityRules } from './observability/index.js';
import { reliabilityRules } from './reliability/index.js';
import type { Rule } from './rule.js';
import { securityRules } from './security/index.js';
import { styleRules } from './style/index.js';
import { transactionRules } from './transactions/index.js';

/** Every rule of the catalogue that this version checks, by category and name. */
export const rules: readonly Rule[] = [
  ...reliabilityRules,
  ...capacityRules,
  ...dataRules,
  ...cachingRules,
  ...loadBalancingRules,
  ...messagingRules,
  ...transactionRules,
  ...securityRules,
  ...observabilityRules,
  ...styleRules,
  ...apiRules,
  ...costRules,
  ...correctnessRules,
];
