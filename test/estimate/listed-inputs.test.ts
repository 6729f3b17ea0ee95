import { expect, it } from 'vitest';
import { listedInputs } from '../../language-server/src/estimate/show.js';
import { design } from './design.js';

const shop = (store: string): string =>
  `client web { users: 864k, peak: 2x }\nflow get { from: web, rate: 10/user/day, op: read }\nflow put { from: web, rate: 1/user/day, op: write }\nservice api {}\ndatabase db { replicas: 4, shards: 2, capacity: 1k/s, ${store} }\nweb -> api -> db`;
const listed = (store: string): readonly string[] =>
  listedInputs(design(shop(store)).figure('db.utilisation')).map(({ name }) => name);

it('lists what reads and writes share once', () => {
  const names = listed('skew: 10%');
  expect(names.filter((name) => name === 'db.capacity')).toHaveLength(1);
  expect(names.filter((name) => name === 'db.skew')).toHaveLength(1);
});

it('lists what they do not share apart', () => {
  expect(listed('write-capacity: 500/s')).toEqual(expect.arrayContaining(['db.capacity', 'db.write-capacity']));
  const copied = listed('table t { row: 1KB, skew: 10%, hot-keys: copies(5) }');
  expect(copied).toEqual(expect.arrayContaining(['t.skew', 't.skew.reads']));
});

it('lists figures of one name apart that are not the same', () => {
  const { figure } = design(
    'client web {}\nflow get { from: web, rate: 1/s }\nservice shop {}\nservice a { part-of: shop }\nservice b { part-of: shop }\nweb -> b\nweb -> b\na -> b',
  );
  expect(figure('shop.rate.average').value).toBe(2);
  expect(listedInputs(figure('shop.rate.average')).map(({ value }) => value)).toEqual([1, 1, 1]);
});
