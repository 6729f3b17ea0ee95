import { payloads } from './api/payloads.js';
import { protocols } from './api/protocols.js';
import { holds } from './held.js';

holds('api', { ...payloads, ...protocols });
