import type { Row } from './row.js';

export const messaging: readonly Row[] = [];
