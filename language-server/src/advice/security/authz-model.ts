import { known, unknown, yesNo } from '../input.js';
import { defineQuestion } from '../question.js';

/** How rights are worked out. */
export const authzModel = defineQuestion({
  name: 'authz-model',
  topic: 'security',
  asks: 'How is it decided what a caller may do?',
  about: 'component',
  of: 'a component that says its `authorization`',
  inputs: {
    shared: yesNo('Do users share single things with each other?'),
    context: yesNo('Do rules look at place, time, tenant or the thing itself?', '`tenancy: multi` of the system'),
  },
  sources: [
    'NIST SP 800-162, Guide to Attribute Based Access Control (2014)',
    'Ruoming Pang and others, "Zanzibar: Google’s Consistent, Global Authorization System", USENIX ATC (2019)',
  ],
  rules: ['missing-authorization'],
  concerns: ({ properties: { authorization } }) => authorization !== undefined && authorization.value !== 'none',
  gather: ({ model }) => ({
    context:
      model.system?.properties.tenancy?.value === 'multi'
        ? known(true, 'customers share the system')
        : unknown('`tenancy` of the system'),
  }),
  present(_, { properties }) {
    const written = properties.authorization?.value;
    return written === 'policy' ? 'abac' : written;
  },
  first: [
    {
      when: 'users share single things with each other',
      holds: (i) => i.shared,
      choose: 'rebac',
      because: 'Who may see a thing follows from how people and things are related.',
      fine: ['acl', 'abac'],
    },
    {
      when: 'rules look at place, time, tenant or the thing itself',
      holds: (i) => i.context,
      choose: 'abac',
      because: 'A rule over attributes says once what a role for each case would say a hundred times.',
      fine: ['rebac', 'rbac', 'acl'],
    },
  ],
  otherwise: {
    choose: 'rbac',
    because: 'A few roles are easy to give, to check and to take back.',
    fine: ['abac', 'acl'],
  },
});
