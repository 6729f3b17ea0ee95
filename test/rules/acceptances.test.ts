import { describe, expect, it } from 'vitest';
import { resolveConfiguration } from '../../language-server/src/rules/configuration.js';
import { everything, fixed, type Linted, linted, underlined } from './linting.js';

const untimed = 'service a {}\nservice b {}\na -> b\n';
const today = '2027-01-15';

function check(text: string, file: Readonly<Record<string, unknown>> = {}): Linted {
  const layer = { source: 'archlang.json', directory: '', file: { extends: ['all'], ...file } };
  return linted(text, resolveConfiguration([layer as never], { today }));
}

/** What is said about the acceptances, and what of `missing-timeout` is left open. */
function said(design: Linted): { remarks: string[]; open: number } {
  const remarks = design.findings.filter(({ rule }) => rule.startsWith('accept') || rule === 'unknown-rule');
  return {
    remarks: remarks.map(({ rule, severity }) => `${severity} ${rule}`),
    open: design.of('missing-timeout').filter(({ accepted }) => !accepted).length,
  };
}

describe('an accepted risk', () => {
  it('stays among the findings, marked with its reason', () => {
    const design = check(`${untimed}accept missing-timeout on a -> b until 2027-06-30 "b never hangs"\n`);
    expect(said(design)).toEqual({ remarks: [], open: 0 });
    expect(design.of('missing-timeout').map(({ accepted }) => accepted)).toMatchObject([
      { rule: 'missing-timeout', until: '2027-06-30', reason: 'b never hangs' },
    ]);
  });

  it.each([
    ['the link', 'accept missing-timeout on a -> b "why"', 0],
    ['everything', 'accept missing-timeout on system "why"', 0],
    ['anything, without a target', 'accept missing-timeout "why"', 0],
    ['something else', 'service c {}\nb -> c { timeout: 1s }\naccept missing-timeout on b -> c "why"', 1],
  ])('covers %s', (_, accept, open) => {
    expect(said(check(`${untimed}${accept}\n`)).open).toBe(open);
  });

  it('on a table covers its fields, on a group what stands in it, on parallel links each of them', () => {
    const ids =
      'client web { users: 10M }\nflow add { from: web, rate: 100/user/day, op: write }\nservice api {}\nweb -> api -> db { timeout: 1s }\ndatabase db { table codes { fields { code: text(4B) { alphabet: 10, length: 4, generated: random } }\nrow: 10B, retention: forever } }\n';
    const found = check(ids).of('id-space-exhaustion');
    expect(found.map(({ subjects }) => subjects[0])).toEqual(['codes.code']);
    const accepted = check(`${ids}accept id-space-exhaustion on codes "why"\n`).of('id-space-exhaustion');
    expect(accepted.map(({ accepted: by }) => by?.reason)).toEqual(['why']);

    const grouped = 'service a {}\nservice b {}\na -> b { timeout: 1s }\ngroup tier { service alone {} }\n';
    expect(check(grouped).of('orphan-component')).toHaveLength(1);
    const [orphan] = check(`${grouped}accept orphan-component on tier "why"\n`).of('orphan-component');
    expect(orphan.accepted?.target).toBe('tier');

    const parallel = 'service a {}\nservice b {}\na -> b { calls: 2 }\na -> b { calls: 3 }\n';
    expect(said(check(`${parallel}accept missing-timeout on a -> b "why"\n`)).open).toBe(0);
  });

  it.each([
    ['2027-01-14', ['warning acceptance-expired'], 1],
    ['2027-01-15', [], 0],
    ['2027-01-16', [], 0],
  ])('until %s, on the fifteenth', (until, remarks, open) => {
    const accept = `accept missing-timeout on a -> b until ${until} "why"\n`;
    expect(said(check(untimed + accept))).toEqual({ remarks, open });
  });

  it('points from the acceptance that ran out to what counts again', () => {
    const [expired] = check(`${untimed}accept missing-timeout on a -> b until 2026-12-31 "why"\n`).of(
      'acceptance-expired',
    );
    expect(expired.message).toContain('2026-12-31');
    expect(expired.related).toHaveLength(1);
  });

  it('that matches nothing is said to be unused, unless its rule is off', () => {
    const text = 'service a {}\nservice b {}\na -> b { timeout: 1s }\naccept missing-timeout on a -> b "why"\n';
    expect(said(check(text)).remarks).toEqual(['info acceptance-unused']);
    expect(said(check(text, { rules: { 'missing-timeout': 'off' } })).remarks).toEqual([]);
  });

  it('without a reason is a finding, and still accepts', () => {
    expect(said(check(`${untimed}accept missing-timeout on a -> b\n`))).toEqual({
      remarks: ['warning acceptance-without-reason'],
      open: 0,
    });
    expect(said(check(`${untimed}accept missing-timeout on a -> b "  "\n`)).remarks).toEqual([
      'warning acceptance-without-reason',
    ]);
  });

  it('of a rule that does not exist names the nearest, and mends it', () => {
    const text = `${untimed}accept mising-timeout on a -> b "why"\n`;
    const design = check(text);
    const [unknown] = design.of('unknown-rule');
    expect(underlined(design, unknown)).toBe('mising-timeout');
    expect(unknown.message).toContain('did you mean `missing-timeout`?');
    expect(said(check(fixed(text, unknown.fixes[0])))).toEqual({ remarks: [], open: 0 });
  });

  it.each([
    ['by the name of the rule', ['missing-timeout']],
    ['by its category', ['reliability']],
  ])('may be ruled out by the configuration, %s', (_, unacceptable) => {
    const design = check(`${untimed}accept missing-timeout on a -> b "why"\n`, { unacceptable });
    expect(said(design)).toEqual({ remarks: ['error acceptance-not-allowed'], open: 1 });
    expect(underlined(design, design.of('acceptance-not-allowed')[0])).toContain('accept missing-timeout');
  });

  it('is counted neither as an error in the text nor against a rule of its own', () => {
    const failing = `${untimed}client c { users: 1M }\nflow f { from: c, rate: 1/user/day }\nexpect f.rate.peak < 1/s\naccept expectation on system "known"\n`;
    expect(
      check(failing)
        .of('expectation')
        .map(({ accepted }) => accepted?.reason),
    ).toEqual(['known']);
  });

  it('is judged the same under every preset', () => {
    const text = `${untimed}accept missing-timeout on a -> b "why"\n`;
    for (const preset of ['recommended', 'strict', 'all'] as const)
      expect(said(linted(text, everything({}, preset, today))).open).toBe(0);
  });
});
