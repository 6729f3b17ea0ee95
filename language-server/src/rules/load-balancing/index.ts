import type { Rule } from '../rule.js';
import { l4WithContentRouting } from './l4-with-content-routing.js';
import { l7ForRawTcp } from './l7-for-raw-tcp.js';
import { legacyLoadBalancer } from './legacy-load-balancer.js';
import { loadBalancerSingleInstance } from './load-balancer-single-instance.js';
import { loadBalancerSingleTarget } from './load-balancer-single-target.js';
import { localStateWithReplicas } from './local-state-with-replicas.js';
import { replicasWithoutLoadBalancer } from './replicas-without-load-balancer.js';
import { roundRobinHeterogeneousTargets } from './round-robin-heterogeneous-targets.js';
import { roundRobinLongLivedConnections } from './round-robin-long-lived-connections.js';
import { stickyWithoutNeed } from './sticky-without-need.js';

export const loadBalancingRules: readonly Rule[] = [
  l4WithContentRouting,
  l7ForRawTcp,
  legacyLoadBalancer,
  loadBalancerSingleInstance,
  loadBalancerSingleTarget,
  localStateWithReplicas,
  replicasWithoutLoadBalancer,
  roundRobinHeterogeneousTargets,
  roundRobinLongLivedConnections,
  stickyWithoutNeed,
];
