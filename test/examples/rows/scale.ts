import type { Row } from './row.js';

export const scale: readonly Row[] = [];
