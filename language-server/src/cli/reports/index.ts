import { checkstyle } from './checkstyle.js';
import { compact } from './compact.js';
import { github } from './github.js';
import { gitlab } from './gitlab.js';
import { json } from './json.js';
import { junit } from './junit.js';
import { markdown } from './markdown.js';
import { pretty } from './pretty.js';
import type { Report } from './report.js';
import { sarif } from './sarif.js';

export const reports = {
  pretty,
  compact,
  json,
  sarif,
  junit,
  github,
  gitlab,
  checkstyle,
  markdown,
} as const satisfies Record<string, Report>;

export type ReportName = keyof typeof reports;
export const reportNames = Object.keys(reports) as readonly ReportName[];
