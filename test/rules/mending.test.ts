import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from '@archlang/grammar';
import { describe, expect, it } from 'vitest';
import { applyFixes } from '../../language-server/src/rules/apply.js';
import { rules } from '../../language-server/src/rules/registry.js';
import { file, type Linted, linted } from './linting.js';

/** Applies fixes round by round, as `--fix` does. */
function mended(text: string, unsafe: boolean): { text: string; rounds: number } {
  for (let rounds = 0; rounds < 12; rounds++) {
    const { files, fixes } = applyFixes(new Map([[file, text]]), linted(text).findings, { unsafe });
    if (fixes.length === 0) return { text, rounds };
    text = files.get(file)!;
  }
  return { text, rounds: Number.POSITIVE_INFINITY };
}

const broken = ({ model }: Linted): string[] => model.problems.map(({ message }) => message);

const errors = (text: string): string[] =>
  linted(text)
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ rule }) => rule);

const flawed = rules.flatMap(({ name, incorrect }) =>
  incorrect.map(({ title, code }) => [`${name}: ${title}`, code] as const),
);
const examples = [
  'platform/url-shortener',
  'feeds/news-feed',
  'messaging/chat',
  'commerce/orders',
  'media/video-upload',
].map((name) => [name, readFileSync(join(import.meta.dirname, `../../examples/${name}/wrong.arch`), 'utf8')] as const);

describe.each([...examples, ...flawed])('%s', (_, code) => {
  it('is mended for good: the safe fixes come to an end, break nothing and change nothing the second time', () => {
    const { text, rounds } = mended(code, false);
    expect(rounds).toBeLessThan(10);
    expect({ text, problems: broken(linted(text)) }).toEqual({ text, problems: [] });
    const before = errors(code);
    const added = errors(text).filter((rule) => !before.includes(rule));
    expect({ text, added }).toEqual({ text, added: [] });
    expect(linted(format(text)).findings.map(({ rule }) => rule)).toEqual(
      linted(text).findings.map(({ rule }) => rule),
    );
  });

  it('can take the first fix of every finding at once', () => {
    // What nothing uses is taken out, or put to use by another fix: never both, so a person decides.
    const findings = linted(code).findings.filter(({ rule }) => rule !== 'orphan-component');
    const { files, fixes } = applyFixes(new Map([[file, code]]), findings, { unsafe: true });
    if (fixes.length === 0) return;
    const text = files.get(file)!;
    expect({ text, problems: broken(linted(text)) }).toEqual({ text, problems: [] });
  });
});
