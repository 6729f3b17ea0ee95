import { dimensions, formatQuantity } from '@archlang/grammar';
import type { Unit } from '../estimate/estimates.js';
import { showValue } from '../estimate/show.js';
import type { Link } from '../model/model.js';

/** Numbers in messages, three significant digits. */
export const time = (seconds: number): string => formatQuantity(seconds, dimensions.time);
export const rate = (perSecond: number): string => formatQuantity(perSecond, dimensions.rate);
export const data = (bytes: number): string => formatQuantity(bytes, dimensions.data);
export const number = (value: number): string => formatQuantity(value, dimensions.number);
export const percent = (ratio: number): string => formatQuantity(ratio, 'ratio');

/** `one retry`, `3 retries` */
export function counted(value: number, one: string, many = `${one}s`): string {
  return value === 1 ? `one ${one}` : `${number(value)} ${many}`;
}

/** `api -> links`, without the number that tells parallel links apart. */
export function call({ source, target, synchronous }: Link): string {
  return `${source.id} ${synchronous ? '->' : '~>'} ${target.id}`;
}

/** `a`, `b` and `c`; of more than `most` the first and how many more. */
export function listed(names: readonly string[], most = 4): string {
  const shown = names.slice(0, most).map((name) => `\`${name}\``);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  if (shown.length <= 1) return shown.join('');
  return `${shown.slice(0, -1).join(', ')} and ${shown[shown.length - 1]}`;
}

/** What a figure varies between, for behind its value: `28.1k to 42.9k` where the value ends in the same `/s`. */
export function interval(value: string, low: string, high: string): string {
  const per = value.match(/\/\w+$/)?.[0] ?? '';
  const shared = per !== '' && low.endsWith(per) && high.endsWith(per);
  return shared ? `${low.slice(0, -per.length)} to ${high.slice(0, -per.length)}` : `${low} to ${high}`;
}

/** A figure's value with its unit. */
export const figure = (value: number, unit: Unit): string => showValue(value, unit);
