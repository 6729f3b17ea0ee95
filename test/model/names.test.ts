import { describe, expect, it } from 'vitest';
import { Names } from '../../language-server/src/model/names.js';
import { build, buildFiles, clean, component, link } from './building.js';

interface Item {
  readonly name: string;
  readonly path: string;
  readonly kind?: string;
}

function named(...paths: readonly string[]): Names<Item> {
  const names = new Names<Item>();
  for (const path of paths) add(names, path);
  return names;
}

function add(names: Names<Item>, path: string, kind = '', isMade = false): Item | undefined {
  const parts = path.split('.');
  return names.add({ name: parts[parts.length - 1], path, kind }, parts, isMade);
}

function found(names: Names<Item>, name: string, scope = '', kind?: string): string {
  const path = scope === '' ? [] : scope.split('.');
  const result = names.lookup(name, { path }, kind === undefined ? undefined : (item) => item.kind === kind);
  if ('found' in result) return result.found.path;
  return 'ambiguous' in result ? `? ${result.ambiguous.map(({ path: each }) => each).join(' ')}` : '-';
}

describe('Names', () => {
  it('finds a name from everywhere', () => {
    const names = named('eu.api', 'db');
    expect(found(names, 'api')).toBe('eu.api');
    expect(found(names, 'api', 'us.web')).toBe('eu.api');
    expect(found(names, 'nothing')).toBe('-');
    expect(found(names, '')).toBe('-');
  });

  it('takes the one in the nearest block', () => {
    const names = named('eu.api', 'us.api', 'us.inner.api');
    expect(found(names, 'api', 'us')).toBe('us.api');
    expect(found(names, 'api', 'us.inner.web')).toBe('us.inner.api');
    expect(found(names, 'api', 'eu.web')).toBe('eu.api');
    expect(found(names, 'api')).toBe('? eu.api us.api us.inner.api');
  });

  it('takes the one at the top where none is nearer', () => {
    const names = named('api', 'us.api');
    expect(found(names, 'api')).toBe('api');
    expect(found(names, 'api', 'eu')).toBe('api');
    expect(found(names, 'api', 'us')).toBe('us.api');
  });

  it('narrows by blocks, those in between left out', () => {
    const names = named('us.data.db.urls', 'eu.data.db.urls');
    expect(found(names, 'us.urls')).toBe('us.data.db.urls');
    expect(found(names, 'eu.db.urls')).toBe('eu.data.db.urls');
    expect(found(names, 'us.data.db.urls')).toBe('us.data.db.urls');
    expect(found(names, 'db.us.urls')).toBe('-');
    expect(found(names, 'db.urls')).toBe('? us.data.db.urls eu.data.db.urls');
    expect(found(names, 'db.urls', 'eu')).toBe('eu.data.db.urls');
  });

  it('takes what fits before what does not', () => {
    const names = new Names<Item>();
    add(names, 'posts', 'database');
    add(names, 'posts.posts', 'table');
    expect(found(names, 'posts', '', 'table')).toBe('posts.posts');
    expect(found(names, 'posts', '', 'database')).toBe('posts');
    expect(found(names, 'posts', '', 'flow')).toBe('posts');
  });

  it('refuses the same full name twice', () => {
    const names = named('us.api');
    expect(add(names, 'us.api')?.path).toBe('us.api');
    expect(add(names, 'eu.api')).toBeUndefined();
  });

  it('gives the shortest clear name', () => {
    const names = named('us.api', 'eu.api', 'db', 'us.a.cache', 'eu.a.cache');
    const shortest = (path: string): string => {
      const parts = path.split('.');
      return names.shortest({ name: parts[parts.length - 1], path }, parts);
    };
    expect(shortest('db')).toBe('db');
    expect(shortest('us.api')).toBe('us.api');
    expect(shortest('us.a.cache')).toBe('us.a.cache');
  });

  it('bounds what it tells of an ambiguity', () => {
    const names = named(...Array.from({ length: 100 }, (_, i) => `g${i}.api`));
    expect(found(names, 'api').split(' ')).toHaveLength(9);
  });
});

