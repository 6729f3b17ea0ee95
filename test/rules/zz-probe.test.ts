import { it } from 'vitest';
import { estimate } from '../../language-server/src/estimate/estimate.js';
import { buildModel, parseFile } from '../../language-server/src/model/index.js';
import { resolveConfiguration } from '../../language-server/src/rules/configuration.js';
import { lint } from '../../language-server/src/rules/lint.js';
import { reliabilityRules } from '../../language-server/src/rules/reliability/index.js';
const n = 5000;
const star = () => {
  let t = 'system { slo { availability: 99.99%, latency.p99: 1s }, rto: 1min, rpo: 1s }\nregion r {}\nregion s {}\nclient c {}\nservice hub { replicas: 2, regions: r }\nc -> hub { timeout: 3s }\n';
  for (let i = 0; i < n; i++) t += `service s${i} { regions: s, replicas: 2, zones: a, role: email }\nhub -> s${i} { timeout: 1s, retries: 4, backoff: exponential(1s,1s) }\n`;
  return t;
};
const sink = () => {
  let t = 'system { slo { availability: 99.99%, latency.p99: 1s }, rto: 1min, rpo: 1s }\nclient c {}\nservice hub { replicas: 2, zones: a }\nexternal x {}\nhub -> x { timeout: 1s, retries: 1, backoff: none }\n';
  for (let i = 0; i < n; i++) t += `service s${i} { replicas: 2, zones: a }\nc -> s${i}\ns${i} -> hub { timeout: 1s }\nqueue q${i} {}\nhub ~> q${i} { purpose: payment }\n`;
  return t;
};
const chain = () => {
  let t = 'system { slo { availability: 99.9% } }\nclient c {}\nc -> s0\n';
  for (let i = 0; i < n; i++) t += `service s${i} { replicas: 2, zones: a }\ns${i} -> s${i + 1} { timeout: 1s }\n`;
  return `${t}service s${n} {}\n`;
};
const flows = () => {
  let t = 'system { slo { availability: 99.99%, latency.p99: 1s } }\nclient c {}\nlb l {}\nservice a { replicas: 2, zones: a }\nqueue q {}\nc -> l -> a { timeout: 1s }\n a ~> q\n';
  for (let i = 0; i < n; i++) t += `flow f${i} { from: c, rate: 1/s, op: write, result: eventual }\nservice s${i} { role: email }\na -> s${i} { for: f${i}, timeout: 1s, retries: 1, backoff: none }\n`;
  return t;
};
it.each([['star', star], ['sink', sink], ['chain', chain], ['flows', flows]] as const)('%s', (name, make) => {
  const t0 = performance.now();
  const parsed = parseFile('d.arch', make());
  const t1 = performance.now();
  const model = buildModel('d.arch', new Map([['d.arch', parsed]]));
  const t2 = performance.now();
  const est = estimate(model);
  const rows: [number, string, number][] = [];
  for (const rule of reliabilityRules) {
    const a = performance.now();
    const f = lint(model, est, resolveConfiguration([]), [rule]).filter((x) => x.rule === rule.name || x.rule === 'internal-error');
    rows.push([Math.round(performance.now() - a), rule.name, f.length]);
  }
  rows.sort((x, y) => y[0] - x[0]);
  console.log(`@@ ${name} parse ${Math.round(t1 - t0)} build ${Math.round(t2 - t1)}; ${rows.slice(0, 9).map((r) => r.join(' ')).join(', ')}`);
}, 300_000);
