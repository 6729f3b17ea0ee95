import type { Component } from '../../model/model.js';
import { usesOf } from '../../rules/uses.js';
import { known, yesNo } from '../input.js';
import { not } from '../logic.js';
import { type Design, defineQuestion } from '../question.js';

const path = 'in the path';
const header = 'in a header';
const parameter = 'in a parameter';
const somewhere = 'somewhere';

/** Where the version of an API stands. */
export const apiVersioning = defineQuestion({
  name: 'api-versioning',
  topic: 'api',
  asks: 'Where does the version of the API stand?',
  about: 'component',
  of: 'a gateway or service with a public `exposure` or a `version`',
  inputs: {
    public: yesNo('Do others than ourselves call it?', '`exposure` of the component'),
    cleanUrls: yesNo('Must addresses stay the same for all versions?'),
  },
  sources: [
    'Microsoft REST API Guidelines: versioning',
    'Stripe blog, "APIs as infrastructure: future-proofing Stripe with versioning" (2017)',
  ],
  rules: ['unversioned-public-api'],
  concerns: ({ kind, properties: { exposure, version } }) =>
    (kind === 'gateway' || kind === 'service') &&
    (version !== undefined || exposure?.value === 'public' || exposure?.value === 'partner'),
  gather: (_, { id, properties: { exposure } }) => ({
    public: exposure
      ? known(exposure.value === 'public' || exposure.value === 'partner', `\`${id}\` is ${exposure.value}`)
      : known(true, `\`${id}\` has a version that callers see`),
  }),
  present: (design, component) => presentOf(design, component),
  first: [
    {
      when: 'only our own programs call it',
      holds: (i) => not(i.public),
      choose: parameter,
      because: 'Both sides are changed together; any way will do.',
      fine: [path, header, somewhere],
    },
    {
      when: 'addresses must stay the same',
      holds: (i) => i.cleanUrls,
      choose: header,
      because: 'One address names one thing, whatever the version.',
      fine: [path, somewhere],
    },
  ],
  otherwise: {
    choose: path,
    because: 'It can be seen, linked, routed and cached.',
    fine: [header, somewhere],
  },
});

function presentOf({ model }: Design, component: Component): string | undefined {
  const endpoints = usesOf(model, component).flatMap(({ flow }) => flow?.properties.endpoint?.value ?? []);
  if (endpoints.some((endpoint) => /\/v\d/.test(endpoint))) return path;
  return component.properties.version ? somewhere : undefined;
}
