import { fewer } from './cost/fewer.js';
import { prices } from './cost/prices.js';
import { holds } from './held.js';

holds('cost', { ...prices, ...fewer });
