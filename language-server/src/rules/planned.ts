/**
 * Names of the catalogue that this version does not check yet. A design may accept them and a configuration may set them
 * already: neither is a misspelling.
 */
export const plannedRules: ReadonlySet<string> = new Set(['domain-depends-on-infrastructure', 'transport-hardening']);
