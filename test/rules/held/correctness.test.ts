import { values } from './correctness/values.js';
import { wiring } from './correctness/wiring.js';
import { holds } from './held.js';

holds('correctness', { ...wiring, ...values });
