import { commerce } from './commerce.js';
import { feeds } from './feeds.js';
import { media } from './media.js';
import { messaging } from './messaging.js';
import { mobility } from './mobility.js';
import { patterns } from './patterns.js';
import { platform } from './platform.js';
import type { Row } from './row.js';
import { scale } from './scale.js';
import { search } from './search.js';

/** The systems that the gallery covers, group by group. */
export const rows: readonly Row[] = [
  ...commerce,
  ...feeds,
  ...media,
  ...messaging,
  ...mobility,
  ...patterns,
  ...platform,
  ...scale,
  ...search,
];
