import { createHash } from 'node:crypto';
import type { Finding } from '../rules/finding.js';
import type { Paths } from './paths.js';
import type { CheckResult } from './result.js';

/**
 * An identity for every finding that outlives moved lines and reworded messages: the rule, the file, and what it is about
 * (the text itself where it is about nothing that has a name). Where several share one, they are counted.
 */
export function fingerprints(
  findings: readonly Finding[],
  sources: CheckResult['sources'],
  paths: Paths,
): ReadonlyMap<Finding, string> {
  const seen = new Map<string, number>();
  const result = new Map<Finding, string>();
  for (const finding of findings) {
    const about = finding.subjects.length > 0 ? finding.subjects : [textAt(sources, finding)];
    const key = JSON.stringify([finding.rule, paths.inRepository(finding.at.file), ...about]);
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    result.set(finding, createHash('sha256').update(`${key}#${count}`).digest('hex').slice(0, 32));
  }
  return result;
}

function textAt(sources: CheckResult['sources'], { at }: Finding): string {
  const text = sources.get(at.file)?.text.slice(at.offset, Math.min(at.end, at.offset + 1000)) ?? '';
  return text.replace(/\s+/g, ' ').trim();
}
