import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recipes } from '../grammar/fixtures.js';
import { type Design, design } from './design.js';

const completions = new URL('./recipes/', import.meta.url);

/** A recipe of the properties page with what it leaves out. */
function recipe(number: number): Design {
  const { name, text } = recipes[number - 1];
  return design(text + readFileSync(new URL(name.replace('recipes/', ''), completions), 'utf8'));
}

/** Asserts every visit count of every component: what is not listed must not be reached. */
function expectVisits(
  { model, estimates }: Design,
  expected: Readonly<Record<string, Readonly<Record<string, number>>>>,
): void {
  const found: Record<string, Record<string, number | undefined>> = {};
  for (const component of model.components) {
    const visits = estimates.of(component).filter(({ figure }) => figure.startsWith('visits.'));
    for (const { figure, value } of visits) {
      found[component.id] ??= {};
      found[component.id][figure.slice('visits.'.length)] = value;
    }
  }
  expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
  for (const [id, flows] of Object.entries(expected)) {
    expect(Object.keys(found[id]).sort(), id).toEqual(Object.keys(flows).sort());
    for (const [flow, visits] of Object.entries(flows))
      expect(found[id][flow], `${id}.visits.${flow}`).toBeCloseTo(visits, 12);
  }
}

it('has all twelve', () => {
  expect(recipes).toHaveLength(12);
});

describe.each(recipes.map(({ name }, i) => [name, i + 1] as const))('%s', (_, number) => {
  it('is a design without problems, and no figure of it is NaN', () => {
    const { estimates } = recipe(number);
    expect(estimates.problems).toEqual([]);
    expect(estimates.figures.filter(({ value }) => Number.isNaN(value))).toEqual([]);
  });
});

describe('1. four cache patterns', () => {
  const one = recipe(1);

  it('counts nothing twice', () => {
    const asked = { view: 1, edit: 1, find: 1, balance: 1, rename: 1, like: 1 };
    expectVisits(one, {
      web: asked,
      api: asked,
      hot: { view: 1, edit: 1 },
      near: { find: 1 },
      safe: { balance: 1, rename: 1 },
      likes: { like: 1 },
      // cache-aside: 10% of the views and the edit; read-through: 20%; write-through: 5% and every write; write-behind: 1 in 500
      db: { view: 0.1, edit: 1, find: 0.2, balance: 0.05, rename: 1, like: 1 / 500 },
    });
  });

  it('adds the flows up at the database, reads and writes apart', () => {
    // 8.64M users are 100/s for each request a day: view 1000, edit 100, find 500, balance 400, rename 200, like 5000.
    expect(one.value('db.rate.average.read')).toBeCloseTo(1000 * 0.1 + 500 * 0.2 + 400 * 0.05, 9);
    expect(one.value('db.rate.average.write')).toBeCloseTo(100 + 200 + 5000 / 500, 9);
    expect(one.value('db.rate.peak')).toBeCloseTo(2 * (220 + 310), 9);
  });

  it('gives each table its own reads and writes', () => {
    expect(one.value('posts.rate.average.read')).toBeCloseTo(100, 9);
    expect(one.value('posts.rate.average.write')).toBeCloseTo(100, 9);
    expect(one.value('places.rate.average')).toBeCloseTo(100, 9);
    // A write through a link that also reads the table is one write of it.
    expect(one.value('accounts.rate.average.write')).toBeCloseTo(200, 9);
    expect(one.value('accounts.rate.average.read')).toBeCloseTo(20, 9);
    expect(one.value('like-counts.rate.average')).toBeCloseTo(10, 9);
  });

  it('lets invalidations end at the cache: upkeep, neither read nor write', () => {
    expect(one.value('hot.rate.average')).toBeCloseTo(1100, 9);
    expect(one.value('hot.rate.average.write')).toBe(0);
  });

  it('sums parallel links under their common name and keeps each', () => {
    expect(one.value('api->db.rate.average')).toBeCloseTo(200, 9);
    expect(one.value('api->db#1.rate.average')).toBeCloseTo(100, 9);
    expect(one.value('api->db#2.rate.average')).toBeCloseTo(100, 9);
    expect(one.value('api->hot.rate.average')).toBeCloseTo(1100, 9);
  });

  it('adds rows for writes only: the upsert of `rename` adds none', () => {
    expect(one.value('posts.storage.growth')).toBeCloseTo(100 * 86_400 * 1000, 3);
    expect(one.value('accounts.storage.growth')).toBe(0);
    // A batch of 500 likes is one write of 500 rows.
    expect(one.value('like-counts.storage.growth')).toBeCloseTo(10 * 500 * 86_400 * 16, 3);
  });
});

