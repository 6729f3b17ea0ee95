import { describe, expect, it } from 'vitest';
import { checkstyle } from '../../../language-server/src/cli/reports/checkstyle.js';
import { junit } from '../../../language-server/src/cli/reports/junit.js';
import { clean, context, hostileMessage, hostileSource, result } from './fixture.js';
import { departures, parseXml, type Shape } from './xml.js';

const anything = /^[\s\S]*$/;
const number = /^\d+$/;

/** The part of the JUnit schema of Jenkins and Surefire that our reports use; nothing outside it is written. */
const junitShapes: Readonly<Record<string, Shape>> = {
  testsuites: {
    attributes: { name: anything, tests: number, failures: number, errors: number },
    children: ['testsuite'],
  },
  testsuite: {
    attributes: { name: anything, tests: number, failures: number, errors: number, skipped: number, time: number },
    children: ['testcase'],
  },
  testcase: { attributes: { name: /./, classname: /./, time: number }, children: ['failure', 'skipped', 'system-out'] },
  failure: { attributes: { message: anything, type: /^[\w-]+$/ }, children: [] },
  skipped: { attributes: {}, children: [] },
  'system-out': { attributes: {}, children: [] },
};

/**
 * Checkstyle publishes neither a schema nor a DTD for its report: the only definition is what its own `XMLLogger` writes, and
 * the severities of its `SeverityLevel`. This is that shape; readers such as reviewdog and Jenkins look for nothing else.
 */
const checkstyleShapes: Readonly<Record<string, Shape>> = {
  checkstyle: { attributes: { version: /^\d+\.\d+$/ }, children: ['file'] },
  file: { attributes: { name: /./ }, children: ['error'] },
  error: {
    attributes: {
      line: /^[1-9]\d*$/,
      column: /^[1-9]\d*$/,
      severity: /^(error|warning|info|ignore)$/,
      message: anything,
      source: /^archlang\.[\w-]+$/,
    },
    children: [],
  },
};

/** What of the hostile message XML can carry. */
const carried = hostileMessage.replace('\u0007', '\ufffd').replace('\u001b', '\ufffd').replace('\ud800', '\ufffd');

describe('junit', () => {
  const root = parseXml(junit(result, context()));
  const cases = root.children.flatMap(({ children }) => children);

  it('has the shape the schema asks for', () => {
    expect(departures(root, junitShapes)).toEqual([]);
    expect(departures(parseXml(junit(clean, context())), junitShapes)).toEqual([]);
  });

  it('fails what fails the run, and only that', () => {
    const failed = cases.filter(({ children }) => children[0]?.name === 'failure');
    expect(failed.map(({ children }) => children[0].attributes['type'])).toEqual(['syntax', 'over-capacity']);
    const strict = parseXml(junit(result, context({ failOn: 'warning' })));
    expect(strict.attributes['failures']).toBe('3');
  });

  it('skips accepted risks with their reason', () => {
    const [skipped] = cases.filter(({ children }) => children[0]?.name === 'skipped');
    expect(skipped.children[0].text).toBe('Accepted: small');
  });

  it('counts what it holds', () => {
    for (const { attributes, children } of root.children) {
      expect(Number(attributes['tests'])).toBe(children.length);
      const failures = children.filter((test) => test.children[0]?.name === 'failure');
      expect(Number(attributes['failures'])).toBe(failures.length);
    }
    expect(Number(root.attributes['tests'])).toBe(cases.length);
  });

  it('passes each expectation that holds', () => {
    expect(cases.map(({ attributes }) => attributes['name'])).toContain('expect api.utilisation < 70%');
  });

  it('keeps hostile texts as they are', () => {
    const [suite] = root.children;
    expect(suite.attributes['name']).toBe('odd, 100%: <"&\'>.arch');
    expect(suite.children[0].children[0].attributes['message']).toBe(carried);
  });

  it('passes a clean file', () => {
    expect(parseXml(junit(clean, context())).attributes).toMatchObject({ tests: '1', failures: '0' });
  });
});

describe('checkstyle', () => {
  const root = parseXml(checkstyle(result, context()));

  it('has the shape of what Checkstyle itself writes', () => {
    expect(departures(root, checkstyleShapes)).toEqual([]);
    expect(departures(parseXml(checkstyle(clean, context())), checkstyleShapes)).toEqual([]);
  });

  it('gives every open finding once, in its file', () => {
    expect(root.children.map(({ children }) => children.map(({ attributes }) => attributes['source']))).toEqual([
      ['archlang.syntax'],
      ['archlang.naming', 'archlang.single-point-of-failure', 'archlang.over-capacity', 'archlang.missing-timeout'],
    ]);
  });

  it('keeps hostile texts as they are', () => {
    expect(root.children[0].attributes['name']).toBe(context().paths.shown(hostileSource.file));
    expect(root.children[0].children[0].attributes['message']).toBe(carried);
  });
});
