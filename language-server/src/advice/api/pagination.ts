import type { Flow } from '../../model/model.js';
import { tablesOn, usesOn } from '../../rules/uses.js';
import { number } from '../../rules/words.js';
import { amount, type Evidence, known, unknown, yesNo } from '../input.js';
import { any, atLeast } from '../logic.js';
import { type Design, defineQuestion } from '../question.js';
import { linksOf } from '../reading/indexes.js';

/** How long lists are cut. */
export const pagination = defineQuestion({
  name: 'pagination',
  topic: 'api',
  asks: 'How is a long list cut?',
  about: 'flow',
  of: 'a flow of a client that lists',
  inputs: {
    size: amount('How many things are in what it lists from?', '`rows` of the tables it reads'),
    scrolled: yesNo('Do people scroll on and on?'),
    jumps: yesNo('Do people jump to a page by its number?'),
  },
  settings: {
    'pagination.long-from': { default: 10_000, doc: 'Things in a list from which on skipping rows is slow.' },
  },
  sources: [
    'Markus Winand, Use The Index, Luke (2012): paging through results',
    'Slack engineering, "Evolving API Pagination at Slack" (2017)',
  ],
  rules: ['offset-pagination', 'missing-pagination'],
  concerns: ({ from, properties }) => from?.kind === 'client' && properties.op?.value === 'list',
  gather: (design, flow) => ({ size: sizeOf(design, flow) }),
  present: (_, { properties }) => properties.pagination?.value,
  first: [
    {
      when: 'the list is long, or people scroll on',
      holds: (i, s) => any(atLeast(i.size, s['pagination.long-from']), i.scrolled),
      choose: 'cursor',
      because:
        'It goes on behind the last thing shown, as fast on page 1000 as on the first; the key behind it must be unique, so that nothing is skipped.',
    },
    {
      when: 'people jump to pages of a short list',
      holds: (i) => i.jumps,
      choose: 'offset',
      because: 'Only an offset knows where page 7 begins, and few rows are skipped.',
      fine: ['cursor'],
    },
  ],
  otherwise: { choose: 'none', because: 'A short list fits into one answer.', fine: ['cursor', 'offset'] },
});

function sizeOf({ model, estimates }: Design, flow: Flow): Evidence<number> {
  const tables = linksOf(model, flow).flatMap((link) =>
    usesOn(model, link).some((use) => use.flow === flow) ? (tablesOn(link, 'reads') ?? []) : [],
  );
  const rows = tables.flatMap((id) => {
    const table = model.declarations.get(id);
    if (table?.what !== 'table') return [];
    const { rows: written, row } = table.properties;
    const stored = estimates.value(table, 'storage');
    const count = written?.value ?? (stored !== undefined && row && row.value > 0 ? stored / row.value : undefined);
    return count === undefined ? [] : [{ id, count }];
  });
  if (rows.length === 0) return unknown(`\`rows\` of what \`${flow.id}\` lists`);
  const largest = rows.reduce((a, b) => (b.count > a.count ? b : a));
  return known(largest.count, `\`${largest.id}\` has ${number(largest.count)} rows`);
}
