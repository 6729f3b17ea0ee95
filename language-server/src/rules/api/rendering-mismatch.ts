import type { Component } from '../../model/model.js';
import { setProperty } from '../edits.js';
import { authenticates, isAuthenticated } from '../guards.js';
import { isBuilt } from '../processes.js';
import { defineRule } from '../rule.js';

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
    'Nobody says whether search engines read them (`seo`).',
    'They are built on the server or ahead of time, and search engines read them.',
    'They are built on the server, and people see them without signing in.',
    'The client is only drawn (`future: yes`).',
  ],
  references: [
    'Addy Osmani, Jason Miller, "Rendering on the Web" (web.dev, 2019)',
    'Google Search Central: "Understand the JavaScript SEO basics"',
    'Patterns.dev: client-side rendering, server-side rendering',
  ],
  incorrect: [
    {
      title: 'a shop that search engines see empty',
      code: 'client shop { platform: browser, rendering: csr, seo: yes }\nservice api {}\n\nshop -> api { timeout: 2s }\n',
    },
    {
      title: 'an inner tool, built anew for each request',
      code: 'client desk { platform: browser, rendering: ssr, seo: no, auth { method: oidc } }\nservice api {}\n\ndesk -> api { timeout: 2s }\n',
    },
  ],
  correct: [
    {
      title: 'a shop built on the server',
      code: 'client shop { platform: browser, rendering: ssr, seo: yes }\nservice api {}\n\nshop -> api { timeout: 2s }\n',
    },
    {
      title: 'an inner tool built in the browser',
      code: 'client desk { platform: browser, rendering: csr, seo: no, auth { method: oidc } }\nservice api {}\n\ndesk -> api { timeout: 2s }\n',
    },
  ],
  check({ model, report }) {
    for (const client of model.components) {
      const { rendering, seo, future } = client.properties;
      if (!rendering || !seo || future?.value === true) continue;
      const place = {
        at: rendering.property,
        related: [{ at: seo.property, message: 'Who reads them is said here.' }],
      };
      const set = (value: string) => ({
        title: `Set \`rendering: ${value}\``,
        safe: false,
        edits: [setProperty(model, client, 'rendering', rendering, value)],
      });
      if (rendering.value === 'csr' && seo.value) {
        report(
          client,
          `Search engines must read \`${client.id}\`, but its pages come empty and are built in the browser.`,
          {
            ...place,
            fixes: [set('ssr'), set('static')],
          },
        );
      } else if (rendering.value === 'ssr' && !seo.value && isBehindLogin(client)) {
        report(
          client,
          `\`${client.id}\` is built on the server for each request, but only people who signed in see it.`,
          {
            ...place,
            severity: 'hint',
            fixes: [set('csr')],
          },
        );
      }
    }
  },
});

function isBehindLogin({ properties, outgoing }: Component): boolean {
  if (authenticates(properties.auth)) return true;
  const built = outgoing.filter(isBuilt);
  return built.length > 0 && built.every(isAuthenticated);
}
