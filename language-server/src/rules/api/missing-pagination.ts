import { insertProperty, insertStatement, isOwn, replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';
import { data } from '../words.js';

/** A list whose answer grows with the data. */
export const missingPagination = defineRule({
  name: 'missing-pagination',
  category: 'api',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'A request lists things, and nothing limits how many an answer brings.',
  why: 'A list without an end is fast on the day it is built and grows with every row that is added. One day a single request reads the whole table, fills the memory of the service and blocks the network for others; whoever wants to do harm asks for it on purpose. Pages with a fixed limit keep each answer the same size.',
  silent: [
    'One response has at most so many things (`items`), or the list is cut (`pagination`) and a page is not known to be large.',
    'It is no list (`op: list`), or a job reads everything on purpose.',
    'Nothing is said of pages, and the model is a sketch.',
    'The client is only drawn (`future: yes`).',
  ],
  references: [
    'Google, API Improvement Proposals, AIP-158: Pagination',
    'OWASP API Security Top 10 (2023), API4: Unrestricted Resource Consumption',
    'Microsoft, Azure Architecture Center: "Web API design best practices"',
  ],
  options: {
    size: { default: 1, doc: 'Size of a page, in MB, from which on it should say how many things are on it.' },
    items: { default: 20, doc: 'Things of one page that the fix writes.' },
  },
  incorrect: [
    {
      title: 'all posts',
      code: 'client web {}\nflow posts { from: web, rate: 10/s, op: list }\nservice api {}\n\nweb -> api { timeout: 2s }\n',
    },
    {
      title: 'the list is not cut, on purpose',
      code: 'client web {}\nflow posts { from: web, rate: 10/s, op: list, pagination: none, response: 5MB }\nservice api {}\n\nweb -> api { timeout: 2s }\n',
    },
    {
      title: 'pages of five megabytes',
      code: 'client web {}\nflow posts { from: web, rate: 10/s, op: list, pagination: cursor, response: 5MB }\nservice api {}\n\nweb -> api { timeout: 2s }\n',
    },
  ],
  correct: [
    {
      title: 'pages of twenty',
      code: 'client web {}\nflow posts { from: web, rate: 10/s, op: list, pagination: cursor, items: 20 }\nservice api {}\n\nweb -> api { timeout: 2s }\n',
    },
    {
      title: 'there are never more than fifty',
      code: 'client web {}\nflow states { from: web, rate: 10/s, op: list, items: 50 }\nservice api {}\n\nweb -> api { timeout: 2s }\n',
    },
  ],
  check({ model, options, report }) {
    for (const flow of model.flows) {
      const { op, items, pagination, response } = flow.properties;
      const { from } = flow;
      if (op?.value !== 'list' || items) continue;
      const isCut = pagination !== undefined && pagination.value !== 'none';
      if (isCut && (response?.value ?? 0) <= options.size * 1e6) continue;
      if (!pagination && model.maturity === 'sketch') continue;
      if (!from || from.kind === 'job' || from.kind === 'worker' || from.properties.future?.value === true) continue;
      if (isCut) {
        report(
          flow,
          `\`${flow.id}\` is cut into pages, but one of them is ${data(response!.value)}, and nothing says how many things are on it.`,
          {
            at: response!.property,
            fixes: [
              {
                title: `Have ${options.items} on a page`,
                safe: false,
                edits: [insertProperty(model, flow, 'items', String(options.items))],
              },
            ],
          },
        );
        continue;
      }
      const size = response ? ` An answer is ${data(response.value)} already.` : '';
      const limit = `items: ${options.items}`;
      const replaces = pagination && isOwn(flow, pagination);
      report(flow, `\`${flow.id}\` can return the whole collection: nothing says how it is cut into pages.${size}`, {
        at: (pagination ?? op).property,
        fixes: [
          {
            title: `Cut it into pages of ${options.items}`,
            safe: false,
            edits: replaces
              ? [replaceValue(pagination, `cursor, ${limit}`)]
              : pagination
                ? [insertProperty(model, flow, 'items', String(options.items))]
                : [insertStatement(model, flow, `pagination: cursor, ${limit}`)],
          },
        ],
      });
    }
  },
});
