import type { Component } from '../../model/model.js';
import { isAuthenticated } from '../../rules/guards.js';
import { time } from '../../rules/words.js';
import { amount, type Evidence, known, unknown, yesNo } from '../input.js';
import { all, any, below, not } from '../logic.js';
import { type Design, defineQuestion } from '../question.js';

const server = 'ssr';
const browser = 'csr';
const once = 'static';
const hybrid = 'ssr first, then csr';

/** Where pages are built. */
export const rendering = defineQuestion({
  name: 'rendering',
  topic: 'api',
  asks: 'Where are pages built?',
  about: 'component',
  of: 'a client that says `rendering` or `seo`',
  inputs: {
    found: yesNo('Must search engines read the pages?', '`seo` of the client'),
    firstPaint: amount(
      'How soon must something show, in seconds?',
      '`first-paint` of the client; else `slo { latency.p99 }` of its flows of `content: html`',
    ),
    signedIn: yesNo('Are users signed in?', '`auth` of the client or of what it calls'),
    longSessions: yesNo('Do users stay for long and click much?'),
  },
  settings: {
    'rendering.fast-paint': {
      default: 1,
      doc: 'Seconds to the first paint below which the server has to build the page.',
    },
  },
  sources: ['web.dev, Rendering on the Web (2019)', 'Google Search Central, JavaScript SEO basics'],
  rules: ['rendering-mismatch'],
  concerns: ({ kind, properties }) =>
    kind === 'client' && (properties.rendering !== undefined || properties.seo !== undefined),
  gather: (design, component) => ({
    found: foundOf(component),
    firstPaint: paintOf(design, component),
    signedIn: signedIn(component),
  }),
  present: (_, { properties }) => properties.rendering?.value,
  first: [
    {
      when: 'pages must be found or show at once, and users stay signed in for long',
      holds: (i, s) => all(any(i.found, below(i.firstPaint, s['rendering.fast-paint'])), i.signedIn, i.longSessions),
      choose: hybrid,
      because: 'The first page comes complete, and goes on as a program in the browser.',
      fine: [server, once],
    },
    {
      when: 'pages must be found or show at once',
      holds: (i, s) => any(i.found, below(i.firstPaint, s['rendering.fast-paint'])),
      choose: server,
      because: 'What arrives is the page, not a program that will build it.',
      fine: [once],
    },
    {
      when: 'users are signed in, stay long and click much',
      holds: (i) => all(i.signedIn, i.longSessions),
      choose: browser,
      because: 'After the first load only data travels.',
      fine: [server],
    },
    {
      when: 'users are not signed in',
      holds: (i) => not(i.signedIn),
      choose: once,
      because: 'The same page for everybody can be built once.',
      fine: [server, browser],
    },
  ],
  otherwise: {
    choose: server,
    because: 'It is the safe way where nothing speaks for another.',
    fine: [browser, once],
    confidence: 'low',
  },
});

function foundOf({ id, properties: { seo } }: Component): Evidence<boolean> {
  return seo
    ? known(seo.value, `\`${id}\` says \`seo: ${seo.value ? 'yes' : 'no'}\``)
    : unknown(`\`seo\` of \`${id}\``);
}

function paintOf({ model }: Design, component: Component): Evidence<number> {
  const paint = component.properties['first-paint'];
  if (paint) return known(paint.value, `\`${component.id}\` is to show something within ${time(paint.value)}`);
  const pages = model.flows.filter(
    ({ from, properties }) => from === component && properties.content?.value === 'html',
  );
  const promised = pages.flatMap(({ properties }) => properties.slo?.value['latency.p99']?.value ?? []);
  if (promised.length === 0) return unknown(`\`first-paint\` of \`${component.id}\``);
  const least = Math.min(...promised);
  return known(least, `pages are promised after ${time(least)}`);
}

function signedIn(component: Component): Evidence<boolean> {
  const { auth } = component.properties;
  if (auth) {
    const isSigned = auth.value.method?.value !== 'none';
    return known(isSigned, `users of \`${component.id}\` ${isSigned ? 'sign in' : 'do not sign in'}`);
  }
  if (component.outgoing.some(isAuthenticated)) return known(true, `users of \`${component.id}\` sign in`);
  return unknown(`\`auth\` of \`${component.id}\``);
}
