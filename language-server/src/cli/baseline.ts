import { readFileSync } from 'node:fs';
import type { Finding } from '../rules/finding.js';
import { CallError, reasonOf } from './call-error.js';
import { fingerprints } from './fingerprint.js';
import type { Paths } from './paths.js';
import type { CheckResult } from './result.js';
import { writeWhole } from './write.js';

interface Entry {
  readonly fingerprint: string;
  /** For people who read the file; the fingerprint decides. */
  readonly rule: string;
  readonly file: string;
  readonly subjects: readonly string[];
}

/** The findings without those that a baseline knows. @throws CallError where it cannot be read */
export function withoutKnown(
  findings: readonly Finding[],
  sources: CheckResult['sources'],
  file: string,
  paths: Paths,
): Finding[] {
  const known = readBaseline(file, paths);
  const identities = fingerprints(findings, sources, paths);
  return findings.filter((finding) => finding.accepted || !known.has(identities.get(finding)!));
}

/** Makes all findings of today known. Accepted ones are left out: the design itself speaks of them. */
export function writeBaseline(
  findings: readonly Finding[],
  sources: CheckResult['sources'],
  file: string,
  paths: Paths,
): number {
  const identities = fingerprints(findings, sources, paths);
  const entries = findings
    .filter(({ accepted }) => !accepted)
    .map((finding): Entry => {
      const { rule, subjects, at } = finding;
      return { fingerprint: identities.get(finding)!, rule, file: paths.inRepository(at.file), subjects };
    });
  writeWhole(paths.absolute(file), `${JSON.stringify({ version: 1, findings: entries }, undefined, 2)}\n`);
  return entries.length;
}

function readBaseline(file: string, paths: Paths): ReadonlySet<string> {
  const advice = '`--update-baseline` writes one.';
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(paths.absolute(file), 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new CallError(`\`${file}\` is not valid JSON: ${error.message}`, advice);
    throw new CallError(`cannot read the baseline \`${file}\`: ${reasonOf(error)}`, advice);
  }
  if (!isBaseline(content)) throw new CallError(`\`${file}\` is not a baseline of this version`, advice);
  return new Set(content.findings.map(({ fingerprint }) => fingerprint));
}

function isBaseline(content: unknown): content is { findings: readonly Entry[] } {
  if (typeof content !== 'object' || content === null) return false;
  const { version, findings } = content as Record<string, unknown>;
  return version === 1 && Array.isArray(findings) && findings.every((entry) => typeof entry?.fingerprint === 'string');
}
