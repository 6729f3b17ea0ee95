import { isRead } from '../../estimate/traffic/operations.js';
import type { Model, Step } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { insertProperty } from '../edits.js';
import { defineRule } from '../rule.js';
import { builtSteps, stepName } from '../sagas.js';
import { usesOf } from '../uses.js';

/** What was done stays done, unless somebody undoes it. */
export const sagaMissingCompensation = defineRule({
  name: 'saga-missing-compensation',
  category: 'transactions',
  mode: 'presence',
  severity: 'error',
  tier: 1,
  summary: 'A step of a saga cannot be undone when a later one fails.',
  why: 'A saga is a row of local transactions. Each is final at once: when the third fails, nothing rolls the first two back but actions that undo them, a refund for a charge, a release for a reservation. A step without such an action leaves its effect behind, and somebody has to find and mend it by hand. After the point of no return there is no way back, so that every later step has to be repeated until it works.',
  silent: [
    'It is the last step: nothing after it can fail.',
    'The step has a `compensate`, or says why it needs none (`compensate none "reason"`).',
    'It only reads.',
    'Its component is only drawn (`future: yes`): it is no step yet.',
    'It is `retriable`: it is repeated until it works.',
    'It is the point of no return itself (`pivot: yes`).',
  ],
  references: [
    'Hector Garcia-Molina and Kenneth Salem, "Sagas", ACM SIGMOD (1987)',
    'Chris Richardson, Microservices Patterns (2018), chapter 4: compensatable, pivot and retriable transactions',
  ],
  incorrect: [
    {
      title: 'the stock stays reserved when the card is refused',
      code: 'service inventory {}\nservice payments {}\n\nsaga order {\n  step reserve { at: inventory }\n  step pay { at: payments }\n}\n',
    },
    {
      title: 'paid, and then it may fail for good',
      code: 'service inventory {}\nservice payments {}\nservice shipping {}\n\nsaga order {\n  step reserve compensate release { at: inventory }\n  step pay { at: payments, pivot: yes }\n  step ship { at: shipping }\n}\n',
    },
  ],
  correct: [
    {
      title: 'each step has its counterpart',
      code: 'service inventory {}\nservice payments {}\n\nsaga order {\n  step reserve compensate release { at: inventory }\n  step pay { at: payments }\n}\n',
    },
    {
      title: 'after the payment there is only forward',
      code: 'service inventory {}\nservice payments {}\nservice shipping {}\n\nsaga order {\n  step reserve compensate release { at: inventory }\n  step pay compensate refund { at: payments, pivot: yes }\n  step ship { at: shipping, retriable: yes }\n}\n',
    },
  ],
  check({ model, report }) {
    for (const saga of model.sagas) {
      if (saga.what !== 'saga') continue;
      const steps = builtSteps(saga);
      const pivot = steps.findIndex(({ properties }) => properties.pivot?.value === true);
      for (const [i, step] of steps.entries()) {
        if (step.action === '' || step.properties.retriable?.value === true || onlyReads(model, step)) continue;
        if (pivot >= 0 && i > pivot) {
          report(
            saga,
            `${stepName(step)} comes after \`${steps[pivot].action}\`, from where \`${saga.id}\` cannot go back, but is not repeated until it works: a failure leaves it half done.`,
            {
              at: step.at,
              fixes: [
                {
                  title: `Repeat \`${step.action}\` until it works: \`retriable: yes\``,
                  safe: false,
                  edits: [insertProperty(model, step, 'retriable', 'yes')],
                },
              ],
            },
          );
        } else if (
          i !== pivot &&
          i < steps.length - 1 &&
          step.compensation === undefined &&
          step.reason === undefined
        ) {
          const next = steps[i + 1];
          report(
            saga,
            `Step ${saga.steps.indexOf(step) + 1} of \`${saga.id}\`, ${stepName(step)}, has no compensation: when \`${next.action}\` or a later step fails, what it did stays.`,
            {
              at: step.at,
              fixes: compensate(model, step),
            },
          );
        }
      }
    }
  },
});

/** Do all that use the component of a step only read from it? */
function onlyReads(model: Model, { component }: Step): boolean {
  if (!component) return false;
  const uses = usesOf(model, component);
  return uses.length > 0 && uses.every(({ operation }) => isRead(operation));
}

function compensate(model: Model, step: Step): Fix[] {
  const head = model.textOf(step.at).match(/^step\s+\S+(\s+compensate\s+none)?/);
  if (!head) return [];
  const offset = step.at.offset + head[0].length;
  const undo = `undo-${step.action}`;
  const start = head[1] === undefined ? offset : offset - 'none'.length;
  return [
    {
      title: `Undo it with \`${undo}\``,
      safe: false,
      edits: [
        {
          at: { file: step.at.file, offset: start, end: offset },
          text: head[1] === undefined ? ` compensate ${undo}` : undo,
        },
      ],
    },
  ];
}
