import type { Component, Group, Kind, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { isSourceOfTruth } from '../copies.js';
import { insertProperty } from '../edits.js';
import { defineRule } from '../rule.js';
import { listed } from '../words.js';

const name = 'missing-owner-or-rationale';
const foreign: ReadonlySet<Kind> = new Set(['client', 'external']);
/** Places that are shown beside the one finding. */
const shown = 5;

/** Somebody has to answer the phone, and somebody will ask why. */
export const missingOwnerOrRationale = defineRule({
  name,
  category: 'style',
  mode: 'absence',
  severity: 'hint',
  tier: 3,
  summary: 'In production, components have no owner, or stores were chosen for no reason that is written.',
  why: 'What nobody owns is nobody’s to patch, to watch and to mend at night. And a choice that is hard to take back, such as the store that holds the data, is questioned every year by people who were not there; with the reason beside it they can see whether it still holds.',
  silent: [
    'The design is not in production (`maturity: production`).',
    'It, the deployable it is part of, or a block around it has an `owner`; a store that holds the original of its data also says `because`.',
    'It belongs to others: clients and third parties.',
    'It is only drawn (`future: yes`).',
    'It has been said already: all components that lack something are told of once, except those for which it is accepted.',
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
    const accepted = new Set(model.acceptances.flatMap(({ rule, target }) => (rule === name ? (target ?? []) : [])));
    const lacking = model.components.flatMap((component): Lacking[] => {
      if (foreign.has(component.kind) || component.properties.future?.value === true) return [];
      const owner = options.owner && !isOwned(model, component);
      const because = options.because && isSourceOfTruth(component) && !component.properties.because;
      return owner || because ? [{ component, owner, because }] : [];
    });
    const isAccepted = ({ component }: Lacking): boolean => isAmong(accepted, component);
    for (const each of lacking.filter(isAccepted)) {
      report(each.component, sayAll([each]), { fixes: owners(model, [each]) });
    }
    const rest = lacking.filter((each) => !isAccepted(each));
    const [first, ...others] = rest;
    if (!first) return;
    report(first.component, sayAll(rest), {
      subjects: others.map(({ component }) => component),
      related: others.slice(0, shown - 1).map(({ component }) => ({ at: component.head, message: 'So has this one.' })),
      fixes: owners(model, rest),
    });
  },
});

interface Lacking {
  readonly component: Component;
  readonly owner: boolean;
  readonly because: boolean;
}

/** Is the component, or a group around it, one of these? */
function isAmong(ids: ReadonlySet<string>, component: Component): boolean {
  for (let at: Component | Group | undefined = component; at; at = at.group) if (ids.has(at.id)) return true;
  return false;
}

/** `` In production, 9 components have no `owner` (`a`, `b`, …), and `c` has no written reason (`because`). `` */
function sayAll(lacking: readonly Lacking[]): string {
  const parts = [
    ...say(
      lacking.filter(({ owner }) => owner),
      'components',
      'no `owner`',
    ),
    ...say(
      lacking.filter(({ because }) => because),
      'stores',
      'no written reason (`because`)',
    ),
  ];
  return `In production, ${parts.join(', and ')}.`;
}

function say(which: readonly Lacking[], kind: string, what: string): string[] {
  const names = listed(which.map(({ component }) => component.id));
  if (which.length <= 1) return which.map(() => `${names} has ${what}`);
  return [`${which.length} ${kind} have ${what} (${names})`];
}

function isOwned(model: Model, { properties }: Component): boolean {
  if (properties.owner) return true;
  const whole = properties['part-of'] && model.declarations.get(properties['part-of'].value);
  return whole?.what === 'component' && whole.properties.owner !== undefined;
}

/** Teams that own something else already; nobody else is known. Reasons are for people to write. */
function owners(model: Model, lacking: readonly Lacking[]): Fix[] {
  if (lacking.some(({ because }) => because)) return [];
  const known = new Set(
    model.components.flatMap(({ properties: { owner } }) => (owner ? [model.textOf(owner.at)] : [])),
  );
  const where = lacking.length === 1 ? '' : ` on all ${lacking.length}`;
  return [...known].slice(0, 3).map((text) => ({
    title: `Set \`owner: ${text}\`${where}`,
    safe: false,
    edits: lacking.map(({ component }) => insertProperty(model, component, 'owner', text)),
  }));
}
