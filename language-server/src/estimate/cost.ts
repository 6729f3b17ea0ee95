import type { Component } from '../model/model.js';
import { isPlanned } from '../model/planned.js';
import { componentBandwidth } from './bandwidth.js';
import { type Cell, constant, define, derived, isKnown, sum, type Term, unknown, type Working } from './cell.js';
import { keepsData } from './disk.js';
import type { Unit } from './estimates.js';
import { isBroker } from './kinds.js';
import { responseOfComponent } from './latency/response.js';
import { capacityOfOne } from './nominal.js';
import { running } from './replicas.js';
import { figureOf, perDesign, property, type Sheet, writtenIn } from './sheet.js';
import { keptOnDisk } from './storage.js';
import { componentRate, linkRate } from './traffic/rates.js';
import { sources } from './traffic/sources.js';

export function isPriced({ properties }: Component): boolean {
  return properties.price !== undefined;
}

/**
 * Money a month: replicas × unit price + what is kept × price + what is sent × price + requests × price + memory × busy time
 * × price, each as far as it has a price (estimates.md, Storage …; properties.md 5.14).
 */
export const costOfMonth = figureOf('cost.month', 'money', (sheet, component: Component) => {
  const parts = partsOf(sheet, component);
  return {
    formula: parts.map(({ figure }) => figure.slice('cost.'.length)).join(' + ') || 'no price',
    terms: parts.length > 0 ? parts.map((part) => derived(part)) : [unknown(`${component.id}.price`)],
    compute: sum,
  };
});

const priceUnits = {
  replica: 'money/s',
  storage: 'money/B/s',
  egress: 'money/B',
  request: 'money',
  compute: 'money/B/s',
} as const satisfies Readonly<Record<string, Unit>>;

function partsOf(sheet: Sheet, component: Component): Cell[] {
  const month = constant('a month', sheet.model.calendar.month, 's', "the system's calendar");
  const part = (name: string, price: Term | undefined, formula: string, amounts: () => readonly Term[]): Cell[] => {
    if (!price) return [];
    const compute = (values: readonly number[]): number => values.reduce((product, value) => product * value, 1);
    return [
      define({
        subject: component.id,
        figure: `cost.${name}`,
        unit: 'money',
        formula,
        terms: [price, ...amounts()],
        compute,
      }),
    ];
  };
  const price = (name: keyof typeof priceUnits): Term | undefined =>
    writtenIn(component, 'price', name, priceUnits[name]);
  const rate = derived(componentRate(sheet, component, 'average'));
  return [
    ...part('replicas', price('replica'), 'price × replicas × a month', () => [paidReplicas(sheet, component), month]),
    ...part('storage', price('storage'), 'price × what is kept × a month', () => [
      keepsData(component) ? derived(keptOnDisk(sheet, component)) : unknown(`${component.id}.storage`),
      month,
    ]),
    ...part('egress', price('egress'), 'price × bytes sent a second × a month', () => [
      bytesSent(sheet, component),
      month,
    ]),
    ...part('requests', price('request'), 'price × requests a second × a month', () => [
      requestsOf(sheet, component),
      month,
    ]),
    ...part('compute', price('compute'), 'price × memory × seconds of a request × requests a second × a month', () => [
      property(component, 'memory', 'B'),
      derived(responseOfComponent(sheet, component).time),
      rate,
      month,
    ]),
  ];
}

/** What is asked of it a second: a broker's rate counts messages, of which a request may bring many. */
function requestsOf(sheet: Sheet, component: Component): Term {
  const rate = derived(componentRate(sheet, component, 'average'));
  const batched = isBroker(component) ? component.incoming.filter(({ properties }) => properties.batch) : [];
  if (batched.length === 0) return rate;
  return derived(
    define({
      subject: component.id,
      figure: 'requests',
      unit: '/s',
      formula: 'average rate − messages that come along in a batch',
      terms: [
        rate,
        ...batched.flatMap((link) => [derived(linkRate(sheet, link, 'average')), property(link, 'batch', 'count')]),
      ],
      compute: ([all, ...batches]) => {
        let more = 0;
        for (let i = 0; i < batches.length; i += 2) more += batches[i] * (batches[i + 1] - 1);
        return all - more;
      },
    }),
  );
}

function bytesSent(sheet: Sheet, component: Component): Term {
  const sent = componentBandwidth(sheet, component, 'out', 'average');
  const base = { subject: component.id, figure: 'bytes sent', unit: 'B' as const };
  return derived(
    define({ ...base, formula: 'average bandwidth out ÷ 8', terms: [derived(sent)], compute: ([bits]) => bits / 8 }),
  );
}

