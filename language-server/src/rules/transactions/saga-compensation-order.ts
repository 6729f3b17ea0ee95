import { isOwn, replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';
import { stepName } from '../sagas.js';

/** Whoever undoes may fail as well, and then undoes again. */
export const sagaCompensationOrder = defineRule({
  name: 'saga-compensation-order',
  category: 'transactions',
  mode: 'presence',
  severity: 'warning',
  tier: 3,
  summary: 'A compensation of a saga is said to do harm when it runs twice.',
  why: 'Compensations run in the reverse order of the steps, after something has failed already; they are repeated until they work, and a coordinator that restarts begins again where it last knew it was. A refund that pays out twice makes the failure worse than it was. So every compensation, and the step whose repeat it meets, has to be harmless when it comes again.',
  silent: [
    'Neither the step nor the component that does it says `idempotent: no`.',
    'The step says that it is idempotent, whatever its component says.',
    'The step has no compensation.',
    'The component is only drawn (`future: yes`).',
  ],
  references: [
    'Hector Garcia-Molina and Kenneth Salem, "Sagas", ACM SIGMOD (1987)',
    'Chris Richardson, Microservices Patterns (2018), chapter 4: sagas and idempotent participants',
  ],
  incorrect: [
    {
      title: 'a refund that may be paid twice',
      code: 'service payments {}\nservice shipping {}\n\nsaga order {\n  step pay compensate refund { at: payments, idempotent: no }\n  step ship { at: shipping }\n}\n',
    },
    {
      title: 'the component cannot take it twice',
      code: 'service payments { idempotent: no }\nservice shipping {}\n\nsaga order {\n  step pay compensate refund { at: payments }\n  step ship { at: shipping }\n}\n',
    },
  ],
  correct: [
    {
      title: 'a refund that is recognised',
      code: 'service payments {}\nservice shipping {}\n\nsaga order {\n  step pay compensate refund { at: payments, idempotent: yes }\n  step ship { at: shipping }\n}\n',
    },
    {
      title: 'nobody says',
      code: 'service payments {}\nservice shipping {}\n\nsaga order {\n  step pay compensate refund { at: payments }\n  step ship { at: shipping }\n}\n',
    },
  ],
  check({ model, report }) {
    for (const saga of model.sagas) {
      for (const step of saga.steps) {
        const { compensation, component } = step;
        if (compensation === undefined || component?.properties.future?.value === true) continue;
        const said = step.properties.idempotent ?? component?.properties.idempotent;
        if (said?.value !== false) continue;
        report(
          saga,
          `\`${compensation}\` undoes ${stepName(step)} and is repeated until it works, but it is not idempotent: when it runs twice, it does harm.`,
          {
            at: isOwn(step, said) ? said.property : step.at,
            related: [{ at: said.property, message: 'This says so.' }],
            fixes: [
              {
                title: 'Make it idempotent',
                safe: false,
                edits: [replaceValue(said, 'yes')],
              },
            ],
          },
        );
      }
    }
  },
});
