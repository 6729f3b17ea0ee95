import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { ShowFigures } from '../preview/messages.js';
import { arranged, type Column, csvOf, markdownOf } from './table-text.js';

interface TableProps {
  readonly figures: ShowFigures.Message['figures'] | undefined;
  select(subject: string): void;
  copy(text: string, what: string): void;
}

/** More rows than these nobody reads, and they would make typing slow. */
const mostShown = 500;
const columns = (): readonly (readonly [Column, string])[] => [
  ['subject', l10n.t('Of')],
  ['figure', l10n.t('Figure')],
  ['value', l10n.t('Value')],
];

/** All figures, sorted and filtered as wanted. */
export function Table({ figures, select, copy }: TableProps): JSX.Element {
  const [filter, setFilter] = useState('');
  const [order, setOrder] = useState<{ column: Column; descending: boolean }>({ column: 'subject', descending: false });
  const rows = useMemo(
    () => arranged(figures?.rows ?? [], filter, order.column, order.descending),
    [figures, filter, order],
  );
  const copyMarkdown = () =>
    copy(
      markdownOf(rows),
      rows.length === 1 ? l10n.t('1 figure as Markdown') : l10n.t('{0} figures as Markdown', rows.length),
    );
  const copyCsv = () =>
    copy(csvOf(rows), rows.length === 1 ? l10n.t('1 figure as CSV') : l10n.t('{0} figures as CSV', rows.length));
  const sort = (column: Column) =>
    setOrder({ column, descending: order.column === column ? !order.descending : column === 'value' });
  return (
    <section class="table" aria-label={l10n.t('All figures')}>
      <div class="table-bar">
        <input
          type="search"
          class="field"
          placeholder={l10n.t('Filter: api utilisation')}
          aria-label={l10n.t('Filter figures')}
          value={filter}
          onInput={({ currentTarget }) => setFilter(currentTarget.value)}
        />
        <span class="quiet" role="status">
          {figures ? counted(rows.length, figures.rows.length + figures.more) : l10n.t('Working out …')}
        </span>
        <span class="space" />
        <button type="button" class="action" onClick={copyMarkdown}>
          {l10n.t('Copy as Markdown')}
        </button>
        <button type="button" class="action" onClick={copyCsv}>
          {l10n.t('Copy as CSV')}
        </button>
      </div>
      <div class="table-scroll">
        <table>
          <thead>
            <tr>
              {columns().map(([column, label]) => (
                <th
                  key={column}
                  scope="col"
                  aria-sort={order.column !== column ? 'none' : order.descending ? 'descending' : 'ascending'}
                >
                  <button type="button" onClick={() => sort(column)}>
                    {label}
                    <span aria-hidden="true">{order.column === column ? (order.descending ? ' ↓' : ' ↑') : ''}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, mostShown).map(({ subject, figure, text }) => (
              <tr key={`${subject}.${figure}`}>
                <td>
                  <button type="button" class="plain" onClick={() => select(subject)}>
                    {subject}
                  </button>
                </td>
                <td>{figure}</td>
                <td class="figure">{text}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {figures && rows.length === 0 && <p class="quiet empty">{l10n.t('No figure has all of these words.')}</p>}
        {rows.length > mostShown && (
          <p class="quiet empty">
            {l10n.t('The first {0} of {1} are shown; copying takes all.', mostShown, rows.length)}
          </p>
        )}
      </div>
    </section>
  );
}

function counted(shown: number, all: number): string {
  if (shown !== all) return l10n.t('{0} of {1} figures', shown, all);
  return all === 1 ? l10n.t('1 figure') : l10n.t('{0} figures', all);
}
