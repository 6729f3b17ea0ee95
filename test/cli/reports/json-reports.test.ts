import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { gitlab } from '../../../language-server/src/cli/reports/gitlab.js';
import { json } from '../../../language-server/src/cli/reports/json.js';
import { sarif } from '../../../language-server/src/cli/reports/sarif.js';
import type { CheckResult } from '../../../language-server/src/cli/result.js';
import { SourceText } from '../../../language-server/src/model/source.js';
import { clean, context, finding, result, source, text } from './fixture.js';
import { sarifSchema } from './sarif-schema.js';

const checkSchema = JSON.parse(
  readFileSync(new URL('../../../language-server/schemas/check.json', import.meta.url), 'utf8'),
);

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
addFormats(ajv);

function problems(schema: object, document: string): unknown {
  const validate = ajv.compile(schema);
  return validate(JSON.parse(document)) ? [] : validate.errors;
}

describe('json', () => {
  it('has the shape of its schema', () => {
    expect(problems(checkSchema, json(result, context()))).toEqual([]);
    expect(problems(checkSchema, json(clean, context()))).toEqual([]);
  });

  it('counts accepted findings apart and places from 1', () => {
    const report = JSON.parse(json(result, context()));
    expect(report.summary).toEqual({ error: 2, warning: 1, info: 1, hint: 1, accepted: 1 });
    const [overCapacity] = report.findings.filter(({ rule }: { rule: string }) => rule === 'over-capacity');
    expect(overCapacity).toMatchObject({
      file: 'shop.arch',
      start: { line: 4, column: 16 },
      end: { line: 4, column: 31 },
    });
    expect(overCapacity.related).toEqual([
      {
        file: 'shop.arch',
        start: { line: 2, column: 18 },
        end: { line: 2, column: 27 },
        message: 'The load begins here.',
      },
    ]);
  });

  it('writes what has no bound and what is unknown', () => {
    expect(JSON.parse(json(result, context())).expectations).toEqual([
      { text: 'api.utilisation < 70%', holds: true, actual: 0.42, unit: 'ratio' },
      { text: 'api.wait.mean < 1s', holds: false, actual: 'saturated', unit: 's' },
      { text: 'x.y < 1', holds: null, actual: null, unit: null },
    ]);
  });

  it('gives edits that make the fix', () => {
    const { fixes } = JSON.parse(json(result, context())).findings.find(
      ({ rule }: { rule: string }) => rule === 'missing-timeout',
    );
    const [{ start, end, text: inserted }] = fixes[0].edits;
    const lines = text.split('\n');
    const line = lines[start.line - 1];
    expect(start).toEqual(end);
    expect(line.slice(0, start.column - 1) + inserted + line.slice(end.column - 1)).toBe(
      'api -> orders { timeout: 500ms }',
    );
  });
});

describe('sarif', () => {
  const log = JSON.parse(sarif(result, context()));
  const [run] = log.runs;

  it('has the shape of 2.1.0 and of what GitHub takes', () => {
    expect(problems(sarifSchema, sarif(result, context()))).toEqual([]);
    expect(problems(sarifSchema, sarif(clean, context()))).toEqual([]);
  });

  it('describes every rule it names, at its index', () => {
    for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
  });

  it('suppresses accepted findings instead of leaving them out', () => {
    const accepted = run.results.filter(({ suppressions }: { suppressions?: unknown }) => suppressions !== undefined);
    expect(accepted).toHaveLength(1);
    expect(accepted[0]).toMatchObject({
      ruleId: 'hot-key',
      suppressions: [{ status: 'accepted', justification: 'small' }],
    });
  });

  it('escapes names into addresses, and links out of messages', () => {
    const [{ message, locations }] = run.results;
    const { uri } = locations[0].physicalLocation.artifactLocation;
    expect(decodeURIComponent(uri)).toBe('odd, 100%: <"&\'>.arch');
    expect(message.text).toContain('\\[link](x)');
  });

  it('keeps the worst where there are too many', () => {
    const many = Array.from({ length: 25_500 }, () => finding('noise', 'browser', { severity: 'hint' }));
    const flood: CheckResult = { ...result, findings: [...many, finding('bad', 'orders', { severity: 'error' })] };
    const { results } = JSON.parse(sarif(flood, context())).runs[0];
    expect(results).toHaveLength(24_999);
    expect(results.at(-1).ruleId).toBe('bad');
  });

  it('gives the same identity when lines move and words change', () => {
    const moved = new SourceText(source.file, `\n\n${text}`);
    const shifted = result.findings.map((each) =>
      each.at.file === source.file
        ? { ...each, message: 'reworded', at: { ...each.at, offset: each.at.offset + 2, end: each.at.end + 2 } }
        : each,
    );
    const later = { ...result, findings: shifted, sources: new Map([...result.sources, [moved.file, moved]]) };
    const identities = (report: string) =>
      JSON.parse(report).runs[0].results.map((each: { partialFingerprints: unknown }) => each.partialFingerprints);
    expect(identities(sarif(later, context()))).toEqual(identities(sarif(result, context())));
  });
});

describe('gitlab', () => {
  it('has what Code Quality needs, and unique fingerprints', () => {
    const twice = finding('naming', 'browser', { subjects: ['browser'], message: 'once more' });
    const issues = JSON.parse(gitlab({ ...result, findings: [...result.findings, twice] }, context()));
    const schema = {
      type: 'array',
      items: {
        type: 'object',
        required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
        additionalProperties: false,
        properties: {
          description: { type: 'string', minLength: 1 },
          check_name: { type: 'string', minLength: 1 },
          fingerprint: { type: 'string', minLength: 1 },
          severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
          location: {
            type: 'object',
            required: ['path', 'lines'],
            additionalProperties: false,
            properties: {
              path: { type: 'string', pattern: '^(?!\\.?/)' },
              lines: {
                type: 'object',
                required: ['begin', 'end'],
                properties: { begin: { type: 'integer', minimum: 1 }, end: { type: 'integer', minimum: 1 } },
              },
            },
          },
        },
      },
    };
    expect(problems(schema, JSON.stringify(issues))).toEqual([]);
    expect(issues).toHaveLength(6);
    expect(new Set(issues.map(({ fingerprint }: { fingerprint: string }) => fingerprint)).size).toBe(6);
  });

  it('is an empty list when clean', () => {
    expect(gitlab(clean, context())).toBe('[]\n');
  });
});
