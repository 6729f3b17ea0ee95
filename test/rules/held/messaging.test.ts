import { holds } from './held.js';
import { delivery } from './messaging/delivery.js';
import { load } from './messaging/load.js';

holds('messaging', { ...delivery, ...load });
