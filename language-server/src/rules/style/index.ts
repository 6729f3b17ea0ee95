import type { Rule } from '../rule.js';
import { chattyServices } from './chatty-services.js';
import { circularDependency } from './circular-dependency.js';
import { cqrsUnjustified } from './cqrs-unjustified.js';
import { domainDependsOnInfrastructure } from './domain-depends-on-infrastructure.js';
import { hardcodedServiceAddress } from './hardcoded-service-address.js';
import { layerViolation } from './layer-violation.js';
import { missingAntiCorruptionLayer } from './missing-anti-corruption-layer.js';
import { missingBff } from './missing-bff.js';
import { missingOwnerOrRationale } from './missing-owner-or-rationale.js';
import { orphanComponent } from './orphan-component.js';
import { oversizedMonolith } from './oversized-monolith.js';
import { prematureMicroservices } from './premature-microservices.js';

export const styleRules: readonly Rule[] = [
  chattyServices,
  circularDependency,
  cqrsUnjustified,
  domainDependsOnInfrastructure,
  hardcodedServiceAddress,
  layerViolation,
  missingAntiCorruptionLayer,
  missingBff,
  missingOwnerOrRationale,
  orphanComponent,
  oversizedMonolith,
  prematureMicroservices,
];
