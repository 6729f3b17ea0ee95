import { dimensions, writeQuantity } from '@archlang/grammar';
import type { Estimates } from '../../estimate/estimates.js';
import type { Component, Model } from '../../model/model.js';
import { replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';
import { figure } from '../words.js';

/** What it costs, and what it may cost. */
export const budgetExceeded = defineRule({
  name: 'budget-exceeded',
  category: 'cost',
  mode: 'derived',
  severity: 'warning',
  tier: 3,
  summary: 'What the components cost a month is more than the budget.',
  why: 'A budget is a requirement like a latency, and the only one that is often checked when the first bill comes. What has a price adds up to a sum that is at least what the system costs; where that is above the budget already, something has to go, to shrink or to be paid for.',
  silent: [
    'There is no `budget` on the system.',
    'No component has a price, or none whose amount is known; what is not known is left out, so that the sum is the least it can be.',
    'The sum is within the budget.',
    'What is only drawn (`future: yes`) costs nothing yet.',
  ],
  references: [
    'J. R. Storment and Mike Fuller, Cloud FinOps, 2nd edition (2023), chapter 14 and following: budgets and forecasts',
    'Amazon Web Services, Well-Architected Framework, Cost Optimization Pillar: "Expenditure and usage awareness"',
  ],
  incorrect: [
    {
      title: 'a thousand dollars too much',
      code: 'system shop { budget: $5k/month }\nservice api { replicas: 20, price { replica: $250/month } }\ndatabase db { replicas: 1, price { replica: $1k/month } }\n',
    },
    {
      title: 'the optional part is the largest',
      code: 'system shop { budget: $500/month }\nservice api { replicas: 2, price { replica: $100/month } }\ncache hot { replicas: 2, criticality: optional, price { replica: $200/month } }\n',
    },
  ],
  correct: [
    {
      title: 'within it',
      code: 'system shop { budget: $5k/month }\nservice api { replicas: 16, price { replica: $250/month } }\ndatabase db { replicas: 1, price { replica: $1k/month } }\n',
    },
    {
      title: 'nobody knows the prices',
      code: 'system shop { budget: $5/month }\nservice api { replicas: 16 }\n',
    },
  ],
  check({ model, estimates, report }) {
    const { system } = model;
    const budget = system?.properties.budget;
    const parts = costs(model, estimates);
    if (!budget) return;
    const sum = parts.reduce((total, { cost }) => total + cost, 0);
    const allowed = budget.value * model.calendar.month;
    if (sum <= allowed * (1 + 1e-9)) return;
    const optional = parts.filter(({ component }) => component.properties.criticality?.value === 'optional');
    const [largest] = (optional.length > 0 ? optional : parts).sort((a, b) => b.cost - a.cost);
    const which = optional.length > 0 ? 'largest part that is optional' : 'largest part';
    const text = writeQuantity(sum / model.calendar.month, dimensions.moneyRate, { rounding: 'up' });
    report(
      system!,
      `The components cost at least ${figure(sum, 'money')} a month, the budget is ${figure(allowed, 'money')}. The ${which} is \`${largest.component.id}\` with ${figure(largest.cost, 'money')}.`,
      {
        at: budget.property,
        subjects: [largest.component],
        fixes: [{ title: `Raise the budget to ${text}`, safe: false, edits: [replaceValue(budget, text)] }],
      },
    );
  },
});

/** What each built component costs a month, as far as it is known. */
function costs(model: Model, estimates: Estimates): { component: Component; cost: number }[] {
  return model.components.flatMap((component) => {
    const cost = estimates.value(component, 'cost.month');
    return cost === undefined || component.properties.future?.value === true ? [] : [{ component, cost }];
  });
}
