import { isOwn, replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';

const checks = ['sast', 'sca', 'signing'] as const;

const words: Readonly<Record<(typeof checks)[number], string>> = {
  sast: 'nobody looks for faults in the code itself (`sast`)',
  sca: 'nobody looks for known holes in what it is built on (`sca`)',
  signing: 'nobody can tell what is run from what was built (`signing`)',
};

/** Most of what is shipped was written by strangers. */
export const supplyChainUnverified = defineRule({
  name: 'supply-chain-unverified',
  category: 'security',
  mode: 'absence',
  severity: 'hint',
  tier: 3,
  summary: 'The checks of every build are written down, and one of the usual ones is missing.',
  why: 'Most of a program is libraries, and most attacks on the way to production come with one of them or with a changed artefact. Three checks answer three questions: does our code have faults that a machine can find, do the dependencies have holes that are known, and is what runs what we built. Each leaves open what the others find.',
  silent: [
    'The system says nothing on its builds (`supply-chain`).',
    'All three checks are made.',
    'The design is a sketch.',
  ],
  references: [
    'Supply-chain Levels for Software Artifacts (SLSA), specification v1.0 (2023)',
    'NIST SP 800-218, Secure Software Development Framework (2022)',
    'OWASP Top 10 (2021): A06 Vulnerable and Outdated Components, A08 Software and Data Integrity Failures',
  ],
  incorrect: [
    {
      title: 'the code is checked, and not what it is built on',
      code: 'system "Shop" { supply-chain: sast }\nservice api {}\n',
    },
    {
      title: 'checked, and then anybody may replace it',
      code: 'system "Shop" { supply-chain: [sast, sca] }\nservice api {}\n',
    },
  ],
  correct: [
    {
      title: 'code, dependencies and what comes out',
      code: 'system "Shop" { supply-chain: [sast, sca, signing] }\nservice api {}\n',
    },
    {
      title: 'the builds are no part of the design',
      code: 'system "Shop" { tenancy: single }\nservice api {}\n',
    },
  ],
  check({ model, report }) {
    const { system } = model;
    const made = system?.properties['supply-chain'];
    if (!system || !made) return;
    const missing = checks.filter((check) => !made.value.includes(check));
    if (missing.length === 0) return;
    const text = `[${checks.join(', ')}]`;
    const fixes = [{ title: `Set \`supply-chain: ${text}\``, safe: false, edits: [replaceValue(made, text)] }];
    report(system, `The build has a gap: ${missing.map((check) => words[check]).join(', and ')}.`, {
      at: made.property,
      fixes: isOwn(system, made) ? fixes : [],
    });
  },
});
