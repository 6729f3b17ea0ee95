import type { Rule } from '../rule.js';
import { cacheWithoutExpiryOrInvalidation } from './cache-without-expiry-or-invalidation.js';

export const cachingRules: readonly Rule[] = [cacheWithoutExpiryOrInvalidation];
