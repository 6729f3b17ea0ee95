import { it } from 'vitest';
import { readFileSync, writeFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';
import { Workshop } from './workshop.js';
const cases: [string, string, string[]][] = JSON.parse(readFileSync('/tmp/cases.json','utf8'));
it.each(cases)('%s', async (name, file, args) => {
  const w = new Workshop({ 'd.arch': readFileSync(file,'utf8') });
  const t = performance.now();
  const r = await w.run(['sweep','d.arch',...args]);
  const ms = (performance.now()-t).toFixed(0);
  if (args.includes('svg')) { writeFileSync(`/tmp/${name}.svg`, r.out); if (r.out) writeFileSync(`/tmp/${name}.png`, new Resvg(r.out, { fitTo: { mode:'zoom', value:1.3 }, font: { loadSystemFonts: true } }).render().asPng()); console.log(name, ms, r.code, r.err); }
  else console.log(name, ms, r.code, r.err, '\n' + r.out.slice(0, 3500));
}, 60000);
