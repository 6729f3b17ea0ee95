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
              <strong>What if: {different}</strong>
            </span>
            <span title={breaks}>{breaks}</span>
          </div>
          <button type="button" class="plain" onClick={() => actions.think({})}>
            Reset
          </button>
        </div>
      )}
      {focus !== undefined && (
        <div class="banner">
          <span>Only what is linked to {title(focus)}.</span>
          <button type="button" class="plain" onClick={() => actions.change({ focus: undefined })}>
            Show everything
          </button>
        </div>
      )}
    </div>
  );
}

function breaksText({ consequences }: AppState): string {
  if (!consequences) return 'The file is unchanged.';
  const [first, ...others] = consequences.broken;
  if (!first) return 'All that held as written still holds. The file is unchanged.';
  return `${others.length > 0 ? 'Breaks first' : 'Breaks'}: ${first.text.replaceAll('`', '')}`;
}
