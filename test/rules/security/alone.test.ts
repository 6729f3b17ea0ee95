import { describe, it } from 'vitest';
import { securityRules } from '../../../language-server/src/rules/security/index.js';
import { expectOnly } from '../categories.js';

describe.each(securityRules.map((rule) => [rule.name, rule] as const))('%s', (_name, rule) => {
  it.each(rule.incorrect.map((example) => [example.title, example.code] as const))('alone finds: %s', (_, code) =>
    expectOnly(rule, securityRules, code),
  );
});
