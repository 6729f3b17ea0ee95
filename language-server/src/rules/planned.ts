/**
 * Names of the catalogue that this version does not check yet. A design may accept them and a configuration may set them
 * already: neither is a misspelling.
 */
export const plannedRules: ReadonlySet<string> = new Set([
  'admin-without-mfa',
  'batch-on-demand-pricing',
  'budget-exceeded',
  'cold-data-on-hot-storage',
  'commodity-built-in-house',
  'domain-depends-on-infrastructure',
  'excessive-privilege',
  'graphql-http-cache',
  'key-rotation-missing',
  'legacy-load-balancer',
  'missing-compression',
  'missing-input-validation',
  'missing-tenant-quota',
  'push-for-rare-updates',
  'read-write-ratio-inconsistent',
  'rendering-mismatch',
  'rest-for-internal-high-rate',
  'rest-verb-in-path',
  'sensitive-data-to-third-party',
  'sse-bidirectional',
  'stream-for-offline-report',
  'supply-chain-unverified',
  'transport-hardening',
]);
