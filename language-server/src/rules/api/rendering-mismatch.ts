import type { Estimates } from '../../estimate/estimates.js';
import type { Component, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import { setProperty } from '../edits.js';
import { waysIn } from '../entrances.js';
import { authenticates, isAuthenticated } from '../guards.js';
import { defineRule } from '../rule.js';
import { rate, time } from '../words.js';

/** Where pages are built decides who sees them, and when. */
export const renderingMismatch = defineRule({
  name: 'rendering-mismatch',
  category: 'api',
  mode: 'presence',
  severity: 'info',
  tier: 3,
  summary: 'Pages are built in the wrong place for who reads them.',
  why: 'A page that is built in the browser comes empty and fills after its scripts have run: a search engine may index the empty page or come back days later, and a reader waits. A page that is built on the server for each request costs a server for each request, which pays where strangers and search engines read it, and not behind a login.',
  silent: [
    'Nobody says where the pages are built (`rendering`).',
    'They are built in the browser, search engines need not read them, and nobody has to see something within a second (`first-paint`).',
    'They are built ahead of time (`static`).',
    'They are built on the server, and people see them without signing in, or nobody says that search engines need not read them (`seo: no`).',
    'They are built on the server for strangers, but how many are asked for is not known (a flow with `content: html`), few are (`pages`), or a cdn stands in front.',
    'The client is only drawn (`future: yes`).',
  ],
  references: [
    'Addy Osmani, Jason Miller, "Rendering on the Web" (web.dev, 2019)',
    'Google Search Central: "Understand the JavaScript SEO basics"',
    'Patterns.dev: client-side rendering, server-side rendering',
  ],
  options: {
    paint: { default: 1, doc: 'Seconds; a page that is built in the browser shows something later than this.' },
    pages: {
      default: 1000,
      doc: 'Pages per second at peak from which on a server that builds each wants a cdn in front.',
    },
  },
  incorrect: [
    {
      title: 'a shop that search engines see empty',
      code: 'client shop { platform: browser, rendering: csr, seo: yes }\nservice api {}\n\nshop -> api { timeout: 2s }\n',
    },
    {
      title: 'an inner tool, built anew for each request',
      code: 'client desk { platform: browser, rendering: ssr, seo: no, auth { method: oidc } }\nservice api {}\n\ndesk -> api { timeout: 2s }\n',
    },
    {
      title: 'empty until the scripts have run',
      code: 'client shop { platform: browser, rendering: csr, first-paint: 800ms }\nservice api {}\n\nshop -> api { timeout: 2s }\n',
    },
    {
      title: 'the same page, built two thousand times a second',
      code: 'client reader { platform: browser, rendering: ssr, seo: yes }\nflow view { from: reader, rate: 1k/s, peak: 2x, op: read, content: html, response: 50KB }\nservice pages {}\n\nreader -> pages { timeout: 2s }\n',
    },
  ],
  correct: [
    {
      title: 'a cdn keeps the pages',
      code: 'client reader { platform: browser, rendering: ssr, seo: yes }\nflow view { from: reader, rate: 1k/s, peak: 2x, op: read, content: html, response: 50KB }\ncdn edge { hit-ratio: 80%, ttl: 1min }\nservice pages {}\n\nreader -> edge -> pages { timeout: 2s }\n',
    },
    {
      title: 'a shop built on the server',
      code: 'client shop { platform: browser, rendering: ssr, seo: yes }\nservice api {}\n\nshop -> api { timeout: 2s }\n',
    },
    {
      title: 'an inner tool built in the browser',
      code: 'client desk { platform: browser, rendering: csr, seo: no, auth { method: oidc } }\nservice api {}\n\ndesk -> api { timeout: 2s }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const client of model.components) {
      const { rendering, seo, future, 'first-paint': paint } = client.properties;
      if (!rendering || future?.value === true) continue;
      const place = {
        at: rendering.property,
        ...(seo && { related: [{ at: seo.property, message: 'Who reads them is said here.' }] }),
      };
      const set = (value: string) => ({
        title: `Set \`rendering: ${value}\``,
        safe: false,
        edits: [setProperty(model, client, 'rendering', rendering, value)],
      });
      if (rendering.value === 'csr' && seo?.value) {
        report(
          client,
          `Search engines must read \`${client.id}\`, but its pages come empty and are built in the browser.`,
          {
            ...place,
            fixes: [set('ssr'), set('static')],
          },
        );
      } else if (rendering.value === 'csr' && paint && paint.value < options.paint) {
        report(
          client,
          `\`${client.id}\` is to show something within ${time(paint.value)}, but its pages come empty and are built in the browser.`,
          {
            at: rendering.property,
            related: [{ at: paint.property, message: 'How soon is said here.' }],
            fixes: [set('ssr'), set('static')],
          },
        );
      } else if (rendering.value === 'ssr' && seo?.value === false && isBehindLogin(client)) {
        report(
          client,
          `\`${client.id}\` is built on the server for each request, but only people who signed in see it.`,
          {
            ...place,
            severity: 'hint',
            fixes: [set('csr')],
          },
        );
      } else if (rendering.value === 'ssr' && !isBehindLogin(client)) {
        const pages = pagesAtPeak(model, estimates, client);
        if (pages < options.pages) continue;
        report(
          client,
          `\`${client.id}\` is built on the server for each request, ${rate(pages)} at peak, and no cdn keeps what is built.`,
          { at: rendering.property },
        );
      }
    }
  },
});

/** Pages per second that come to a server of our own without passing a cdn; none where nobody says which flows are pages. */
function pagesAtPeak(model: Model, estimates: Estimates, client: Component): number {
  const flows = new Set(
    waysIn(model, ({ target }) => target.kind === 'cdn')
      .filter((way) => way.client === client)
      .flatMap((way) => way.flows)
      .filter(({ properties }) => properties.content?.value === 'html'),
  );
  return [...flows].reduce((sum, flow) => sum + (estimates.value(flow, 'rate.peak') ?? 0), 0);
}

function isBehindLogin({ properties, outgoing }: Component): boolean {
  if (authenticates(properties.auth)) return true;
  const built = outgoing.filter(isBuilt);
  return built.length > 0 && built.every(isAuthenticated);
}
