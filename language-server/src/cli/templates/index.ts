import type { Template } from './template.js';
import { webService } from './web-service.js';

export type { Template } from './template.js';

/** The first is what `init` writes when none is named. */
export const templates: readonly Template[] = [webService];
