import { it } from 'vitest';
import { estimate } from '../../language-server/src/estimate/estimate.js';
import { buildModel, parseFile } from '../../language-server/src/model/index.js';
import { resolveConfiguration } from '../../language-server/src/rules/configuration.js';
import { lint } from '../../language-server/src/rules/lint.js';
import { everything, linted } from './linting.js';
import { rules } from '../../language-server/src/rules/registry.js';
it('exclusive', () => {
  const out: string[] = [];
  const mine = rules.filter((r) => ['capacity', 'cost', 'api'].includes(r.category));
  for (const r of mine) {
    const mates = new Set(rules.filter((x) => x.category === r.category && x !== r).map((x) => x.name));
    for (const e of r.incorrect) {
      const f = linted(e.code).findings.filter((x) => mates.has(x.rule)).map((x) => x.rule);
      if (f.length) out.push(`${r.name} / ${e.title}: ${f}`);
    }
  }
  console.log(out.join('\n'));
  const n = 400;
  let t = 'system { slo { availability: 99.99%, latency.p99: 1s } }\nclient c { users: 1k, concurrent: 9k }\nservice hub { replicas: 2, concurrency: 9, zones: [a,b], latency: 1ms }\nstorage o {}\nc -> hub { timeout: 3s }\n';
  for (let i = 0; i < n; i++) t += `flow f${i} { from: c, every: 10s, op: list, request: 20MB, pagination: offset }\nservice s${i} { replicas: 2 }\nhub -> s${i} { for: f${i}, timeout: 1s }\ns${i} -> o { timeout: 1s }\nc -> s${i} { for: f${i}, timeout: 9s }\n`;
  const model = buildModel('d.arch', new Map([['d.arch', parseFile('d.arch', t)]]));
  const est = estimate(model);
  for (let round = 0; round < 2; round++)
  for (const rule of mine) {
    const a = performance.now();
    const f = lint(model, est, everything(), [rule]).filter((x) => x.rule === rule.name || x.rule === 'internal-error');
    const ms = Math.round(performance.now() - a);
    if (round === 1 && ms > 30) console.log(ms, rule.name, f.length);
  }
}, 40000);
