import type { Component, Kind, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { isSourceOfTruth } from '../copies.js';
import { insertProperty } from '../edits.js';
import { defineRule } from '../rule.js';

const foreign: ReadonlySet<Kind> = new Set(['client', 'external']);

/** Somebody has to answer the phone, and somebody will ask why. */
export const missingOwnerOrRationale = defineRule({
  name: 'missing-owner-or-rationale',
  category: 'style',
  mode: 'absence',
  severity: 'hint',
  tier: 3,
  summary: 'In production, a component has no owner, or a store was chosen for no reason that is written.',
  why: 'What nobody owns is nobody’s to patch, to watch and to mend at night. And a choice that is hard to take back, such as the store that holds the data, is questioned every year by people who were not there; with the reason beside it they can see whether it still holds.',
  silent: [
    'The design is not in production (`maturity: production`).',
    'It, the deployable it is part of, or a block around it has an `owner`; a store that holds the original of its data also says `because`.',
    'It belongs to others: clients and third parties.',
    'It is only drawn (`future: yes`).',
  ],
  references: [
    'Michael Nygard, "Documenting Architecture Decisions" (2011)',
    'Matthew Skelton, Manuel Pais, Team Topologies (2019)',
  ],
  options: {
    owner: { default: true, doc: 'Whether an owner is asked for.' },
    because: { default: true, doc: 'Whether a reason is asked for the choice of a store.' },
  },
  incorrect: [
    {
      title: 'nobody’s database',
      code: 'system { maturity: production }\ndatabase orders { engine: postgres }\n',
    },
    {
      title: 'one of two services',
      code: 'system { maturity: production }\nservice shop { owner: "checkout" }\nservice stock {}\n',
    },
  ],
  correct: [
    {
      title: 'with a team and a reason',
      code: 'system { maturity: production }\ndatabase orders { engine: postgres, owner: "payments", because: "orders and payments in one transaction" }\n',
    },
    { title: 'a design', code: 'database orders { engine: postgres }\n' },
  ],
  check({ model, options, report }) {
    if (model.maturity !== 'production') return;
    for (const component of model.components) {
      if (foreign.has(component.kind) || component.properties.future?.value === true) continue;
      const owner = options.owner && !isOwned(model, component);
      const because = options.because && isSourceOfTruth(component) && !component.properties.because;
      if (!owner && !because) continue;
      const lacks = [...(owner ? ['no `owner`'] : []), ...(because ? ['no reason for its choice (`because`)'] : [])];
      report(component, `\`${component.id}\` is in production, and has ${lacks.join(' and ')}.`, {
        fixes: owner && !because ? owners(model, component) : [],
      });
    }
  },
});

function isOwned(model: Model, { properties }: Component): boolean {
  if (properties.owner) return true;
  const whole = properties['part-of'] && model.declarations.get(properties['part-of'].value);
  return whole?.what === 'component' && whole.properties.owner !== undefined;
}

/** Teams that own something else already; nobody else is known. */
function owners(model: Model, component: Component): Fix[] {
  const known = new Set(
    model.components.flatMap(({ properties: { owner } }) => (owner ? [model.textOf(owner.at)] : [])),
  );
  return [...known].slice(0, 3).map((text) => ({
    title: `Set \`owner: ${text}\``,
    safe: false,
    edits: [insertProperty(model, component, 'owner', text)],
  }));
}
