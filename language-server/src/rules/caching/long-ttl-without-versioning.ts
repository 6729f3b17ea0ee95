import { flowProperty } from '../../model/inherit.js';
import type { Component, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { insertProperty, setProperty } from '../edits.js';
import { journeysOf } from '../journeys.js';
import { defineRule } from '../rule.js';
import { time } from '../words.js';

/** What was handed out for a year stays out for a year. */
export const longTtlWithoutVersioning = defineRule({
  name: 'long-ttl-without-versioning',
  category: 'caching',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'A cdn keeps content for so long that a mistake in it stays.',
  why: 'A long expiry at the edge is what makes static files cheap, as long as a changed file gets a new name: then the old copy is simply not asked for any more. Under an unchanged name everybody who has the old copy keeps it until it expires, and nobody can take it back. The page that names the files is the one thing that must be asked for anew.',
  silent: [
    'Names carry a version (`invalidation: versioned-key`), or entries can be withdrawn (`purge`, `event`, `on-write`).',
    'Entries never change (`immutable: yes`), or the cdn keeps no answers for all (`cache-control: private`, `no-store`).',
    'The `ttl` is not written, or short.',
    'The cdn is only drawn (`future: yes`).',
  ],
  references: [
    'RFC 8246, HTTP Immutable Responses (2017)',
    'Ilya Grigorik, High Performance Browser Networking (2013), chapter 13: cache resources on the client',
    'Amazon CloudFront Developer Guide: updating existing content with versioned file names, invalidating files',
  ],
  options: {
    ttl: { default: 86_400, doc: 'Seconds of expiry from which on content needs a version or a way to withdraw it.' },
    page: { default: 300, doc: 'Seconds that an HTML page may be kept; it names the other files.' },
    pageTtl: { default: '5min', doc: 'The `ttl` that a fix writes for pages.' },
  },
  incorrect: [
    {
      title: 'scripts and styles for a year',
      code: 'client web {}\nflow load { from: web, op: read, content: static }\ncdn edge { ttl: 1y, managed: yes }\nstorage site {}\n\nweb -> edge -> site { timeout: 10s }\n',
    },
    {
      title: 'a page that nobody can correct for an hour',
      code: 'client web {}\nflow open { from: web, op: read, content: html }\ncdn edge { ttl: 1h, managed: yes }\nservice site {}\n\nweb -> edge -> site { timeout: 10s }\n',
    },
  ],
  correct: [
    {
      title: 'a new version has a new name',
      code: 'client web {}\nflow load { from: web, op: read, content: static }\ncdn edge { ttl: 1y, invalidation: versioned-key, managed: yes }\nstorage site {}\n\nweb -> edge -> site { timeout: 10s }\n',
    },
    {
      title: 'a page is kept for a minute',
      code: 'client web {}\nflow open { from: web, op: read, content: html }\ncdn edge { ttl: 1min, managed: yes }\nservice site {}\n\nweb -> edge -> site { timeout: 10s }\n',
    },
  ],
  check({ model, options, report }) {
    for (const cdn of model.components) {
      const { ttl, immutable, invalidation, future, 'cache-control': control } = cdn.properties;
      if (cdn.kind !== 'cdn' || !ttl || invalidation || immutable?.value === true || future?.value === true) continue;
      if (control && control.value !== 'public') continue;
      const page = pageThrough(model, cdn);
      const isLong = ttl.value >= options.ttl;
      if (!isLong && (page === undefined || ttl.value <= options.page)) continue;
      const what = isLong ? 'what it has once handed out' : `the page of \`${page}\``;
      report(
        cdn,
        `\`${cdn.id}\` keeps ${what} for ${time(ttl.value)}: under the same name nobody sees a correction before that.`,
        { at: ttl.property, fixes: fixes(model, cdn, !isLong, options.pageTtl) },
      );
    }
  },
});

/** A flow of HTML pages that the cdn answers. */
function pageThrough(model: Model, cdn: Component): string | undefined {
  for (const link of cdn.incoming) {
    if (!isBuilt(link)) continue;
    const flow = (link.flows ?? journeysOf(model).flowsOn(link)).find(
      (each) => flowProperty(link, each, 'content')?.value === 'html',
    );
    if (flow) return flow.id;
  }
  return undefined;
}

function fixes(model: Model, cdn: Component, isPage: boolean, pageTtl: string): Fix[] {
  const purge: Fix = {
    title: 'Withdraw what has changed: `invalidation: purge`',
    safe: false,
    edits: [insertProperty(model, cdn, 'invalidation', 'purge')],
  };
  if (isPage) {
    const edits = [setProperty(model, cdn, 'ttl', cdn.properties.ttl, pageTtl)];
    return [{ title: `Set \`ttl: ${pageTtl}\``, safe: false, edits }, purge];
  }
  const edits = [insertProperty(model, cdn, 'invalidation', 'versioned-key')];
  return [{ title: 'Give each version a name of its own: `invalidation: versioned-key`', safe: false, edits }, purge];
}
