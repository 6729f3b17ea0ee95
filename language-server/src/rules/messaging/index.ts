import type { Rule } from '../rule.js';
import { missingDeadLetterQueue } from './missing-dead-letter-queue.js';

export const messagingRules: readonly Rule[] = [missingDeadLetterQueue];
