import { componentCapacity } from './component-capacity.js';
import { componentOperations } from './component-operations.js';
import { componentSecurity } from './component-security.js';
import { choice, either, name, text, yesNo } from './definition.js';
import { criticality } from './flow.js';
import { defaults } from './link.js';
import { sla, sli, slo } from './objective.js';
import { runtime } from './system.js';

export const role = choice(
  [
    'payment',
    'email',
    'notification',
    'sms',
    'analytics',
    'recommendation',
    'audit',
    'indexing',
    'thumbnail',
    'webhook',
    'chat',
    'presence',
    'live',
    'game',
    'matching',
    'auth',
    'pooler',
    'adapter',
    'crawler',
    'reconciliation',
    'scheduler',
    'admin',
  ],
  'What it does, where that changes what is expected of it: e-mail can wait, a payment must not happen twice.',
  { example: 'payment' },
);

export const owner = either(text(''), name([], ''), 'The team that answers for it.', { example: '"payments"' });

export const because = text('Why it was chosen or built so, for those who read the design later.', {
  example: '"needs transactions over accounts"',
});

export const future = yesNo(
  'Drawn, but not built yet: nothing is demanded of it, nothing goes to it or comes from it, and no sum counts it.',
  { example: 'yes' },
);

/** What every component but a client may have. */
export const component = {
  ...componentCapacity,
  role,
  ...componentSecurity,
  ...componentOperations,
  slo,
  sla,
  sli,
  criticality,
  runtime,
  defaults,
  'part-of': name(
    ['component', 'group'],
    'The deployable this is a module of: calls inside it stay in one process and need no timeout, and what calls it from outside calls the deployable.',
    { example: 'shop' },
  ),
  owner,
  because,
  future,
};
