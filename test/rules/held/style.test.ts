import { holds } from './held.js';
import { teams } from './style/teams.js';
import { tiers } from './style/tiers.js';

holds('style', { ...tiers, ...teams });
