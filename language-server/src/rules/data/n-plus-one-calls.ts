import { dimensions, writeQuantity } from '@archlang/grammar';
import type { Kind, Link } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import { leavesProcess } from '../../model/processes.js';
import { insertBeside, isOwn, setProperty } from '../edits.js';
import { defineRule } from '../rule.js';
import { number } from '../words.js';

/** What is asked again for every row of a result. */
const callees: ReadonlySet<Kind> = new Set([
  'gateway',
  'lb',
  'service',
  'function',
  'cache',
  'database',
  'storage',
  'external',
]);

/** One call for a list and one more for each of its items. */
export const nPlusOneCalls = defineRule({
  name: 'n-plus-one-calls',
  category: 'data',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'One request makes many calls to the same place, one for each item.',
  why: "A list is fetched, and then each item's details one by one. Every call pays its own round trip, so the request takes as long as its list is, and the callee gets a multiple of the load for work it could do at once. Asking for all of them in one call costs one round trip.",
  silent: [
    'Calls are batched (`batch`), or made at the same time (`parallel`).',
    'Nobody waits for them: a hand-over, as of a fan-out over a broker.',
    'The caller is a client or a job: a page has many pictures, and a job works off its rows.',
    'Nothing leaves the process, or the number of calls is not written.',
    'Caller or target is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Fowler, Patterns of Enterprise Application Architecture (2002), chapter 11: Lazy Load and ripple loading',
    'Sam Newman, Building Microservices, 2nd edition (2021), chapter 4: communication styles and performance',
    'GraphQL Foundation, DataLoader documentation: batching',
  ],
  options: {
    calls: { default: 10, doc: 'More calls than this to one place within one request are too many.' },
  },
  incorrect: [
    {
      title: 'the author of each of a hundred posts',
      code: 'service feed {}\nservice users {}\n\nfeed -> users { op: read, calls: 100, timeout: 1s }\n',
    },
    {
      title: 'a row for each item of a cart',
      code: 'service cart {}\ndatabase products {}\n\ncart -> products { op: read, calls: 25, timeout: 1s }\n',
    },
  ],
  correct: [
    {
      title: 'all authors in one call',
      code: 'service feed {}\nservice users {}\n\nfeed -> users { op: read, calls: 100, batch: 100, timeout: 1s }\n',
    },
    {
      title: 'three calls are three calls',
      code: 'service feed {}\nservice users {}\n\nfeed -> users { op: read, calls: 3, timeout: 1s }\n',
    },
  ],
  check({ model, options, report }) {
    for (const link of model.links) {
      const { source, target } = link;
      const { calls } = link.properties;
      if (!calls || calls.value <= options.calls || !callees.has(target.kind) || isTogether(link)) continue;
      if (source.kind === 'client' || source.kind === 'job' || !isBuilt(link) || !leavesProcess(model, link)) continue;
      const size = writeQuantity(Math.ceil(calls.value), dimensions.number);
      const edit =
        isOwn(link, calls) && !link.properties.batch
          ? insertBeside(model, calls, `batch: ${size}`)
          : setProperty(model, link, 'batch', link.properties.batch, size);
      report(
        link,
        `\`${source.id}\` calls \`${target.id}\` ${number(calls.value)} times for one request, one after the other.`,
        {
          at: calls.property,
          subjects: [target],
          fixes: [{ title: `Ask for all of them in one call: \`batch: ${size}\``, safe: false, edits: [edit] }],
        },
      );
    }
  },
});

/** Does it not wait for each call by itself? */
function isTogether({ synchronous, properties: { batch, parallel } }: Link): boolean {
  return !synchronous || parallel !== undefined || (batch?.value ?? 1) > 1;
}
