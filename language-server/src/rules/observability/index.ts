import type { Rule } from '../rule.js';
import { sloNotTighterThanSla } from './slo-not-tighter-than-sla.js';

export const observabilityRules: readonly Rule[] = [sloNotTighterThanSla];
