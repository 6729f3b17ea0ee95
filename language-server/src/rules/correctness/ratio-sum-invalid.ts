import { writeQuantity } from '@archlang/grammar';
import type { Flow, Link, Table } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { insertProperty, isOwn, replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';
import { listed, percent } from '../words.js';

/** Percentages of one whole that are more or less than the whole. */
export const ratioSumInvalid = defineRule({
  name: 'ratio-sum-invalid',
  category: 'correctness',
  mode: 'presence',
  severity: 'error',
  tier: 2,
  summary: 'Percentages that split one whole do not add up to 100%.',
  why: 'A balancer sends every request to one of its targets, so its percentages are parts of one whole. If they add up to something else, one of them is not what was meant: the load is split by their proportion, and the figures of every target behind are wrong without looking so.',
  silent: [
    'The weights are plain numbers such as 2 and 1: only their proportion counts.',
    'The ratios are independent of each other, as `share`, `fan-out` and `of` are.',
    'The queries of a table stay below 100%: the others may not be listed.',
    'One of the targets is only drawn (`future: yes`).',
  ],
  references: [
    'NGINX documentation, module ngx_http_split_clients_module: percentages of a split',
    'Kubernetes Gateway API documentation, HTTP traffic splitting: weights of back ends',
    'Google, The Site Reliability Workbook (2018), chapter 16: canarying releases',
  ],
  options: {
    tolerance: { default: 0.005, doc: 'So far, as a part of the whole, the sum may be from 100%: roundings.' },
  },
  incorrect: [
    {
      title: 'a canary that makes it 105%',
      code: 'lb front {}\nservice stable {}\nservice canary {}\n\nfront -> stable { weight: 95%, timeout: 2s }\nfront -> canary { weight: 10%, timeout: 2s }\n',
    },
    {
      title: 'queries of a table beyond all its reads',
      code: 'database shop {\n  table orders {\n    fields { id: id, customer: id }\n    query by id 80%\n    query by customer 30%\n  }\n}\n',
    },
    {
      title: 'the rest is left open',
      code: 'dns entry {}\nservice blue {}\nservice green {}\n\nentry -> blue { weight: 90%, timeout: 2s }\nentry -> green { timeout: 2s }\n',
    },
  ],
  correct: [
    {
      title: 'one in twenty goes to the canary',
      code: 'lb front {}\nservice stable {}\nservice canary {}\n\nfront -> stable { weight: 95%, timeout: 2s }\nfront -> canary { weight: 5%, timeout: 2s }\n',
    },
    {
      title: 'two to one',
      code: 'lb front {}\nservice large {}\nservice small {}\n\nfront -> large { weight: 2, timeout: 2s }\nfront -> small { weight: 1, timeout: 2s }\n',
    },
  ],
  check({ model, options, report }) {
    for (const component of model.components) {
      if (component.kind !== 'lb' && component.kind !== 'dns' && component.kind !== 'queue') continue;
      for (const links of splits(component.outgoing)) {
        const weighted = links.flatMap((link) =>
          link.properties.weight ? [{ link, weight: link.properties.weight }] : [],
        );
        if (weighted.length === 0 || !weighted.every(({ weight }) => weight.notation === 'percent')) continue;
        const total = weighted.reduce((sum, { weight }) => sum + weight.value, 0);
        const open = links.filter(({ properties }) => !properties.weight);
        const last = weighted[weighted.length - 1];
        const targets = weighted.map(({ link }) => link.target);
        if (open.length > 0) {
          const names = listed(open.map(({ target }) => target.id));
          const verb = open.length > 1 ? 'have none and count' : 'has none and counts';
          report(
            last.link,
            `The weights of \`${component.id}\` are percentages, but ${names} ${verb} as 100%, not as the rest.`,
            {
              at: last.weight.property,
              subjects: [component, ...open.map(({ target }) => target)],
              fixes:
                open.length === 1 && open[0].chain.links.length === 1 && total < 1
                  ? [writeRest(open[0], 1 - total)]
                  : [],
            },
          );
        } else if (Math.abs(total - 1) > options.tolerance + 1e-9) {
          report(last.link, `The weights of \`${component.id}\` add up to ${percent(total)}, not to 100%.`, {
            at: last.weight.property,
            subjects: [component, ...targets],
            related: weighted
              .slice(0, -1)
              .map(({ weight }) => ({ at: weight.property, message: 'It is part of the sum.' })),
            fixes: adjustLast(last.link, last.weight, total),
          });
          break;
        }
      }
    }
    for (const table of model.tables) {
      const total = table.queries.reduce((sum, { share }) => sum + (share ?? 0), 0);
      if (total <= 1 + options.tolerance + 1e-9 || table.store.properties.future?.value === true) continue;
      const shared = table.queries.filter(({ share }) => share !== undefined);
      const last = shared[shared.length - 1];
      report(table, `The queries of \`${table.id}\` add up to ${percent(total)} of its reads: more than all of them.`, {
        at: last.at,
        related: shared.slice(0, -1).map(({ at }) => ({ at, message: 'It is part of the sum.' })),
        fixes: adjustQuery(model.textOf(last.at), last, total),
      });
    }

    function writeRest(link: Link, rest: number): Fix {
      const text = writeQuantity(rest, 'ratio');
      return {
        title: `Give \`${link.target.id}\` the rest: \`weight: ${text}\``,
        safe: false,
        edits: [insertProperty(model, link, 'weight', text)],
      };
    }
  },
});

/** The links that one request is split over: all of the component, or where they name flows those of each flow. */
function splits(outgoing: readonly Link[]): readonly (readonly Link[])[] {
  if (outgoing.length < 2 || !outgoing.every(isBuilt)) return [];
  const flows = new Set<Flow>(outgoing.flatMap((link) => link.flows ?? []));
  if (flows.size === 0) return [outgoing];
  return [...flows]
    .map((flow) => outgoing.filter((link) => link.flows === undefined || link.flows.includes(flow)))
    .filter(({ length }) => length > 1);
}

function adjustLast(link: Link, weight: Value<number>, total: number): Fix[] {
  const rest = 1 - (total - weight.value);
  if (rest <= 0 || weight.expression || !isOwn(link, weight)) return [];
  const text = writeQuantity(rest, 'ratio');
  return [
    { title: `Set \`weight: ${text}\` for \`${link.target.id}\``, safe: false, edits: [replaceValue(weight, text)] },
  ];
}

function adjustQuery(statement: string, { at, share = 0, columns }: Table['queries'][number], total: number): Fix[] {
  const rest = 1 - (total - share);
  const written = statement.match(/^[^{]*?\s([\d.]+%)/);
  if (rest <= 0 || !written || Math.abs(Number.parseFloat(written[1]) / 100 - share) > 1e-9) return [];
  const text = writeQuantity(rest, 'ratio');
  const end = at.offset + written[0].length;
  const edits = [{ at: { file: at.file, offset: end - written[1].length, end }, text }];
  return [{ title: `Set ${text} for the query by \`${columns.join(', ')}\``, safe: false, edits }];
}
