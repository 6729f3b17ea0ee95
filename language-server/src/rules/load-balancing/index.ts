import type { Rule } from '../rule.js';
import { l4WithContentRouting } from './l4-with-content-routing.js';
import { loadBalancerSingleInstance } from './load-balancer-single-instance.js';
import { localStateWithReplicas } from './local-state-with-replicas.js';
import { replicasWithoutLoadBalancer } from './replicas-without-load-balancer.js';
import { roundRobinHeterogeneousTargets } from './round-robin-heterogeneous-targets.js';
import { roundRobinLongLivedConnections } from './round-robin-long-lived-connections.js';

export const loadBalancingRules: readonly Rule[] = [
  l4WithContentRouting,
  loadBalancerSingleInstance,
  localStateWithReplicas,
  replicasWithoutLoadBalancer,
  roundRobinHeterogeneousTargets,
  roundRobinLongLivedConnections,
];
