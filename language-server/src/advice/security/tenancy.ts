import { yesNo } from '../input.js';
import { defineQuestion } from '../question.js';

const multi = 'multi';
const single = 'single';
const split = 'one program for all, a database for each large customer';

/** Whether customers share. */
export const tenancy = defineQuestion({
  name: 'tenancy',
  topic: 'security',
  asks: 'Do customers share one deployment?',
  about: 'system',
  of: 'a system that says its `tenancy` or `tenant-key`',
  inputs: {
    apart: yesNo('Must customers be kept apart by law or contract?'),
    large: yesNo('Do some customers pay for a place of their own?'),
  },
  sources: [
    'AWS whitepaper, SaaS Tenant Isolation Strategies (2020)',
    'Microsoft Azure Architecture Center: tenancy models for a multitenant solution',
  ],
  rules: ['missing-tenant-key'],
  concerns: ({ properties }) => properties.tenancy !== undefined || properties['tenant-key'] !== undefined,
  gather: () => ({}),
  present: (_, { properties }) => properties.tenancy?.value ?? (properties['tenant-key'] ? multi : undefined),
  first: [
    {
      when: 'customers must be kept apart by law or contract',
      holds: (i) => i.apart,
      choose: single,
      because: 'What is not shared cannot leak from one to another.',
      fine: [split],
    },
    {
      when: 'some customers pay for a place of their own',
      holds: (i) => i.large,
      choose: split,
      because: 'The large have their data and their load to themselves; the program stays one.',
      fine: [multi],
    },
  ],
  otherwise: {
    choose: multi,
    because: 'One deployment costs least; a key in every row and a quota for each keep customers apart.',
    fine: [split],
  },
});
