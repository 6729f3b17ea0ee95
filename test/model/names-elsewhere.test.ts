import { describe, expect, it } from 'vitest';
import { libraryEngines } from '../../language-server/src/model/library.js';
import { meant } from '../../language-server/src/model/meant.js';
import type { Section, ValueType } from '../../language-server/src/model/schema/definition.js';
import { componentKinds, schema } from '../../language-server/src/model/schema/index.js';
import { namesElsewhere } from '../../language-server/src/model/schema/names-elsewhere.js';
import { build } from './building.js';

/** The names that may stand in one place: of properties in a block, or of the values of a property. */
const places: (readonly string[])[] = [componentKinds, [...libraryEngines()]];

function values(type: ValueType): void {
  if (type.type === 'choice') places.push(type.values);
  else if (type.type === 'list') values(type.item);
  else if (type.type === 'either') for (const each of type.types) values(each);
  else if (type.type === 'block') section(type.properties);
}

function section(properties: Section): void {
  places.push(Object.keys(properties));
  for (const { type } of Object.values(properties)) values(type);
}

for (const each of Object.values(schema)) section(each);

describe('names from elsewhere', () => {
  it.each(Object.entries(namesElsewhere))('%s leads to what exists', (word, names) => {
    for (const name of names) {
      const known = places.filter((place) => place.includes(name));
      expect(known.length, name).toBeGreaterThan(0);
      // Where the word is known itself, nobody is told another one; in some place it has to be unknown.
      expect(
        known.some((place) => !place.includes(word)),
        name,
      ).toBe(true);
    }
  });

  it('come before the nearest spelling, and only where what they stand for may stand', () => {
    expect(meant('on', ['op', 'for'])).toBe('for');
    expect(meant('on', ['op', 'rows'])).toBe('op');
    expect(meant('QPS', ['capacity'])).toBe('capacity');
    expect(meant('qps', ['capacity', 'rate'])).toBe('rate');
    expect(meant('constructor', ['rate'])).toBeUndefined();
  });

  it('are mended by themselves, but for a value, another number and another form', () => {
    const safety = (text: string) => build(text).problems.map(({ fixes = [] }) => fixes.map(({ safe }) => safe));
    expect(safety('service a { instances: 3 }')).toEqual([[true]]);
    expect(safety('service a { latency.p95: 30ms }')).toEqual([[false]]);
    expect(safety('flow f { consistency: strong }')).toEqual([[false]]);
    expect(safety('a -> b { retry { backoff: none } }\nservice a {}\nservice b {}')).toEqual([[]]);
  });
});
