import type { Component, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { schema } from '../../model/schema/index.js';
import { isOwn } from '../edits.js';
import { defineRule } from '../rule.js';
import { changeKind } from '../statements.js';
import { counted } from '../words.js';

const commodities = { auth: 'sign-in', payment: 'payments', email: 'e-mail', sms: 'text messages' } as const;
type Commodity = keyof typeof commodities;

/** A small team builds what it could rent. */
export const commodityBuiltInHouse = defineRule({
  name: 'commodity-built-in-house',
  category: 'cost',
  mode: 'presence',
  severity: 'hint',
  tier: 3,
  summary: 'A small team builds sign-in, payments, e-mail or text messages itself.',
  why: 'Sign-in, payments and the delivery of mail look small and are not: attacks, rules of card networks, blocklists, and somebody who is awake when they fail. They are the same for everybody, so others sell them, and they set nobody apart. A team of a few engineers has better things to do, until they are its business.',
  silent: [
    'The `team` is not known, or is as large as the limit.',
    'It is that business: the name or title of the system says so, or `because` gives a reason.',
    'It only stands in front of what others run: it calls an `external`.',
    'A provider runs it (`managed`), or it is only drawn (`future: yes`).',
  ],
  references: [
    'Simon Wardley, Wardley Maps (2018), chapter 2: Finding a path, on commodities',
    'Eric Evans, Domain-Driven Design (2003), chapter 15: Distillation, on generic subdomains',
  ],
  options: {
    team: { default: 20, doc: 'Engineers from which on building it may be worth while.' },
  },
  incorrect: [
    {
      title: 'five engineers send their own mail',
      code: 'system shop { team: 5 }\nservice shop-api {}\nservice mails { role: email }\n\nshop-api -> mails { timeout: 2s }\n',
    },
    {
      title: 'eight engineers keep passwords',
      code: 'system shop { team: 8 }\nservice shop-api {}\nservice logins { role: auth, replicas: 2 }\ndatabase accounts { holds: credential }\n\nshop-api -> logins -> accounts { timeout: 2s }\n',
    },
  ],
  correct: [
    {
      title: 'rented',
      code: 'system shop { team: 5 }\nservice shop-api {}\nexternal mails { role: email }\n\nshop-api -> mails { timeout: 2s }\n',
    },
    {
      title: 'it is the business',
      code: 'system "Payment service" { team: 12 }\nservice charges { role: payment }\n',
    },
  ],
  check({ model, options, report }) {
    const team = model.system?.properties.team;
    if (!team || team.value >= options.team) return;
    for (const component of model.components) {
      const { kind, id, properties, outgoing } = component;
      const role = properties.role?.value;
      if ((kind !== 'service' && kind !== 'function' && kind !== 'worker') || !isCommodity(role)) continue;
      if (properties.future?.value === true || properties.managed?.value === true || properties.because) continue;
      if (isBusiness(model, role) || outgoing.some((link) => isBuilt(link) && link.target.kind === 'external'))
        continue;
      report(
        component,
        `\`${id}\` is ${commodities[role]} built by a team of ${counted(team.value, 'engineer')}: others sell it, and it is the same for everybody.`,
        {
          at: properties.role!.property,
          related: [{ at: team.property, message: 'So many build and run all of it.' }],
          fixes: rent(model, component),
        },
      );
    }
  },
});

const isCommodity = (role: string | undefined): role is Commodity => Object.hasOwn(commodities, role ?? '');

/** `auth`, `Authentication`; `payment-gateway`; `Mail delivery` */
function isBusiness(model: Model, role: Commodity): boolean {
  const words = model.textOf(model.system!.head).toLowerCase();
  return words.includes(role) || (role === 'email' && words.includes('mail'));
}

/** Only where nothing is written of it that a thing of others has not. */
function rent(model: Model, component: Component): Fix[] {
  const { outgoing, tables, properties } = component;
  const fits = Object.entries(properties).every(
    ([name, value]) => !isOwn(component, value) || Object.hasOwn(schema.external, name),
  );
  const edit =
    outgoing.length === 0 && tables.length === 0 && fits ? changeKind(model, component, 'external') : undefined;
  return edit ? [{ title: `Rent \`${component.id}\` from somebody`, safe: false, edits: [edit] }] : [];
}
