import { change, drawn, muted, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [five, four] = wrong('choreography-too-many-steps');
const [step, component] = wrong('saga-compensation-order');
const [reserve, ship] = wrong('saga-missing-compensation');
const [alone, forgetful] = wrong('saga-orchestrator-not-resilient');

const reading = `service shop {}\nshop -> inventory { op: write, timeout: 1s }\n${reserve}`;

/** Steps that are undone one by one. */
export const sagas: Readonly<Record<string, Held>> = {
  'choreography-too-many-steps': {
    silences: {
      'One component drives the steps (`mode: orchestration`), or nothing is said of how they are driven.': [
        muted(five, 'choreography', 'orchestration'),
        muted(five, '  mode: choreography\n', ''),
        muted(four, '  mode: choreography\n', ''),
      ],
      'There are few steps; one less than too many is an info. A step at a component that is only drawn (`future: yes`) is none yet.':
        [
          muted(four, '  step car compensate cancel-car\n', ''),
          muted(five, '  step pack compensate unpack\n', '', ['info']),
          ...drawn(`service cars {}\n${change(four, ['cancel-car', 'cancel-car { at: cars }'])}`, 'service cars'),
        ],
    },
    options: {
      steps: [
        { code: five, fires: 5, silent: 6, says: ['info'] },
        { code: five, fires: 6, silent: 7 },
      ],
    },
  },
  'saga-compensation-order': {
    silences: {
      'Neither the step nor the component that does it says `idempotent: no`.': [
        muted(step, ', idempotent: no', ''),
        muted(component, ' { idempotent: no }', ' {}'),
      ],
      'The step says that it is idempotent, whatever its component says.': muted(
        component,
        '{ at: payments }',
        '{ at: payments, idempotent: yes }',
      ),
      'The step has no compensation.': [
        muted(step, ' compensate refund', ''),
        muted(component, ' compensate refund', ' compensate none "nothing was paid"'),
      ],
      'The component is only drawn (`future: yes`).': [
        ...drawn(step, 'service payments'),
        ...drawn(component, 'service payments'),
      ],
    },
  },
  'saga-missing-compensation': {
    silences: {
      'It is the last step: nothing after it can fail.': muted(reserve, '  step pay { at: payments }\n', ''),
      'The step has a `compensate`, or says why it needs none (`compensate none "reason"`).': [
        muted(reserve, 'step reserve', 'step reserve compensate release'),
        muted(reserve, 'step reserve', 'step reserve compensate none "it runs out by itself"'),
      ],
      'It only reads.': muted(reading, 'op: write', 'op: read'),
      'Its component is only drawn (`future: yes`): it is no step yet.': [
        ...drawn(reserve, 'service inventory', 'service payments'),
        ...drawn(ship, 'service shipping', 'service payments'),
      ],
      'It is `retriable`: it is repeated until it works.': [
        muted(reserve, '{ at: inventory }', '{ at: inventory, retriable: yes }'),
        muted(ship, '{ at: shipping }', '{ at: shipping, retriable: yes }'),
      ],
      'It is the point of no return itself (`pivot: yes`).': muted(
        change(ship, [', pivot: yes', ''], ['{ at: shipping }', '{ at: shipping, retriable: yes }']),
        '{ at: payments }',
        '{ at: payments, pivot: yes }',
      ),
    },
  },
  'saga-orchestrator-not-resilient': {
    silences: {
      'It is `managed`, as workflow engines of a cloud are.': [
        muted(alone, 'replicas: 1', 'managed: yes, replicas: 1'),
        muted(forgetful, 'state: in-memory', 'managed: yes, state: in-memory'),
      ],
      'It has two replicas or more and keeps its state elsewhere; what is not said is not held against it.': [
        muted(change(alone, ['in-memory', 'none']), 'replicas: 1', 'replicas: 2'),
        muted(forgetful, 'in-memory', 'external(saga-db)'),
        muted(change(alone, [', state: in-memory', '']), 'replicas: 1', ''),
        muted(forgetful, ', state: in-memory', ''),
      ],
      'The component is only drawn (`future: yes`).': drawn(alone, 'service order-saga'),
    },
  },
};
