import { holds } from './held.js';
import { data } from './security/data.js';
import { entrances } from './security/entrances.js';
import { limits } from './security/limits.js';
import { secrets } from './security/secrets.js';

holds('security', { ...data, ...entrances, ...limits, ...secrets });
