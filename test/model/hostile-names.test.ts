import { describe, expect, it } from 'vitest';
import { linted } from '../rules/linting.js';

/** Names that every object of the language we are written in already has. */
const names = ['constructor', 'toString', 'hasOwnProperty', '__proto__', 'valueOf', 'prototype'];

describe.each(names)('%s as a name', (name) => {
  it('names components, tables, fields, params and flows', () => {
    const { model } = linted(
      `param ${name} = 3\nclient web {}\nflow f { from: web, rate: 1/s }\ndatabase d { table t { fields { ${name}: id }, shard-key: ${name} } }\nservice s { replicas: ${name} }\nweb -> s -> d { timeout: 1s }\n`,
    );
    expect(model.problems).toEqual([]);
    expect(model.params[0].value).toBe(3);
    expect(linted(`service ${name} {}\nservice b {}\n${name} -> b`).model.links[0].source.id).toBe(name);
  });

  it('is refused with one message where it means nothing', () => {
    for (const text of [
      `service s { ${name}: 3 }`,
      `service s { ${name} }`,
      `service s { engine: ${name} }`,
      `service a {}\nservice b {}\na -> b { backoff: ${name}(1) }`,
      `service a {}\nservice b {}\na -> b { jitter: ${name} }`,
      `database d { table t { fields { a: ${name} } } }`,
    ]) {
      expect(linted(text).model.problems).toHaveLength(1);
    }
  });
});
