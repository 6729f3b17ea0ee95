export * from './arithmetic.js';
export {
  type Dimension,
  describeDimension,
  dimensions,
  exampleOf,
  sameDimension,
} from './dimension.js';
export { meantText } from './meant.js';
export { billionFix, parseQuantity } from './parse.js';
export {
  type Calendar,
  type Currency,
  inCalendar,
  isQuantityError,
  type Quantity,
  type QuantityError,
  type QuantityFix,
} from './quantity.js';
export { type FormatOptions, formatAsWritten, formatQuantity, formatRatio } from './show.js';
export { calendar, isUnitName, type Notation } from './units.js';
export { type WriteOptions, writeQuantity } from './write.js';
