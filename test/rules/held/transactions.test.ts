import { holds } from './held.js';
import { sagas } from './transactions/sagas.js';
import { writes } from './transactions/writes.js';

holds('transactions', { ...writes, ...sagas });
