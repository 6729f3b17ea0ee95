import type { Component, Expectation, Flow, Model } from '../model/model.js';
import { isPlanned } from '../model/planned.js';
import { diskSpace } from './disk.js';
import type { Estimates, Figure, Unit } from './estimates.js';
import { evaluateExpectations, statesEstimate } from './expectations.js';
import { Sheet } from './sheet.js';

/** Something a design must keep: a capacity, an objective, the budget, its disks, what its author expects. */
export interface Limit {
  /** The same for the same limit in every variant of a design. */
  readonly key: string;
  readonly kind: 'capacity' | 'latency' | 'availability' | 'budget' | 'disk' | 'expectation';
  /** The name of the figure that is held against it; of an expectation its text. */
  readonly of: string;
  readonly subject?: string;
  /** In `unit`; an expectation states its own. */
  readonly bound?: number;
  readonly unit?: Unit;
  readonly holds: boolean;
}

/** Binary fractions miss what should be equal by less than this part. */
const noise = 1e-9;
const percentiles = ['latency.mean', 'latency.p50', 'latency.p95', 'latency.p99'] as const;

/** The limits of a design of which it is known whether they hold. */
export function limitsOf(model: Model, estimates: Estimates): Limit[] {
  return [
    ...model.components.flatMap((component) => capacityOf(component, estimates)),
    ...[...model.flows, ...model.components.filter((each) => !isPlanned(each))].flatMap((subject) =>
      objectivesOf(subject, estimates),
    ),
    ...budgetOf(model, estimates),
    ...disksOf(model, estimates),
    ...expectationsOf(model, estimates),
  ];
}

function capacityOf({ id }: Component, estimates: Estimates): Limit[] {
  const used = estimates.get(`${id}.utilisation`);
  return limit('capacity', used, 1, (value) => value < 1 - noise);
}

function objectivesOf(subject: Flow | Component, estimates: Estimates): Limit[] {
  const promised = subject.properties.slo?.value;
  if (!promised) return [];
  const availability = promised.availability?.value;
  const least =
    availability === undefined
      ? []
      : limit(
          'availability',
          estimates.get(`${subject.id}.availability`),
          availability,
          (v) => 1 - v <= (1 - availability) * (1 + noise),
        );
  const most = percentiles.flatMap((percentile) => {
    const bound = promised[percentile]?.value;
    return bound === undefined
      ? []
      : limit('latency', estimates.get(`${subject.id}.${percentile}`), bound, (value) => value <= bound * (1 + noise));
  });
  return [...least, ...most];
}

function budgetOf({ system, calendar }: Model, estimates: Estimates): Limit[] {
  const budget = system?.properties.budget?.value;
  if (budget === undefined) return [];
  const bound = budget * calendar.month;
  return limit('budget', estimates.get('system.cost.month'), bound, (value) => value <= bound * (1 + noise));
}

/** What is kept against disk × replicas × fill. */
function disksOf(model: Model, estimates: Estimates): Limit[] {
  const sheet = new Sheet(model);
  return model.components.flatMap((store) => {
    if (!store.properties.storage) return [];
    const bound = diskSpace(sheet, store).value;
    return bound === undefined
      ? []
      : limit('disk', estimates.get(`${store.id}.storage`), bound, (value) => value <= bound * (1 + noise));
  });
}

/** A sum that somebody worked out by hand is no limit: at another load it comes to something else. */
function expectationsOf(model: Model, estimates: Estimates): Limit[] {
  return evaluateExpectations(model, estimates).flatMap(({ expectation, holds }): Limit[] =>
    holds === undefined || statesEstimate(expectation)
      ? []
      : [{ key: keyOf(expectation), kind: 'expectation', of: expectation.title ?? expectation.text, holds }],
  );
}

function keyOf({ at, text }: Expectation): string {
  return `expect ${at.file}:${at.offset} ${text}`;
}

function limit(
  kind: Limit['kind'],
  figure: Figure | undefined,
  bound: number,
  within: (value: number) => boolean,
): Limit[] {
  if (figure?.value === undefined) return [];
  const { name, subject, unit, value } = figure;
  return [{ key: `${kind} ${name}`, kind, of: name, subject, bound, unit, holds: within(value) }];
}
