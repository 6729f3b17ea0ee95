import type { Dimension } from './dimension.js';
import { calendar, type Notation } from './units.js';

export interface Quantity {
  /** In base units: s, B, /s, B/s, money, money/s. 90% is 0.9, 3x is 3, 10:1 is 10, 10Gbps is 1.25e9. */
  readonly value: number;
  readonly dimension: Dimension;
  /** How it was written: decides checks such as "a count is no percentage" and how it is shown. */
  readonly notation: Notation;
  /** Written in bits (`10Gbps`). */
  readonly bits?: boolean;
  readonly currency?: Currency;
  /** Set when the length of a month or a year, which the system's calendar may change, is part of the value. */
  readonly calendar?: 'month' | 'year';
  /** With `calendar`: whether the value grows (1) or shrinks (-1) with that length. */
  readonly calendarPower?: 1 | -1;
}

export type Currency = '$' | '€' | '£';

export interface QuantityFix {
  readonly title: string;
  readonly text: string;
}

export interface QuantityError {
  readonly message: string;
  /** The text that replaces the whole quantity. It parses. */
  readonly fix?: QuantityFix;
}

export interface Calendar {
  /** In seconds. */
  readonly month: number;
  readonly year: number;
}

export function isQuantityError(q: Quantity | QuantityError): q is QuantityError {
  return 'message' in q;
}

/** The quantity under another length of month and year. For what was written: results of arithmetic carry no calendar. */
export function inCalendar(q: Quantity, lengths: Calendar): Quantity {
  if (q.calendar === undefined) return q;
  const stretch = lengths[q.calendar] / calendar[q.calendar];
  const { calendar: _, calendarPower = 1, ...rest } = q;
  return { ...rest, value: calendarPower === 1 ? q.value * stretch : q.value / stretch };
}

export function fixTo(text: string): QuantityFix {
  return { title: `Write \`${text}\``, text };
}
