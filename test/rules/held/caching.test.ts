import { freshness } from './caching/freshness.js';
import { load } from './caching/load.js';
import { writes } from './caching/writes.js';
import { holds } from './held.js';

holds('caching', { ...freshness, ...load, ...writes });
