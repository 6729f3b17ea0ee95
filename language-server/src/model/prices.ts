import {
  type Calendar,
  describeDimension,
  exampleOf,
  inCalendar,
  isQuantityError,
  parseQuantity,
  sameDimension,
} from '@archlang/grammar';
import type { Collected } from './drafts.js';
import type { Component, Engine } from './model.js';
import { nearest } from './nearest.js';
import { mergeValues, type Values } from './properties.js';
import type { Section } from './schema/definition.js';
import { schema } from './schema/index.js';

/** A unit price of a file of the team's: `$120/month`, the file it stands in, and the line of it (from 1) where that is known. */
export interface ListedPrice {
  readonly text: string;
  readonly file: string;
  readonly line?: number;
}

/** By component, engine or kind: price property to price, `postgres: { replica: … }`. */
export type PriceList = Readonly<Record<string, Readonly<Record<string, ListedPrice>>>>;

const section: Section = schema.service.price.type.type === 'block' ? schema.service.price.type.properties : {};

/** What is wrong with a price, with the key that was probably meant; `undefined` where nothing is. */
export function faultOfPrice(property: string, text: string): { message: string; nearest?: string } | undefined {
  const type = Object.hasOwn(section, property) ? section[property].type : undefined;
  if (type?.type !== 'quantity') {
    const near = nearest(property, Object.keys(section));
    const otherwise = `there are ${Object.keys(section).join(', ')}.`;
    const ending = near === undefined ? otherwise : `did you mean \`${near}\`?`;
    return { message: `\`${property}\` is no unit price; ${ending}`, ...(near !== undefined && { nearest: near }) };
  }
  const quantity = parseQuantity(text);
  if (isQuantityError(quantity)) return { message: `\`${text}\` is no price: ${quantity.message}` };
  const example = exampleOf(type.dimension);
  const such = example === undefined ? '' : `, such as \`${example}\``;
  if (!sameDimension(quantity.dimension, type.dimension)) {
    const [wanted, found] = [type.dimension, quantity.dimension].map(describeDimension);
    return { message: `\`${property}\` takes ${wanted}${such}, but \`${text}\` is ${found}.` };
  }
  return quantity.value < 0 ? { message: `\`${property}\` cannot be below zero.` } : undefined;
}

/** Gives components the prices they do not write and their engine does not bring: those listed for themselves, their engine, their kind. */
export function applyPrices(collected: Collected, list: PriceList, calendar: Calendar): void {
  if (Object.keys(list).length === 0) return;
  for (const { entity } of collected.components) {
    if (!Object.hasOwn(schema[entity.kind], 'price')) continue;
    const prices: Values = {};
    for (const name of namesOf(entity as Component)) {
      for (const [property, { text, file, line }] of Object.entries(Object.hasOwn(list, name) ? list[name] : {})) {
        const quantity = parseQuantity(text);
        if (prices[property] || isQuantityError(quantity) || faultOfPrice(property, text)) continue;
        prices[property] = {
          value: inCalendar(quantity, calendar).value,
          origin: 'inherited',
          at: entity.nameAt,
          property: entity.head,
          source: `prices of ${name} in ${file}${line === undefined ? '' : `:${line}`}`,
        };
      }
    }
    if (Object.keys(prices).length === 0) continue;
    const price = { value: prices, origin: 'inherited' as const, at: entity.nameAt, property: entity.head };
    entity.properties = mergeValues(entity.properties as Values, { price }) as Component['properties'];
  }
}

/** What a price may be listed under, nearest first. */
function namesOf({ id, name, engine, kind }: Component): string[] {
  const engines: string[] = [];
  for (let at: Engine | undefined = engine; at && engines.length < 50; at = at.base) engines.push(at.name);
  return [...new Set([id, name, ...engines, kind])];
}
