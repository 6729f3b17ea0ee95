import { it } from 'vitest';
import { linted } from './linting.js';
import { reliabilityRules } from '../../language-server/src/rules/reliability/index.js';
it('probe', () => {
  const names = new Set(reliabilityRules.map((r) => r.name));
  for (const r of reliabilityRules) for (const [k, list] of [['BAD', r.incorrect], ['ok', r.correct]] as const) for (const e of list) {
    const l = linted(e.code);
    const mine = l.of(r.name).map((f) => `${f.severity}: ${f.message} {${f.fixes.map((x) => x.title).join(' | ')}}`);
    const others = l.findings.filter((f) => names.has(f.rule) && f.rule !== r.name).map((f) => `${f.severity} ${f.rule}`);
    if (k === 'BAD') console.log(`@@ ${r.name}: ${mine.join('\n@@    ')}`);
    if (others.length) console.log(`@@   ${k} [${e.title}] OTHERS ${others.join(', ')}`);
  }
});
