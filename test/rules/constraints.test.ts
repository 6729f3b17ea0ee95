import { describe, expect, it } from 'vitest';
import { linted } from './linting.js';

const design = `client web {}
client staff { trusted: yes }
gateway front { replicas: 2 }
group shop "Shop" {
  service cart {}
  service orders {}
}
region eu {
  database ledger {}
}
service report { regions: [eu] }
topic events {}
external bank {}
web -> front -> cart
staff -> report -> ledger
cart -> orders
orders -> ledger
orders -> bank
orders ~> events
`;

function forbidden(statement: string): string[] {
  const { model, of } = linted(`${design}${statement}\n`);
  expect(model.problems).toEqual([]);
  return of('forbidden-call')
    .map(({ subjects: [link] }) => link)
    .sort();
}

describe('forbid', () => {
  it.each([
    ['one by name', 'forbid orders -> bank "no"', ['orders->bank']],
    ['nothing where there is no such link', 'forbid cart -> bank "no"', []],
    ['by kind', 'forbid any service -> any database "no"', ['orders->ledger', 'report->ledger']],
    ['from anything', 'forbid any -> ledger "no"', ['orders->ledger', 'report->ledger']],
    ['to anything', 'forbid orders -> any "no"', ['orders->bank', 'orders->ledger', 'orders~>events']],
    ['hand-overs like calls', 'forbid any -> any topic "no"', ['orders~>events']],
    ['into a group', 'forbid any gateway -> shop "no"', ['front->cart']],
    ['out of a group', 'forbid shop -> any external "no"', ['orders->bank']],
    [
      'into a region, also for what is placed there by `regions`',
      'forbid any -> eu "no"',
      ['orders->ledger', 'report->ledger', 'staff->report'],
    ],
    ['all but an exception', 'forbid any -> ledger except report "no"', ['orders->ledger']],
    ['all but several', 'forbid any -> ledger except [report, orders] "no"', []],
    ['all but what an exception is called by', 'forbid any client -> any except front "no"', ['staff->report']],
    [
      'all but a kind',
      'forbid any -> any except any client "no"',
      ['cart->orders', 'front->cart', 'orders->bank', 'orders->ledger', 'orders~>events', 'report->ledger'],
    ],
  ])('rules out %s', (_, statement, links) => {
    expect(forbidden(statement)).toEqual(links);
  });

  it('gives the reason of the author, and points to where it says so', () => {
    const found = linted(`${design}forbid orders -> bank "payments go through the gateway"\n`);
    const [finding] = found.of('forbidden-call');
    expect(finding).toMatchObject({ severity: 'error' });
    expect(finding.message).toBe('`orders -> bank` is forbidden. payments go through the gateway.');
    expect(found.text.slice(finding.related[0].at.offset, finding.related[0].at.end)).toContain(
      'forbid orders -> bank',
    );
  });

  it('says what it forbids where no reason is given', () => {
    const [finding] = linted(`${design}forbid orders -> bank\n`).of('forbidden-call');
    expect(finding.message).toContain('forbid orders -> bank');
  });

  it('may be accepted like any other finding', () => {
    const accepted = linted(
      `${design}forbid orders -> bank "no"\naccept forbidden-call on orders -> bank "until the move"\n`,
    );
    expect(accepted.of('forbidden-call').map(({ accepted: by }) => by?.reason)).toEqual(['until the move']);
  });
});
