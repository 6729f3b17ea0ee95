import type { Component, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { setProperty } from '../edits.js';
import { defineRule } from '../rule.js';
import { percent, time } from '../words.js';

/** Fetching ahead helps when one does it, and not too early. */
export const refreshAheadMisconfigured = defineRule({
  name: 'refresh-ahead-misconfigured',
  category: 'caching',
  mode: 'presence',
  severity: 'hint',
  tier: 3,
  summary: 'A refresh-ahead cache fetches all the time, or everybody fetches at once.',
  why: 'Refreshing ahead means that a read close to the end of an entry’s life starts a fetch, so that nobody has to wait for it. When the refresh begins as soon as the entry is there, every read starts one and the cache saves nothing. When nothing says that a single caller does it, all reads of the last stretch start one each: the stampede it was meant to prevent.',
  silent: [
    'The cache is not refreshed ahead, or neither `refresh-at` nor `stampede-protection` is written.',
    'It begins when part of the `ttl` has passed, and one caller fetches (`coalescing`, `lock`, `early-expiry`).',
    'The cache is only drawn (`future: yes`).',
  ],
  references: [
    'Oracle Coherence documentation, Caching Data Sources: refresh-ahead caching',
    'Andrea Vattani, Flavio Chierichetti, Keegan Lowenstein, "Optimal Probabilistic Cache Stampede Prevention", PVLDB (2015)',
  ],
  options: {
    refreshAt: { default: '10%', doc: 'The `refresh-at` that a fix writes.' },
  },
  incorrect: [
    {
      title: 'every read fetches',
      code: 'service api {}\ncache near { pattern: refresh-ahead, ttl: 1h, refresh-at: 100%, stampede-protection: coalescing }\ndatabase goods {}\n\napi -> near -> goods { timeout: 500ms }\n',
    },
    {
      title: 'everybody fetches in the last six minutes',
      code: 'service api {}\ncache near { pattern: refresh-ahead, ttl: 1h, refresh-at: 10%, stampede-protection: none }\ndatabase goods {}\n\napi -> near -> goods { timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'one fetches near the end',
      code: 'service api {}\ncache near { pattern: refresh-ahead, ttl: 1h, refresh-at: 10%, stampede-protection: coalescing }\ndatabase goods {}\n\napi -> near -> goods { timeout: 500ms }\n',
    },
    {
      title: 'nothing more is said',
      code: 'service api {}\ncache near { pattern: refresh-ahead, ttl: 1h }\ndatabase goods {}\n\napi -> near -> goods { timeout: 500ms }\n',
    },
  ],
  check({ model, options, report }) {
    for (const cache of model.components) {
      const { pattern, ttl, future, 'refresh-at': at, 'stampede-protection': protection } = cache.properties;
      if (pattern?.value !== 'refresh-ahead' || future?.value === true) continue;
      if (at && at.value >= 1) {
        report(
          cache,
          `\`${cache.id}\` fetches anew when ${percent(at.value)} of the \`ttl\` is left, so every read starts a fetch.`,
          { at: at.property, fixes: [fix(model, cache, 'refresh-at', options.refreshAt)] },
        );
      } else if (protection?.value === 'none') {
        const last = at && ttl ? `the last ${time(at.value * ttl.value)}` : 'the last stretch';
        report(cache, `Every read in ${last} of an entry of \`${cache.id}\` fetches it anew, not only the first.`, {
          at: protection.property,
          fixes: [fix(model, cache, 'stampede-protection', 'coalescing')],
        });
      }
    }
  },
});

function fix(model: Model, cache: Component, name: 'refresh-at' | 'stampede-protection', text: string): Fix {
  const edits = [setProperty(model, cache, name, cache.properties[name], text)];
  return { title: `Set \`${name}: ${text}\``, safe: false, edits };
}
