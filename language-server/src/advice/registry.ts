import { cachePattern } from './caching/cache-pattern.js';
import { consistency } from './consistency/consistency.js';
import { syncOrAsync } from './messaging/sync-or-async.js';
import { architectureStyle } from './organisation/architecture-style.js';
import type { Question } from './question.js';
import { lbLayer } from './traffic/lb-layer.js';

/** Every question that advice can answer, by topic. */
export const questions: readonly Question[] = [consistency, cachePattern, lbLayer, syncOrAsync, architectureStyle];
