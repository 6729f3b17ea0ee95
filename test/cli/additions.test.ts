import { describe, expect, it } from 'vitest';
import { Workshop } from './workshop.js';

const design = `client web { users: 86.4k }
flow view { from: web, rate: 10/user/day, op: read }
service api { replicas: 3, capacity: 100/s }
database db { engine: our-db, replicas: 2 }
web -> api { timeout: 2s }
api -> db { timeout: 1s }
`;
const library = 'engine our-db extends postgres { capacity: 2k/s, sources { capacity: "load test, 2026" } }\n';

/** The figures of a run by name. */
async function figures(files: Readonly<Record<string, string>>) {
  const { code, out, err } = await new Workshop(files).run(['estimate', 'shop.arch', '--format', 'json']);
  expect(err).toBe('');
  expect(code).toBe(0);
  const { figures: list } = JSON.parse(out) as { figures: { name: string; value: number | null }[] };
  return (name: string): number | null | undefined => list.find((figure) => figure.name === name)?.value;
}

describe('the libraries of a configuration', () => {
  it('bring engines without an import', async () => {
    const value = await figures({
      'archlang.json': '{ "libraries": ["./team/engines.arch"] }',
      'team/engines.arch': library,
      'shop.arch': design,
    });
    expect(value('db.utilisation')).toBeGreaterThan(0);
  });

  it('that are not there are told', async () => {
    const workshop = new Workshop({ 'archlang.json': '{ "libraries": ["./gone.arch"] }', 'shop.arch': design });
    const { code, err } = await workshop.run(['check', 'shop.arch']);
    expect(code).toBe(2);
    expect(err).toContain('cannot read the library `gone.arch`: it does not exist');
  });
});

describe('the prices of a configuration', () => {
  const priced = (prices: object, own = design) => ({
    'archlang.json': JSON.stringify({ libraries: ['engines.arch'], prices }),
    'engines.arch': library,
    'shop.arch': own,
  });

  it('hold by engine and by kind, a component of its own name first', async () => {
    const value = await figures(
      priced({
        'our-db': { replica: '$120/month' },
        database: { replica: '$1/month' },
        service: { replica: '$30/month' },
      }),
    );
    expect(value('db.cost.month')).toBeCloseTo(240, 9);
    expect(value('api.cost.month')).toBeCloseTo(90, 9);
    expect(value('system.cost.month')).toBeCloseTo(330, 9);
    // Ten requests a second.
    expect(
      (await figures(priced({ api: { request: '$0.20/M' }, service: { request: '$9/M' } })))('api.cost.month'),
    ).toBeCloseTo(10 * (365 / 12) * 86_400 * 0.2e-6, 9);
  });

  it('hold by the engine that an engine extends', async () => {
    expect((await figures(priced({ postgres: { replica: '$100/month' } })))('db.cost.month')).toBeCloseTo(200, 9);
  });

  it('give way to what the design says, price by price', async () => {
    const own = design.replace('replicas: 3,', 'replicas: 3, price { replica: $50/month },');
    const value = await figures(priced({ service: { replica: '$30/month', request: '$0.20/M' } }, own));
    expect(value('api.cost.month')).toBeCloseTo(150 + 10 * (365 / 12) * 86_400 * 0.2e-6, 9);
  });

  it('are shown with the file and line they are from', async () => {
    const workshop = new Workshop({
      ...priced({}),
      'archlang.json':
        '{\n  "libraries": ["engines.arch"],\n  "prices": {\n    "storage": { "storage": "$1/GB/month" },\n    "service": {\n      "replica": "$30/month"\n    }\n  }\n}\n',
    });
    const { out } = await workshop.run(['estimate', 'shop.arch', '--derive', '--figure', 'api.cost.month']);
    expect(out).toContain('prices of service in archlang.json:6');
  });

  it.each([
    [{ api: { replcia: '$30/month' } }, 'Prices of `api`: `replcia` is no unit price; did you mean `replica`?'],
    [
      { api: { replica: '$30/GB' } },
      'takes money per month, such as `$40k/month`, but `$30/GB` is money per amount of data',
    ],
    [{ api: { replica: 'much' } }, '`much` is no price'],
    [{ api: { replica: 30 } }, '`prices.api.replica` has to be a string'],
  ])('%j are refused', async (prices, message) => {
    const { code, err } = await new Workshop(priced(prices)).run(['check', 'shop.arch']);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
