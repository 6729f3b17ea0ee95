import type { Row } from './row.js';

export const mobility: readonly Row[] = [];
