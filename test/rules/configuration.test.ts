import { describe, expect, it } from 'vitest';
import {
  configurationJsonSchema,
  readConfiguration,
} from '../../language-server/src/configuration/configuration-file.js';
import {
  type Layer,
  resolveConfiguration,
  settingOf,
  severityOf,
} from '../../language-server/src/rules/configuration.js';
import { ownChecks } from '../../language-server/src/rules/own-checks.js';
import { rules } from '../../language-server/src/rules/registry.js';
import { everything, linted, ruleNamed } from './linting.js';

const layer = (file: Layer['file'], directory = '/work'): Layer => ({
  source: `${directory}/archlang.json`,
  directory,
  file,
});
const timeout = ruleNamed('missing-timeout');

function level(layers: readonly Layer[], rule = timeout, file = '/work/shop.arch'): string {
  return settingOf(resolveConfiguration(layers), rule, file).level;
}

describe('a configuration', () => {
  it('recommends tiers 1 and 2, and `all` has the rest too', () => {
    for (const rule of rules) {
      expect(level([], rule)).toBe(rule.tier < 3 ? rule.severity : 'off');
      expect(level([layer({ extends: 'all' })], rule)).toBe(rule.severity);
    }
    for (const check of ownChecks)
      expect(settingOf(resolveConfiguration([]), check, 'a.arch').level).toBe(check.severity);
  });

  it('sets a rule by its name over its category, and a later layer over an earlier one', () => {
    expect(level([layer({ rules: { reliability: 'hint' } })])).toBe('hint');
    expect(level([layer({ rules: { reliability: 'hint', 'missing-timeout': 'error' } })])).toBe('error');
    expect(level([layer({ rules: { 'missing-timeout': 'error' } }), layer({ rules: { reliability: 'off' } })])).toBe(
      'off',
    );
  });

  it('overrides by glob, relative to its own folder', () => {
    const overrides = [{ files: 'sketches/**', rules: { 'missing-timeout': 'off' as const } }];
    expect(level([layer({ overrides })], timeout, '/work/sketches/a/b.arch')).toBe('off');
    expect(level([layer({ overrides })], timeout, '/work/shop.arch')).toBe('warning');
    expect(level([layer({ overrides }, '/other')], timeout, '/work/sketches/a.arch')).toBe('warning');
  });

  it('keeps the options that it does not set', () => {
    const rule = ruleNamed('cache-stampede');
    const { options } = settingOf(
      resolveConfiguration([layer({ rules: { 'cache-stampede': ['error', { concurrent: 50 }] } })]),
      rule,
      'a.arch',
    );
    expect(options).toEqual({ concurrent: 50, unknownSkew: 10, jitter: '10%' });
  });

  it('takes options alone, and leaves the severity to the rule', () => {
    const rule = ruleNamed('cache-stampede');
    const resolved = resolveConfiguration([
      layer({ rules: { caching: 'hint' } }),
      layer({ rules: { 'cache-stampede': { concurrent: 50 } } }),
    ]);
    const setting = settingOf(resolved, rule, 'a.arch');
    expect(setting).toMatchObject({ level: 'hint', explicit: true, options: { concurrent: 50, unknownSkew: 10 } });
    const alone = resolveConfiguration([layer({ rules: { 'cache-stampede': { concurrent: 50 } } })]);
    const own = settingOf(alone, rule, 'a.arch');
    expect(own).toMatchObject({ level: 'warning', explicit: false, options: { concurrent: 50 } });
    expect(severityOf(alone, rule, own, 'design', 'error')).toBe('error');
  });

  it('takes the last preset, joins prices, and gathers libraries', () => {
    const resolved = resolveConfiguration([
      layer(
        {
          extends: 'all',
          prices: { postgres: { replica: '$100/month', storage: '$0.1/GB/month' } },
          libraries: ['a.arch'],
        },
        '/base',
      ),
      layer({
        extends: ['./base.json', 'strict'],
        prices: { postgres: { replica: '$80/month' } },
        libraries: ['b.arch'],
      }),
    ]);
    expect(resolved.preset).toBe('strict');
    expect(resolved.prices).toEqual({ postgres: { replica: '$80/month', storage: '$0.1/GB/month' } });
    expect(resolved.libraries.map(({ path, directory }) => `${directory}/${path}`)).toEqual([
      '/base/a.arch',
      '/work/b.arch',
    ]);
  });
});

