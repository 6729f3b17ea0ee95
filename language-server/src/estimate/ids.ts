import type { Field } from '../model/model.js';
import { constant, derived, type Term, unknown } from './cell.js';
import { growthOf, timeToGrow } from './growth.js';
import { rowsAdded } from './rows.js';
import { figureOf, termOf } from './sheet.js';
import { usesOfTable } from './traffic/rates.js';

export function hasIds({ properties }: Field): boolean {
  return properties.alphabet !== undefined || properties.length !== undefined;
}

/** Years until all ids of a field are used up: alphabet^length ÷ the rows added in a year; growth brings it nearer. */
export const idYears = figureOf('ids.years', 'years', (sheet, field: Field) => {
  const { year } = sheet.model.calendar;
  const growth = growthOf(usesOfTable(sheet, field.table));
  const stated = (name: 'alphabet' | 'length'): Term => {
    const value = field.properties[name];
    return (value && termOf(`${field.id}.${name}`, value, 'count')) ?? unknown(`${field.id}.${name}`);
  };
  return {
    formula: `alphabet ^ length ÷ rows added a year${growth ? ', which grow' : ''}`,
    terms: [
      stated('alphabet'),
      stated('length'),
      derived(rowsAdded(sheet, field.table)),
      constant('a year', year, 's', "the system's calendar"),
      ...(growth ? [growth] : []),
    ],
    compute: ([alphabet, length, rate, oneYear, perSecond = 0]) =>
      rate > 0
        ? timeToGrow(alphabet ** length / rate, perSecond * oneYear, oneYear) / oneYear
        : Number.POSITIVE_INFINITY,
  };
});
