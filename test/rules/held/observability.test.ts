import { holds } from './held.js';
import { objectives } from './observability/objectives.js';

holds('observability', objectives);