describe('names in a design', () => {
  it('have ids as short as is clear', () => {
    const model = clean(
      'region us { service api {} service web {} }\nregion eu { service api {} }\ndatabase db { table t {} }',
    );
    expect(model.components.map(({ id }) => id)).toEqual(['us.api', 'web', 'eu.api', 'db']);
    expect(component(model, 'us.api').path).toBe('us.api');
    expect(component(model, 'web').path).toBe('us.web');
    expect(model.tables[0].id).toBe('t');
    expect(model.declarations.get('us.api')).toBe(component(model, 'us.api'));
    expect(model.find('us.web')).toBe(component(model, 'web'));
    expect(model.find('api')).toBeUndefined();
  });

  it('are meant by the nearest block', () => {
    const model = clean('region us { service api {}\n service web {}\n web -> api }\nregion eu { service api {} }');
    expect(model.links.map(({ id }) => id)).toEqual(['web->us.api']);
  });

  it('are asked for where two remain', () => {
    const text = 'region us { service api {} }\nregion eu { service api {} }\nclient web {}\nweb -> api';
    const [problem, ...others] = build(text).problems;
    expect(others).toEqual([]);
    expect(problem.code).toBe('ambiguous-name');
    expect(problem.message).toBe('`api` could be `us.api` or `eu.api`; write which one.');
    expect(problem.fixes?.map(({ edits }) => edits[0].text)).toEqual(['us.api', 'eu.api']);
  });

  it('clash across files', () => {
    const files = { 'x.arch': 'import "./y.arch"\nservice api {}', 'y.arch': 'service api {}' };
    const { problems } = buildFiles(files);
    expect(problems.map(({ code, message, at }) => [code, message, at.file])).toEqual([
      ['duplicate-name', '`api` is declared already in an imported file.', 'y.arch'],
    ]);
    expect(problems[0].related?.[0].at.file).toBe('x.arch');
  });

  it('may be keywords', () => {
    const model = clean(
      'service queue {}\ncache cache {}\nservice system {}\nservice flow {}\nqueue -> cache\nsystem -> flow',
    );
    expect(model.links.map(({ id }) => id)).toEqual(['queue->cache', 'system->flow']);
  });

  it('of tables are first those of the store a link leads to', () => {
    const stores = 'database a { table outbox {} }\ndatabase b { table outbox {} }\nservice s {}\ntopic t {}\n';
    const model = clean(
      `${stores}s -> a { stores: outbox }\ns -> b { reads: outbox }\nb ~> t { capture: outbox, reads: outbox }`,
    );
    expect(link(model, 's->a').properties.stores?.value).toEqual(['a.outbox']);
    expect(link(model, 's->b').properties.reads?.value).toEqual(['b.outbox']);
    expect(link(model, 'b~>t').properties.reads?.value).toEqual(['b.outbox']);
  });

  it('of tables may be those of their database', () => {
    const model = clean('database posts { table posts {} }\nservice s {}\ns -> posts { stores: posts }');
    expect(link(model, 's->posts').properties.stores?.value).toEqual(['posts.posts']);
  });

  it('are remembered with their places, each part of a qualified one', () => {
    const text = 'region us { service api {} }\nregion eu { service api {} }\nclient web {}\nweb -> us.api';
    const model = clean(text);
    const at = text.lastIndexOf('us.api');
    const uses = model.references.filter(({ at: { offset } }) => offset >= at);
    expect(uses.map(({ at: { offset, end }, target }) => [text.slice(offset, end), target.id])).toEqual([
      ['api', 'us.api'],
      ['us', 'us'],
    ]);
  });

  it('in an expectation are those of the block it stands in, and are remembered', () => {
    const text =
      'region us { service api { expect api.rate.peak < 1/s } }\nregion eu { service api {} }\nexpect us.api->eu.api.rate.peak < 1/s';
    const model = clean(text);
    expect(model.expectations.map(({ left }) => left.kind === 'figure' && left.name)).toEqual([
      'us.api.rate.peak',
      'us.api->eu.api.rate.peak',
    ]);
    const uses = model.references.map(({ at: { offset, end } }) => text.slice(offset, end));
    expect(uses).toEqual(['api', 'api', 'us', 'api', 'eu']);
  });
});

describe('a name made of a title', () => {
  it('stands back behind one that was given, wherever that is', () => {
    const names = named('posts.posts', 'eu.api');
    expect(add(names, 'posts', '', true)).toBeUndefined();
    expect(add(names, 'api', '', true)).toBeUndefined();
    expect(found(names, 'posts')).toBe('posts.posts');
    expect(found(names, 'api')).toBe('eu.api');
    expect(found(names, 'posts', 'posts')).toBe('posts.posts');
  });

  it('stands for its group where nothing else bears it', () => {
    const model = clean(
      'group "Data tier" { database db {} }\nclient web {}\nservice api {}\nweb -> api -> db\nforbid web -> data-tier "no"',
    );
    expect(model.groups.map(({ id }) => id)).toEqual(['data-tier']);
    expect(model.constraints[0].target).toEqual({ match: 'name', id: 'data-tier' });
  });

  it.each([
    ['inside it', 'group "Posts" { database posts {} }\n'],
    ['beside it', 'group "Posts" { database store {} }\ndatabase posts {}\n'],
    ['before it', 'database posts {}\ngroup "Posts" { database store {} }\n'],
  ])('leaves the name to a component %s', (_, text) => {
    const model = clean(
      `${text}service api {}\napi -> posts\nexpect posts.rate.peak <= 1/s\naccept hot-key on posts until 2999-01-01 "why"`,
    );
    expect(component(model, 'posts').kind).toBe('database');
    expect(model.groups[0].id).toBe('posts-group');
    expect(model.declarations.get('posts')?.what).toBe('component');
    expect(model.acceptances[0].target).toBe('posts');
    expect(link(model, 'api->posts').target.id).toBe('posts');
  });

  it('is still one too many where two groups bear it', () => {
    expect(build('group "A b" {}\ngroup "A b" {}').problems.map(({ code }) => code)).toEqual(['duplicate-name']);
  });
});

it('lists of fields without brackets end before the next list', () => {
  const [table] = clean(
    'database d { table t { fields { a: id, b: id, query: id }, index on a, b, query by a, b 5%, index on b, query by query } }',
  ).tables;
  expect(table.indexes.map(({ columns }) => columns)).toEqual([['a', 'b'], ['b']]);
  expect(table.queries.map(({ columns, share }) => [columns, share])).toEqual([
    [['a', 'b'], 0.05],
    [['query'], undefined],
  ]);
});
