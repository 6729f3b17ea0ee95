import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../language-server/src/model/index.js';
import { fixtures } from '../grammar/fixtures.js';
import { build, clean } from './building.js';

describe.each(fixtures)('every location of $name', ({ text }) => {
  const model = build(text);

  it('of a declaration shows its name and statement', () => {
    for (const { name, nameAt, at, head, body } of [
      ...model.components,
      ...model.flows,
      ...model.tables,
      ...model.params,
      ...model.sagas,
    ]) {
      expect(model.textOf(nameAt)).toBe(name);
      expect(at.offset).toBeLessThanOrEqual(head.offset);
      expect(head.end).toBeLessThanOrEqual(at.end);
      if (body) expect(model.textOf(body)).toMatch(/^\{.*\}$/s);
    }
  });

  it('of a link shows its hop', () => {
    for (const { head, source, target, synchronous } of model.links) {
      expect(model.textOf(head)).toMatch(
        new RegExp(`^${source.name}\\s*${synchronous ? '->' : '~>'}\\s*${target.name}$`),
      );
    }
  });

  it('of a property shows its name and value', () => {
    const look = (properties: object): void => {
      for (const [name, value] of Object.entries(properties) as [string, Value<unknown>][]) {
        if (value.origin !== 'written') continue;
        const property = model.textOf(value.property);
        expect(property.startsWith(name), property).toBe(true);
        expect(property.endsWith(model.textOf(value.at)), property).toBe(true);
      }
    };
    for (const { properties } of [...model.components, ...model.flows, ...model.tables, ...model.links])
      look(properties);
  });

  it('of a reference shows the name of its target', () => {
    for (const { at, target } of model.references) expect(model.textOf(at)).toBe(target.name);
  });
});

it('never throws, whatever the text, and points into it', () => {
  const words = [
    'service',
    'api',
    '{',
    '}',
    '->',
    '~>',
    ':',
    ',',
    'replicas',
    '3',
    '5ms',
    '"t"',
    '\n',
    'flow',
    'rate',
    '10/user/day',
    '[',
    ']',
    'table',
    'import',
    'param',
    '=',
    'expect',
    '<',
    'of',
    'for',
    '..',
    '%',
    'engine',
    'redis',
    'group',
    'let',
    '(',
    ')',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 40 }), (parts) => {
      const text = parts.join(' ');
      const { problems } = build(text);
      for (const { at } of problems) {
        expect(at.offset).toBeGreaterThanOrEqual(0);
        expect(at.end).toBeLessThanOrEqual(text.length);
        expect(at.end).toBeGreaterThanOrEqual(at.offset);
      }
    }),
    { numRuns: 400, seed: 11 },
  );
});

it('survives any cut of a whole file', () => {
  const text = readFileSync(new URL('../grammar/fixtures/url-shortener.arch', import.meta.url), 'utf8');
  for (let cut = 0; cut < text.length; cut += 37) build(text.slice(0, cut));
  for (let cut = 0; cut < text.length; cut += 41) build(text.slice(cut));
});

it('builds nothing from nothing', () => {
  const model = clean('');
  expect([model.components, model.links, model.problems]).toEqual([[], [], []]);
});
