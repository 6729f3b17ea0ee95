import { copies } from './data/copies.js';
import { followers } from './data/followers.js';
import { rows } from './data/rows.js';
import { sharding } from './data/sharding.js';
import { sources } from './data/sources.js';
import { ways } from './data/ways.js';
import { holds } from './held.js';

holds('data', { ...sharding, ...copies, ...followers, ...sources, ...rows, ...ways });
