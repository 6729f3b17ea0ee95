import type { Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import { edges } from '../../rules/entrances.js';
import { rate } from '../../rules/words.js';
import { amount, type Evidence, known, unknown, yesNo } from '../input.js';
import { all, any, atLeast } from '../logic.js';
import { type Design, defineQuestion } from '../question.js';

const rest = 'REST over HTTP';
const grpc = 'gRPC';
const graphql = 'GraphQL';
const web = 'gRPC-Web, or a gateway that translates';
const styles: Readonly<Record<string, string>> = { http: rest, grpc, 'grpc-web': web, graphql };

/** How a caller and a program talk. */
export const apiStyle = defineQuestion({
  name: 'api-style',
  topic: 'api',
  asks: 'REST, gRPC or GraphQL?',
  about: 'link',
  of: 'a call that says one of these protocols',
  inputs: {
    public: yesNo('Is it called from outside?', 'a client at its beginning'),
    browser: yesNo('Is it called from a browser?', '`platform` of the client'),
    streaming: yesNo('Do messages flow both ways on one call?'),
    rate: amount('How often is it called at peak, in a second?', 'the rates of the flows'),
    typed: yesNo('Should both sides be generated from one contract?'),
    varied: yesNo(
      'Do several kinds of client want different parts of the data?',
      'the `platform` of the clients that take it',
    ),
  },
  settings: {
    'api-style.rate-from': { default: 10_000, doc: 'Calls a second from which on a compact encoding pays.' },
  },
  sources: [
    'gRPC documentation, gRPC on the web',
    'GraphQL Foundation, Best practices',
    'Roy Fielding, "Architectural Styles and the Design of Network-based Software Architectures" (2000), chapter 5',
  ],
  rules: ['grpc-to-browser', 'graphql-http-cache'],
  concerns: ({ synchronous, properties, target }) =>
    synchronous && styles[properties.protocol?.value ?? ''] !== undefined && target.kind !== 'client',
  gather(design, link) {
    const { platforms, isPublic } = callersOf(design.model, link);
    return {
      public: known(isPublic, isPublic ? 'clients call it' : 'only our own programs call it'),
      browser: browserOf(isPublic, platforms),
      rate: rateOf(design, link),
      varied: platforms.size > 1 ? undefined : known(false, 'no two kinds of client take it'),
    };
  },
  present: (_, { properties }) => styles[properties.protocol?.value ?? ''],
  first: [
    {
      when: 'several kinds of client want different parts of the data',
      holds: (i) => all(i.public, i.varied),
      choose: graphql,
      because: 'Each asks for what it shows, in one call.',
      fine: [rest],
      conflict: 'GraphQL is often called uncacheable. Over GET with stored queries it caches; over POST it does not.',
    },
    {
      when: 'a browser calls, and messages flow both ways or a contract is wanted',
      holds: (i) => all(i.browser, any(i.streaming, i.typed)),
      choose: web,
      because: 'Browsers cannot speak gRPC itself.',
      fine: [rest, graphql],
    },
    {
      when: 'it is called from outside',
      holds: (i) => i.public,
      choose: rest,
      because: 'Everything can call it, and what is between can cache it.',
      fine: [graphql, web],
    },
    {
      when: 'programs call it often, in streams, or by a contract',
      holds: (i, s) => any(atLeast(i.rate, s['api-style.rate-from']), i.streaming, i.typed),
      choose: grpc,
      because: 'Compact messages over one connection, from code that is generated for both sides.',
      fine: [rest],
    },
  ],
  otherwise: {
    choose: rest,
    because: 'It is the simplest between programs that do not call each other all the time.',
    fine: [grpc, graphql],
  },
});

/** What the clients run on that a call comes from, over what only passes on; a gateway translates, and hides them. */
function callersOf({ components }: Model, link: Link) {
  const passed = new Set([link.source]);
  for (const component of passed) {
    if (!edges.has(component.kind) || component.kind === 'gateway') continue;
    for (const { source } of component.incoming.filter(isBuilt)) passed.add(source);
  }
  const clients = components.filter((each) => each.kind === 'client' && passed.has(each));
  return {
    platforms: new Set(clients.flatMap(({ properties }) => properties.platform?.value ?? [])),
    isPublic: clients.length > 0,
  };
}

function browserOf(isPublic: boolean, platforms: ReadonlySet<string>): Evidence<boolean> {
  if (!isPublic) return known(false, 'no browser calls it directly');
  if (platforms.size === 0) return unknown('`platform` of the client');
  return known(platforms.has('browser'), platforms.has('browser') ? 'a browser calls it' : 'no browser calls it');
}

function rateOf({ estimates }: Design, link: Link): Evidence<number> {
  const peak = estimates.value(link, 'rate.peak');
  if (peak === undefined) return unknown(`the rates of the flows on \`${link.id}\``);
  return known(peak, `it is called ${rate(peak)} at peak`);
}
