import type { Model } from '../../model/model.js';
import { dailyUsers } from '../../rules/populations.js';
import { number } from '../../rules/words.js';
import { amount, type Evidence, known, unknown, yesNo } from '../input.js';
import { all, below, not } from '../logic.js';
import { defineQuestion } from '../question.js';

/** What money is spent on first. */
export const costStrategy = defineQuestion({
  name: 'cost-strategy',
  topic: 'organisation',
  asks: 'Spend for speed and safety, or as little as possible?',
  about: 'system',
  of: 'a system with users or a budget',
  inputs: {
    users: amount('How many people use it in a day?', '`users` of the clients'),
    contract: yesNo('Is availability owed by contract?', '`sla` of the system'),
  },
  settings: {
    'cost-strategy.few-users': { default: 100_000, doc: 'Daily users below which the smallest set-up is enough.' },
  },
  sources: [
    'FinOps Foundation, FinOps Framework: principles',
    'AWS Well-Architected Framework: cost optimization pillar',
  ],
  rules: ['over-engineering', 'static-peak-provisioning'],
  concerns: ({ properties }, { model }) => properties.budget !== undefined || dailyUsers(model) !== undefined,
  gather: ({ model }) => ({ users: usersOf(model), contract: contractOf(model) }),
  first: [
    {
      when: 'availability is owed by contract',
      holds: (i) => i.contract,
      choose: 'safety first: spare capacity, several zones, drills',
      because: 'An outage costs more than the machines that would have prevented it.',
    },
    {
      when: 'users are few',
      holds: (i, s) => all(not(i.contract), below(i.users, s['cost-strategy.few-users'])),
      choose: 'cost first: two servers, one database, no more',
      because:
        'At this size every further part costs more than it brings; the single database is a risk that is taken knowingly.',
    },
  ],
  otherwise: {
    choose: 'in balance: scale with the load, runs on spare machines, long terms for what is always on',
    because: 'Money follows the load: machines come for the peak and go, and work that can wait takes what is cheap.',
  },
});

function usersOf(model: Model): Evidence<number> {
  const users = dailyUsers(model);
  return users === undefined
    ? unknown('`users` of the clients')
    : known(users, `${number(users)} people use it in a day`);
}

function contractOf({ system, flows }: Model): Evidence<boolean> {
  const isOwed = [system, ...flows].some((each) => each?.properties.sla !== undefined);
  if (isOwed) return known(true, 'an `sla` is written');
  return system?.properties.slo ? known(false, 'there is an objective, and no `sla`') : unknown('`sla` of the system');
}
