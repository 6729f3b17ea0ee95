import type { Rule } from '../rule.js';
import { hotShardKey } from './hot-shard-key.js';
import { lowCardinalityShardKey } from './low-cardinality-shard-key.js';

export const dataRules: readonly Rule[] = [hotShardKey, lowCardinalityShardKey];
