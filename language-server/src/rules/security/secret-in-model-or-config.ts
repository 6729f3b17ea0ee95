import type { Model } from '../../model/model.js';
import type { Location } from '../../model/source.js';
import { replaceValue } from '../edits.js';
import { defineRule, type Subject } from '../rule.js';

/** What a text looks like, by name; the value that makes it a secret is never repeated in a message. */
const patterns: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a key of a cloud account', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g],
  ['a private key', /-----BEGIN (?:[A-Z]{1,20} ){0,3}PRIVATE KEY-----/g],
  [
    'an access token',
    /\b(?:gh[pousr]_[0-9A-Za-z]{36}|glpat-[0-9A-Za-z_-]{20}|xox[abprs]-[0-9A-Za-z-]{10,80}|sk_live_[0-9A-Za-z]{16,64})/g,
  ],
  ['a password in an address', /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/"]{1,64}:(?![${<*])[^\s:@/"]{3,128}@/gi],
  [
    'a password',
    /\b(?:password|passwd|pwd|secret|api[-_]?key|access[-_]?token)\s{0,3}=\s{0,3}(?!vault:|secretsmanager:|\$|\{|<|\*|\.\.\.)[^\s"'&;,)]{4,128}/gi,
  ],
];
/** A whole string of base64 in which letters of both cases and digits are mixed, as keys are. */
const encoded = /"(?=[^"\n]*[a-z])(?=[^"\n]*[A-Z])(?=[^"\n]*[0-9])[A-Za-z0-9+/]{40,200}={0,2}"/g;

/** A design is read by many and kept for ever; so is whatever stands in it. */
export const secretInModelOrConfig = defineRule({
  name: 'secret-in-model-or-config',
  category: 'security',
  mode: 'presence',
  severity: 'error',
  tier: 2,
  summary: 'A secret stands in the design, or secrets live in code, an image or the environment.',
  why: 'What is in a repository or an image is copied to every machine that builds it and stays in its history for good: whoever ever had a copy has the password, and it cannot be changed without a release. A vault hands secrets out at run time, to whom may have them, writes down who asked, and can replace them.',
  silent: [
    '`secrets: vault`, or nothing is said of where secrets live.',
    '`secrets: env` is an info: it may come from a vault.',
    'The text refers to a vault (`vault:`, `secretsmanager:`) or has a placeholder in place of the value (`$`, `<`, `{`, `*`).',
    'The component is only drawn (`future: yes`), as to where it will have its secrets: one that stands in the text is out.',
  ],
  references: [
    'CWE-798, Use of Hard-coded Credentials',
    'OWASP Secrets Management Cheat Sheet',
    'Adam Wiggins, The Twelve-Factor App (2017), III: Config',
  ],
  incorrect: [
    {
      title: 'passwords in the code',
      code: 'service api { secrets: code }\n',
    },
    {
      title: 'a password in an address',
      code: 'service api {}\ndatabase orders {}\n\napi -> orders { address: "postgres://shop:s3cr3t-pa55@10.0.0.12:5432/orders", timeout: 1s }\n',
    },
    {
      title: 'from the environment, where every child process and crash report sees it',
      code: 'worker mailer { secrets: env }\n',
    },
  ],
  correct: [
    {
      title: 'a vault hands them out',
      code: 'service api { secrets: vault }\n',
    },
    {
      title: 'an address without a password',
      code: 'service api { secrets: vault }\ndatabase orders {}\n\napi -> orders { address: "postgres://10.0.0.12:5432/orders", timeout: 1s }\n',
    },
  ],
  check({ model, report }) {
    for (const component of model.components) {
      const { secrets, future } = component.properties;
      if (!secrets || secrets.value === 'vault' || future?.value === true) continue;
      const fixes = [{ title: 'Set `secrets: vault`', safe: false, edits: [replaceValue(secrets, 'vault')] }];
      if (secrets.value === 'env') {
        const message = `\`${component.id}\` takes its secrets from the environment, which child processes, logs and crash reports can show. Say \`vault\` if one fills it.`;
        report(component, message, { at: secrets.property, severity: 'info', fixes });
        continue;
      }
      const where = secrets.value === 'code' ? 'its code' : 'its image';
      const message = `The secrets of \`${component.id}\` are in ${where}: everybody with a copy has them, and they cannot be changed without a release.`;
      report(component, message, { at: secrets.property, fixes });
    }
    for (const { what, at } of literals(model)) {
      const subject = subjectAt(model, at);
      if (!subject) continue;
      report(
        subject,
        `This looks like ${what}: a design is read by many and kept for ever. Replace the secret where it is used, and let a vault hand out the new one.`,
        { at },
      );
    }
  },
});

function* literals(model: Model): Iterable<{ readonly what: string; readonly at: Location }> {
  for (const [file, { text }] of model.files) {
    let last = -1;
    const found = [...patterns, ['a key', encoded] as const].flatMap(([what, pattern]) =>
      [...text.matchAll(pattern)].map(({ index, 0: { length } }) => ({
        what,
        at: { file, offset: index, end: index + length },
      })),
    );
    for (const literal of found.sort((a, b) => a.at.offset - b.at.offset)) {
      // One secret may look like several kinds of it.
      if (literal.at.offset < last) continue;
      last = literal.at.end;
      yield literal;
    }
  }
}

/** The innermost declaration or link around a place, else the one before it, else any: a comment belongs to none. */
function subjectAt(model: Model, at: Location): Subject | undefined {
  const subjects: readonly Subject[] = [
    ...(model.system ? [model.system] : []),
    ...model.groups,
    ...model.components,
    ...model.tables,
    ...model.flows,
    ...model.links,
    ...model.sagas,
  ];
  const around = subjects.filter(
    (subject) => subject.at.file === at.file && subject.at.offset <= at.offset && at.end <= subject.at.end,
  );
  const before = subjects.filter((subject) => subject.at.file === at.file && subject.at.offset <= at.offset);
  return last(around) ?? last(before) ?? subjects[0];
}

function last(subjects: readonly Subject[]): Subject | undefined {
  return subjects.reduce<Subject | undefined>(
    (best, each) => (best && best.at.offset > each.at.offset ? best : each),
    undefined,
  );
}
