/**
 * Names of the catalogue that this version does not check yet. A design may accept them and a configuration may set them
 * already: neither is a misspelling.
 */
export const plannedRules: ReadonlySet<string> = new Set([
  'admin-without-mfa',
  'cold-data-on-hot-storage',
  'domain-depends-on-infrastructure',
  'excessive-privilege',
  'graphql-http-cache',
  'key-rotation-missing',
  'legacy-load-balancer',
  'missing-compression',
  'missing-input-validation',
  'missing-tenant-quota',
  'rendering-mismatch',
  'rest-for-internal-high-rate',
  'rest-verb-in-path',
  'sensitive-data-to-third-party',
  'sse-bidirectional',
  'supply-chain-unverified',
  'transport-hardening',
]);
