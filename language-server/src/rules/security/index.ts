import type { Rule } from '../rule.js';
import { datastoreExposedToClient } from './datastore-exposed-to-client.js';

export const securityRules: readonly Rule[] = [datastoreExposedToClient];
