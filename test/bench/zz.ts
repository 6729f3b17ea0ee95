import { estimate } from '../../language-server/src/estimate/estimate.js';
import { buildModel, parseFile } from '../../language-server/src/model/index.js';
import { plainDesign, richDesign } from './designs.js';
const clock = <T>(what: string, f: () => T): T => { const t = performance.now(); const r = f(); console.log(what, (performance.now() - t).toFixed(0)); return r; };
for (const n of [1000, 1000, 10000]) {
  const text = richDesign(n);
  const p = clock('parse ' + n, () => parseFile('b', text));
  clock('parse again ' + n, () => parseFile('b', text));
  const m = clock('build', () => buildModel('b', new Map([['b', p]])));
  console.log(m.components.length, m.problems.length, text.length, p.source.text.length);
  const e = clock('estimate', () => { const e = estimate(m); e.figures.length; return e; });
  clock('estimate', () => estimate(m).figures.length);
  console.log(e.figures.length);
}