describe('2. leader and followers', () => {
  const two = recipe(2);

  it('lets what follows a flow come as often as that flow', () => {
    expect(two.value('save.rate.average')).toBeCloseTo(10, 9);
    expect(two.value('mine.rate.average')).toBeCloseTo(10, 9);
    expectVisits(two, {
      web: { save: 1, mine: 1, view: 1 },
      profile: { save: 1, mine: 1, view: 1 },
      users: { save: 1, mine: 1, view: 1 },
    });
  });

  it('sends writes to the leader and reads to the followers', () => {
    // Peak: 20 writes/s, 4,020 reads/s over three followers, which also take every write.
    const follower = ((10 + 2000) * 2) / 3 / 20_000 + 20 / 10_000;
    expect(two.value('users.utilisation')).toBeCloseTo(follower, 12);
  });
});

describe('3. sharded table', () => {
  const three = recipe(3);

  it('reaches the store once per request', () => {
    expectVisits(three, { web: { send: 1, room: 1 }, chat: { send: 1, room: 1 }, 'chat-store': { send: 1, room: 1 } });
  });

  it('spreads a leaderless store over its nodes, but for the hottest key', () => {
    const reads = 4000;
    const writes = 200;
    const { value } = three.figure('chat-store.utilisation');
    const node = three.model.find('chat-store');
    const capacity = node?.what === 'component' ? node.properties.capacity?.value : undefined;
    const writeCapacity = (node?.what === 'component' && node.properties['write-capacity']?.value) || capacity;
    const share = (skew: number): number => skew + ((1 - skew) * 3) / 48;
    // Of the hottest key's reads, those that come to a replica of `chat` while it fetches the key share the answer.
    const fetch = 0.003 * Math.exp((Math.log(30 / 3) / 2.3263478740408408) ** 2 / 2);
    const coalesced = 0.002 / (1 + (0.002 * reads * fetch) / 4);
    expect(value).toBeCloseTo(
      (reads * (2 / 3) * share(coalesced)) / capacity! + (writes * share(0.002)) / writeCapacity!,
      12,
    );
  });

  it('keeps three copies of a year', () => {
    expect(three.value('messages.storage')).toBeCloseTo(100 * 86_400 * 365 * 450, 0);
    expect(three.value('chat-store.storage')).toBeCloseTo(3 * 100 * 86_400 * 365 * 450, 0);
  });
});

describe('4. chat with a backplane', () => {
  const four = recipe(4);

  it('sends and delivers as two flows', () => {
    expectVisits(four, {
      phone: { send: 1, deliver: 1 },
      sockets: { send: 1 },
      chat: { send: 1, deliver: 1 },
      'chat-store': { send: 1 },
      backplane: { send: 1, deliver: 1 },
    });
    const sent = (20e6 * 25) / 86_400;
    expect(four.value('send.rate.average')).toBeCloseTo(sent, 9);
    expect(four.value('deliver.rate.average')).toBeCloseTo(3 * sent, 9);
    expect(four.value('chat~>phone.rate.average')).toBeCloseTo(3 * sent, 9);
    expect(four.value('messages.rate.average.write')).toBeCloseTo(sent, 9);
    expect(four.value('messages.rate.average.read')).toBe(0);
  });

  it('pushes what is delivered towards the client', () => {
    const bits = 3 * four.value('send.rate.peak') * 300 * 8;
    expect(four.value('chat~>phone.bandwidth.out')).toBeCloseTo(bits, 3);
    expect(four.value('chat~>phone.bandwidth.in')).toBe(0);
    expect(four.value('system.bandwidth.out')).toBeCloseTo(bits, 3);
  });
});

describe('5. push and pull feed', () => {
  it('pushes what is below the bound and pulls the rest when it is read', () => {
    const five = recipe(5);
    expectVisits(five, {
      app: { post: 1, feed: 1 },
      api: { post: 1, feed: 1 },
      // One feed in 40% pulls from three celebrities.
      posts: { post: 1, feed: 0.4 * 3 },
      'post-events': { post: 1 },
      pusher: { post: 1 },
      // 200 followers in batches of 100.
      timelines: { post: 200 / 100, feed: 1 },
    });
    expect(five.value('entries.rate.average.write')).toBeCloseTo(20 * 2, 9);
    expect(five.value('entries.storage')).toBe(10e9 * 50);
    expect(five.value('posts.posts.rate.average.read')).toBeCloseTo(1200, 9);
  });
});

