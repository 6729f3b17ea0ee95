import type { Rule } from '../rule.js';
import { circularDependency } from './circular-dependency.js';

export const styleRules: readonly Rule[] = [circularDependency];
