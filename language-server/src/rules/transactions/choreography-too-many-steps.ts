import { freeName, insertDeclaration, insertProperty, replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';
import { builtSteps } from '../sagas.js';

/** Nobody knows where a long dance stands. */
export const choreographyTooManySteps = defineRule({
  name: 'choreography-too-many-steps',
  category: 'transactions',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'A saga of many steps is driven by events alone.',
  why: 'In a choreography each party reacts to the event of the one before, and no place holds the whole. With two or three steps that is the simplest thing there is. With more, the order of the steps is spread over as many programs, a failure has to travel back through all of them, and nobody can say where an order stands. A component that drives the steps and keeps the state makes it one program again.',
  silent: [
    'One component drives the steps (`mode: orchestration`), or nothing is said of how they are driven.',
    'There are few steps; one less than too many is an info. A step at a component that is only drawn (`future: yes`) is none yet.',
  ],
  references: [
    'Chris Richardson, Microservices Patterns (2018), chapter 4: choreography-based and orchestration-based sagas',
    'Sam Newman, Building Microservices, 2nd edition (2021), chapter 6: choreographed or orchestrated sagas',
  ],
  options: { steps: { default: 5, doc: 'Number of steps from which it is a warning.' } },
  incorrect: [
    {
      title: 'five parties that react to each other',
      code: 'saga order {\n  mode: choreography\n  step place compensate cancel\n  step reserve compensate release\n  step pay compensate refund\n  step pack compensate unpack\n  step ship\n}\n',
    },
    {
      title: 'four are nearly too many',
      code: 'saga trip {\n  mode: choreography\n  step flight compensate cancel-flight\n  step hotel compensate cancel-hotel\n  step car compensate cancel-car\n  step confirm\n}\n',
    },
  ],
  correct: [
    {
      title: 'two steps',
      code: 'saga order {\n  mode: choreography\n  step reserve compensate release\n  step pay\n}\n',
    },
    {
      title: 'one component drives them',
      code: 'service order-saga { replicas: 2 }\n\nsaga order {\n  mode: orchestration\n  orchestrator: order-saga\n  step place compensate cancel\n  step reserve compensate release\n  step pay compensate refund\n  step pack compensate unpack\n  step ship\n}\n',
    },
  ],
  check({ model, options, report }) {
    for (const saga of model.sagas) {
      const { mode } = saga.properties;
      const { length } = builtSteps(saga);
      if (saga.what !== 'saga' || mode?.value !== 'choreography' || length < options.steps - 1) continue;
      const name = freeName(model, `${saga.name}-saga`);
      report(
        saga,
        `\`${saga.id}\` has ${length} steps that only react to each other's events: no one knows where it stands, and a failure has to go back through all of them.`,
        {
          at: mode.property,
          ...(length < options.steps && { severity: 'info' }),
          fixes: [
            {
              title: `Let a new service \`${name}\` drive the steps`,
              safe: false,
              edits: [
                insertDeclaration(model, saga, `service ${name} { replicas: 2 }`, 'before'),
                replaceValue(mode, 'orchestration'),
                insertProperty(model, saga, 'orchestrator', name),
              ],
            },
          ],
        },
      );
    }
  },
});
