import { choice, name, names, yesNo } from './definition.js';
import { idempotent } from './link-failure.js';

export const saga = {
  mode: choice(
    ['orchestration', 'choreography'],
    'Who drives it: one component that calls the steps, or each step reacts to the event before.',
    { example: 'orchestration' },
  ),
  orchestrator: name(['component'], 'The component that drives it and remembers how far it came.', {
    example: 'order-saga',
  }),
};

export const transaction = {
  mode: choice(
    ['local', 'two-phase-commit'],
    'Inside one store, or over several that must all agree and block while they do.',
    { example: 'local' },
  ),
  writes: names(['table', 'component'], 'What takes part in it.', { example: '[orders, outbox]' }),
  'across-keys': yesNo('It changes rows under different shard keys.', { example: 'yes' }),
};

export const step = {
  at: name(['component'], 'Who does it.', { example: 'payments' }),
  pivot: yesNo('After this step there is no way back: later steps have to succeed.', { example: 'yes' }),
  retriable: yesNo('It is repeated until it works, so it needs no compensation.', { example: 'yes' }),
  idempotent,
};