describe('a severity', () => {
  const absence = rules.find(({ mode, severity }) => mode === 'absence' && severity === 'error')!;
  const settled = (preset: 'recommended' | 'strict', rule = timeout, maturity: 'design' | 'production' = 'design') => {
    const configuration = resolveConfiguration([layer({ extends: preset })]);
    return severityOf(configuration, rule, settingOf(configuration, rule, 'a.arch'), maturity);
  };

  it('of a warning is an error under `strict`', () => {
    expect([settled('recommended'), settled('strict')]).toEqual(['warning', 'error']);
  });

  it('of what is absent is an error in production only', () => {
    expect([settled('recommended', absence), settled('recommended', absence, 'production')]).toEqual([
      'warning',
      'error',
    ]);
  });

  it('that somebody has set holds, but a finding that is milder of itself stays milder', () => {
    const configuration = resolveConfiguration([layer({ extends: 'strict', rules: { 'missing-timeout': 'warning' } })]);
    const setting = settingOf(configuration, timeout, 'a.arch');
    expect(severityOf(configuration, timeout, setting, 'production')).toBe('warning');
    expect(severityOf(configuration, timeout, setting, 'production', 'hint')).toBe('hint');
    expect(severityOf(configuration, timeout, setting, 'production', 'error')).toBe('warning');
  });
});

describe('a configuration file', () => {
  const problems = (json: unknown): string[] => {
    const read = readConfiguration(json);
    return 'problems' in read ? read.problems.map(({ message }) => message) : [];
  };

  it.each([
    [
      { rules: { 'mising-timeout': 'off' } },
      '`mising-timeout` is not a rule or a category of rules; did you mean `missing-timeout`?',
    ],
    [
      { rules: { 'missing-timeout': 'warn' } },
      '`missing-timeout` takes off, hint, info, warning, error, but `warn` is written; did you mean `warning`?',
    ],
    [
      { rules: { 'cache-stampede': ['error', { concurent: 3 }] } },
      '`cache-stampede` has no option `concurent`; did you mean `concurrent`?',
    ],
    [
      { rules: { 'cache-stampede': ['error', { concurrent: 'many' }] } },
      '`concurrent` of `cache-stampede` has to be a number.',
    ],
    [
      { rules: { 'cache-stampede': { concurent: 3 } } },
      '`cache-stampede` has no option `concurent`; did you mean `concurrent`?',
    ],
    [{ rules: { 'cache-stampede': { concurrent: 'many' } } }, '`concurrent` of `cache-stampede` has to be a number.'],
    [{ rules: { caching: { concurrent: 3 } } }, '`caching` takes off, hint, info, warning, error.'],
    [{ ruls: {} }, '`ruls` is not a setting; did you mean `rules`?'],
    [{ overrides: [{ file: '*', rules: {} }] }, '`file` is not a setting; did you mean `files`?'],
    [{ unacceptable: ['securty'] }, '`securty` is not a rule or a category of rules; did you mean `security`?'],
    [{ unacceptable: [3] }, '`unacceptable` lists names of rules and categories.'],
    [[], 'The configuration has to be an object.'],
  ])('%j is refused', (json, message) => {
    expect(problems(json)).toContain(message);
  });

  it('may say everything at once', () => {
    const json = {
      $schema: './archlang.schema.json',
      extends: ['strict', './team.json'],
      rules: {
        security: 'error',
        'cache-stampede': ['warning', { concurrent: 20 }],
        expectation: 'warning',
        'deep-sync-chain': { info: 4 },
      },
      overrides: [{ files: ['old/**'], rules: { style: 'off' } }],
      ignore: ['generated/**'],
      unacceptable: ['security', 'missing-backup'],
    };
    expect(problems(json)).toEqual([]);
  });

  it('has a schema that names every rule with its options', () => {
    const text = JSON.stringify(configurationJsonSchema());
    for (const { name, options = {} } of rules) {
      expect(text).toContain(`"${name}"`);
      for (const option of Object.keys(options)) expect(text).toContain(`"${option}"`);
    }
  });
});

describe('maturity', () => {
  const bare =
    'client web { users: 10M }\nflow visit { from: web, rate: 20/user/day, op: write }\nservice api { replicas: 3 }\ndatabase db { engine: postgres, holds: [pii, financial] }\nqueue jobs {}\nworker w {}\nweb -> api -> db\napi ~> jobs ~> w\n';

  it('of a sketch lets nothing be demanded that is only absent', () => {
    const demanded = rules.filter(({ mode }) => mode === 'absence').map(({ name }) => name);
    const asDesign = linted(bare, everything()).findings.filter(({ rule }) => demanded.includes(rule));
    expect(asDesign.length).toBeGreaterThan(5);
    const asSketch = linted(`system { maturity: sketch }\n${bare}`, everything()).findings;
    expect(asSketch.filter(({ rule }) => demanded.includes(rule))).toEqual([]);
  });
});
