import { holds } from './held.js';
import { balancers } from './load-balancing/balancers.js';

holds('load-balancing', balancers);
