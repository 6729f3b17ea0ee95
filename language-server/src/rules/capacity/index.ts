import type { Rule } from '../rule.js';
import { overCapacity } from './over-capacity.js';
import { storageExceedsCapacity } from './storage-exceeds-capacity.js';

export const capacityRules: readonly Rule[] = [overCapacity, storageExceedsCapacity];
