import { connections } from './capacity/connections.js';
import { load } from './capacity/load.js';
import { room } from './capacity/room.js';
import { workload } from './capacity/workload.js';
import { holds } from './held.js';

holds('capacity', { ...load, ...connections, ...room, ...workload });
