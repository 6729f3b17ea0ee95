import type { Rule } from '../rule.js';
import { replicasWithoutLoadBalancer } from './replicas-without-load-balancer.js';

export const loadBalancingRules: readonly Rule[] = [replicasWithoutLoadBalancer];
