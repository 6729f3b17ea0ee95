import type { Rule } from '../rule.js';
import { chattyServices } from './chatty-services.js';
import { circularDependency } from './circular-dependency.js';
import { hardcodedServiceAddress } from './hardcoded-service-address.js';
import { layerViolation } from './layer-violation.js';
import { orphanComponent } from './orphan-component.js';
import { prematureMicroservices } from './premature-microservices.js';

export const styleRules: readonly Rule[] = [
  chattyServices,
  circularDependency,
  hardcodedServiceAddress,
  layerViolation,
  orphanComponent,
  prematureMicroservices,
];
