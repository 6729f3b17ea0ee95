import { Paths } from '../../../language-server/src/cli/paths.js';
import type { ReportContext } from '../../../language-server/src/cli/reports/report.js';
import type { CheckResult } from '../../../language-server/src/cli/result.js';
import { styleOf } from '../../../language-server/src/cli/terminal/style.js';
import { type Location, SourceText } from '../../../language-server/src/model/source.js';
import { type Finding, sortFindings } from '../../../language-server/src/rules/finding.js';
import type { Rule } from '../../../language-server/src/rules/rule.js';

/** A folder that does not exist: reports never look at the disk. */
export const folder = '/no/such/shop';
const file = `${folder}/shop.arch`;

export const text = `system "Shop" { maturity: design }
client browser { users: 1M }
service api {
  replicas: 2, capacity: 100/s
}
database orders { replicas: 1 }
browser -> api { timeout: 2s }
api -> orders
accept hot-key on orders until 2031-01-31 "small"
expect api.utilisation < 70%
`;

export const source = new SourceText(file, text);
export const hostileSource = new SourceText(`${folder}/odd, 100%: <"&'>.arch`, 'x -> y\n');

export const hostileMessage = `Bad <b>"name" & 'x'</b> ]]> 100%, a:b | \`code\` [link](x)\n::error::injected\u0007\u001b[31m @team \ud800`;

/** Where a piece of the text stands. */
export function at(piece: string, within: SourceText = source): Location {
  const offset = within.text.indexOf(piece);
  if (offset < 0) throw new Error(`no ${piece}`);
  return { file: within.file, offset, end: offset + piece.length };
}

export function finding(rule: string, piece: string, more: Partial<Finding> = {}): Finding {
  return {
    rule,
    severity: 'warning',
    message: `What is wrong with \`${piece}\`.`,
    at: at(piece),
    subjects: [],
    related: [],
    fixes: [],
    ...more,
  };
}

export const missingTimeout: Rule = {
  name: 'missing-timeout',
  category: 'reliability',
  mode: 'absence',
  severity: 'warning',
  tier: 1,
  summary: 'A synchronous call has no timeout.',
  why: 'A hung callee holds the threads of its caller.',
  silent: ['The design is a sketch.'],
  references: ['A book, ch. 5'],
  incorrect: [{ title: 'no bound', code: 'service a {}\nservice b {}\na -> b' }],
  correct: [{ title: 'a bound', code: 'service a {}\nservice b {}\na -> b { timeout: 2s }' }],
  check() {},
};

export const findings: readonly Finding[] = sortFindings([
  finding('over-capacity', 'capacity: 100/s', {
    severity: 'error',
    message: '`api` gets 347/s at peak, but its 2 replicas can serve 200/s.',
    subjects: ['api'],
    related: [{ at: at('users: 1M'), message: 'The load begins here.' }],
  }),
  finding('missing-timeout', 'api -> orders', {
    message: 'The call api -> orders has no timeout; when `orders` hangs, `api` hangs too.',
    subjects: ['api->orders'],
    fixes: [
      {
        title: 'Set `timeout: 500ms`',
        safe: true,
        edits: [
          { at: { file, offset: at('api -> orders').end, end: at('api -> orders').end }, text: ' { timeout: 500ms }' },
        ],
      },
    ],
  }),
  finding('hot-key', 'orders { replicas: 1 }', {
    subjects: ['orders'],
    accepted: {
      rule: 'hot-key',
      target: 'orders',
      until: '2031-01-31',
      reason: 'small',
      at: at('accept hot-key'),
      ruleAt: at('hot-key'),
    },
  }),
  finding('single-point-of-failure', 'service api {\n  replicas: 2, capacity: 100/s\n}', {
    severity: 'info',
    subjects: ['api'],
  }),
  finding('naming', 'browser', { severity: 'hint', subjects: ['browser'] }),
  finding('syntax', 'x', { severity: 'error', at: at('x', hostileSource), message: hostileMessage }),
]);

export const result: CheckResult = {
  files: [hostileSource.file, source.file],
  sources: new Map([hostileSource, source].map((each) => [each.file, each])),
  findings,
  expectations: [
    { text: 'api.utilisation < 70%', holds: true, actual: 0.42, unit: 'ratio', at: at('expect api.utilisation < 70%') },
    { text: 'api.wait.mean < 1s', holds: false, actual: Number.POSITIVE_INFINITY, unit: 's', at: at('expect') },
    { text: 'x.y < 1', holds: undefined, actual: undefined, unit: undefined, at: at('expect') },
  ],
  known: 0,
  mendable: 0,
};

export const clean: CheckResult = { ...result, files: [source.file], findings: [], expectations: [] };

export function context(
  more: { width?: number; color?: boolean; failOn?: ReportContext['failOn'] } = {},
): ReportContext {
  const output = { write: () => {}, columns: more.width ?? 80 };
  return {
    paths: new Paths(folder),
    style: styleOf(output, {}, more.color ?? false),
    rules: new Map([['missing-timeout', missingTimeout]]),
    version: '1.2.3',
    failOn: more.failOn ?? 'error',
  };
}