/** With `autoscale` the replicas that the average rate needs at the target, within its bounds; else those that run. */
function paidReplicas(sheet: Sheet, component: Component): Term {
  if (!component.properties.autoscale) return running(component);
  const least = writtenIn(component, 'autoscale', 'min', 'count');
  const most = writtenIn(component, 'autoscale', 'max', 'count');
  return derived(
    define({
      subject: component.id,
      figure: 'replicas.average',
      unit: 'count',
      formula: 'average rate ÷ (capacity of one × target utilisation), within min and max',
      terms: [
        derived(componentRate(sheet, component, 'average')),
        capacityOfOne(sheet, component),
        property(component, 'target-utilisation', 'ratio'),
        least ?? constant(`${component.id}.autoscale.min`, 0, 'count', 'no lower bound'),
        most ?? constant(`${component.id}.autoscale.max`, Number.POSITIVE_INFINITY, 'count', 'no upper bound'),
      ],
      compute: ([rate, one, target, min, max]) => Math.min(max, Math.max(min, Math.ceil(rate / (one * target) - 1e-9))),
    }),
  );
}

/** Money for one request that reaches the component. */
export const costOfRequest = figureOf('cost.request', 'money', (sheet, component: Component) =>
  perRequest(sheet, costOfMonth(sheet, component), [derived(componentRate(sheet, component, 'average'))]),
);

function perRequest(sheet: Sheet, month: Cell, rates: readonly Term[]): Working {
  return {
    formula: 'cost of a month ÷ requests of a month',
    terms: [derived(month), constant('a month', sheet.model.calendar.month, 's', "the system's calendar"), ...rates],
    compute: ([money, length, ...each]) => money / (sum(each) * length),
  };
}

export const costOfUser = figureOf('cost.user', 'money', (sheet, component: Component) =>
  perUser(sheet, costOfMonth(sheet, component)),
);

function perUser(sheet: Sheet, month: Cell): Working {
  const clients = sheet.model.components.filter(
    (component) => component.kind === 'client' && component.properties.users && !isPlanned(component),
  );
  const users = clients.flatMap((client): Term[] => [
    property(client, 'users', 'count'),
    client.properties.daily
      ? property(client, 'daily', 'ratio')
      : constant(`${client.id}.daily`, 1, 'ratio', '`users` are daily users'),
  ]);
  return {
    formula: 'cost of a month ÷ daily users',
    terms: [derived(month), ...(users.length > 0 ? users : [unknown('users of a client')])],
    compute: ([money, ...each]) => {
      let all = 0;
      for (let i = 0; i < each.length; i += 2) all += each[i] * each[i + 1];
      return money / all;
    },
  };
}

/** Of all components with a price; the others are named. */
export const systemCostOfMonth = perDesign((sheet) => {
  const built = sheet.model.components.filter((component) => !isPlanned(component));
  const parts = built.filter(isPriced).map((component) => derived(costOfMonth(sheet, component)));
  const free = built.filter(
    (component) => !isPriced(component) && component.kind !== 'client' && component.kind !== 'mesh',
  );
  const shown = free.slice(0, 5).map(({ id }) => id);
  const more = free.length > shown.length ? ` and ${free.length - shown.length} more` : '';
  return define({
    subject: 'system',
    figure: 'cost.month',
    unit: 'money',
    formula: 'Σ components with a price',
    terms: parts.length > 0 ? parts : [unknown('price of a component')],
    compute: sum,
    notes: parts.some(isKnown) && free.length > 0 ? [`Without a price, so not in it: ${shown.join(', ')}${more}.`] : [],
  });
});

const ofSystem = { subject: 'system', unit: 'money' } as const;

/** For one request of a client: parts of other flows are not counted again. */
export const systemCostOfRequest = perDesign((sheet) => {
  const asked = sources(sheet).filter(
    ({ flow, from, isBuilt }) => isBuilt && flow && !flow.parent && from?.kind === 'client',
  );
  const rates = asked.map(({ average }) => derived(average));
  const counted = rates.length > 0 ? rates : [unknown('a flow of a client')];
  return define({ ...ofSystem, figure: 'cost.request', ...perRequest(sheet, systemCostOfMonth(sheet), counted) });
});

export const systemCostOfUser = perDesign((sheet) =>
  define({ ...ofSystem, figure: 'cost.user', ...perUser(sheet, systemCostOfMonth(sheet)) }),
);
