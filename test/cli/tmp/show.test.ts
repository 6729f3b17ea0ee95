import { it } from 'vitest';
import { reports } from '../../../language-server/src/cli/reports/index.js';
import { context, result, clean } from '../reports/fixture.js';
it('x', () => { for (const [n, r] of Object.entries(reports)) { console.log('=====' + n); console.log(r(result, context())); if (n!=='sarif') console.log(r(clean, context())); } });
