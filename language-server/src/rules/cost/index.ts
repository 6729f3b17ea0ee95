import type { Rule } from '../rule.js';
import { overEngineering } from './over-engineering.js';
import { staticPeakProvisioning } from './static-peak-provisioning.js';

export const costRules: readonly Rule[] = [overEngineering, staticPeakProvisioning];
