import { expect, it } from 'vitest';
import { resolveImport } from '../../language-server/src/model/index.js';
import { buildFiles } from './building.js';

it('brings the names of all files that are imported, however', () => {
  const model = buildFiles({
    'x.arch': 'import "./a.arch"\nweb -> api',
    'a.arch': 'import "./deep/b.arch"\nservice api {}',
    'deep/b.arch': 'client web {}',
    'other.arch': 'service unrelated {}',
  });
  expect(model.problems).toEqual([]);
  expect(model.components.map(({ id }) => id).sort()).toEqual(['api', 'web']);
  expect([...model.files.keys()]).toEqual(['x.arch', 'a.arch', 'deep/b.arch']);
  expect(model.links.map(({ id }) => id)).toEqual(['web->api']);
});

it('reads a file once, in circles and twice imported', () => {
  const model = buildFiles({
    'x.arch': 'import "./a.arch"\nimport "./b.arch"\nimport "./x.arch"',
    'a.arch': 'import "./b.arch"\nservice a {}',
    'b.arch': 'import "./a.arch"\nimport "./x.arch"\nservice b {}',
  });
  expect(model.problems).toEqual([]);
  expect(model.components.map(({ id }) => id)).toEqual(['a', 'b']);
});

it('tells a file that is not there on its path, in the file that imports it', () => {
  const { problems, textOf } = buildFiles({
    'x.arch': 'import "./a.arch"',
    'a.arch': 'service a {}\nimport "../no.arch"',
  });
  expect(problems.map(({ code, at }) => [code, at.file, textOf(at)])).toEqual([
    ['unknown-import', 'a.arch', '"../no.arch"'],
  ]);
});

it('tells problems of imported files at their places', () => {
  const { problems, textOf } = buildFiles({ 'x.arch': 'import "./a.arch"', 'a.arch': 'service a { replcas: 3 }' });
  expect(problems.map(({ at }) => [at.file, textOf(at)])).toEqual([['a.arch', 'replcas']]);
});

it('joins paths to that of the importing file', () => {
  expect(resolveImport('x.arch', './y.arch')).toBe('y.arch');
  expect(resolveImport('a/b/x.arch', '../y.arch')).toBe('a/y.arch');
  expect(resolveImport('/a/x.arch', 'y.arch')).toBe('/a/y.arch');
  expect(resolveImport('file:///a/b/x.arch', '../c/y.arch')).toBe('file:///a/c/y.arch');
  expect(resolveImport('vscode-vfs://github/o/r/x.arch', './y.arch')).toBe('vscode-vfs://github/o/r/y.arch');
  expect(resolveImport('/x.arch', '../../y.arch')).toBe('/y.arch');
});
