import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { AppActions, AppState } from './state.js';
import { isDifferent, summary } from './what-if.js';

/** What a person must know so as not to take the picture for something else. */
export function Banners({ state, actions }: { state: AppState; actions: AppActions }): JSX.Element {
  const { whatIf, outline, focus, picture } = state;
  const title = (id: string) =>
    [...(picture?.nodes ?? []), ...(picture?.groups ?? [])].find((thing) => thing.id === id)?.title ?? id;
  const different = summary(whatIf, outline?.knobs ?? []);
  const breaks = breaksText(state);
  return (
    <div class="banners">
      {isDifferent(whatIf) && (
        <div class="banner different">
          <div>
            <span title={different}>
              <strong>{l10n.t('What if: {0}', different)}</strong>
            </span>
            <span title={breaks}>{breaks}</span>
          </div>
          <button type="button" class="plain" onClick={() => actions.think({})}>
            {l10n.t('Reset')}
          </button>
        </div>
      )}
      {focus !== undefined && (
        <div class="banner">
          <span>{l10n.t('Only what is linked to {0}.', title(focus))}</span>
          <button type="button" class="plain" onClick={() => actions.change({ focus: undefined })}>
            {l10n.t('Show everything')}
          </button>
        </div>
      )}
    </div>
  );
}

function breaksText({ consequences }: AppState): string {
  if (!consequences) return l10n.t('The file is unchanged.');
  const [first, ...others] = consequences.broken;
  if (!first) return l10n.t('All that held as written still holds. The file is unchanged.');
  const text = first.text.replaceAll('`', '');
  return others.length > 0 ? l10n.t('Breaks first: {0}', text) : l10n.t('Breaks: {0}', text);
}