describe('6. saga with outbox', () => {
  const six = recipe(6);

  it('lets only writes of the outbox travel', () => {
    expectVisits(six, {
      web: { checkout: 1, browse: 1 },
      orders: { checkout: 1, browse: 1 },
      'orders-db': { checkout: 1, browse: 1 },
      'order-events': { checkout: 1 },
      'order-saga': { checkout: 1 },
      inventory: { checkout: 1 },
      payments: { checkout: 1 },
      shipping: { checkout: 1 },
    });
  });

  it('writes both tables in one arrival', () => {
    expect(six.value('orders-db.rate.average.write')).toBeCloseTo(10, 9);
    expect(six.value('orders-db.orders.rate.average.write')).toBeCloseTo(10, 9);
    expect(six.value('outbox.rate.average')).toBeCloseTo(10, 9);
  });
});

describe('7. active-active', () => {
  it('keeps totals, whichever region answers', () => {
    const seven = recipe(7);
    const each = { add: 1, show: 1 };
    expectVisits(seven, { web: each, entry: each, front: each, cart: each, carts: each });
    // Two regions of equal size: one has to carry all.
    expect(seven.value('cart.utilisation.region-lost')).toBeCloseTo(2 * seven.value('cart.utilisation'), 12);
  });
});

describe('8. presigned uploads', () => {
  const eight = recipe(8);

  it('lets the cdn answer, and only uploads make events', () => {
    expectVisits(eight, {
      app: { sign: 1, upload: 1, watch: 1 },
      gw: { sign: 1 },
      api: { sign: 1 },
      edge: { watch: 1 },
      media: { upload: 1, watch: 0.05 },
      uploads: { upload: 1 },
      transcoder: { upload: 1 },
    });
  });

  it('keeps coded objects for the horizon', () => {
    const daily = 50 * 86_400 * 20e6;
    expect(eight.value('media.storage.growth')).toBeCloseTo(daily * 1.5, 0);
    expect(eight.value('media.storage')).toBeCloseTo(daily * 1.5 * 3650, -3);
    expect(eight.figure('media.storage').value).toBeGreaterThan(0);
  });
});

describe('9. gateway', () => {
  it('asks the limits for every request', () => {
    expectVisits(recipe(9), { web: { load: 1 }, gw: { load: 1 }, limits: { load: 1 }, api: { load: 1 } });
  });
});

describe('10. competing consumers', () => {
  it('shares by what each group of machines can do', () => {
    // fast: 120 × 4 ÷ 2 s = 240/s; spare: 20 × 4 ÷ 3 s = 26.7/s
    expectVisits(recipe(10), {
      web: { export: 1 },
      api: { export: 1 },
      jobs: { export: 1 },
      fast: { export: 0.9 },
      spare: { export: 0.1 },
    });
  });
});

describe('11. batch job', () => {
  const eleven = recipe(11);

  it('takes 6,666.7 s', () => {
    expect(eleven.value('billing.job.duration')).toBeCloseTo(20e6 / (10 * 300), 9);
  });

  it('is its own flow: once a day, its calls within a run', () => {
    expectVisits(eleven, { billing: { billing: 1 }, 'usage-db': { billing: 40_000 }, invoices: { billing: 40_000 } });
    expect(eleven.value('usage-db.rate.average')).toBeCloseTo(40_000 / 86_400, 12);
    expect(eleven.value('usage-db.rate.peak')).toBeCloseTo(40_000 / (20e6 / 3000), 12);
    expect(eleven.value('usage.rate.average.read')).toBeCloseTo(40_000 / 86_400, 12);
    expect(eleven.value('lines.rate.average.write')).toBeCloseTo(40_000 / 86_400, 12);
  });

  it('adds no rows by upsert', () => {
    expect(eleven.value('lines.storage.growth')).toBe(0);
    expect(eleven.value('lines.storage')).toBe(240e6 * 300);
  });
});

describe('12. third party', () => {
  it('sends nothing to a fallback in the steady state, and no retries', () => {
    expectVisits(recipe(12), {
      web: { payment: 1 },
      pay: { payment: 1 },
      cards: { payment: 1 },
      scores: { payment: 1 },
    });
  });
});
