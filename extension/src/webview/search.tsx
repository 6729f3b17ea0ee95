import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ShowOutline } from '../preview/messages.js';
import { found, wordsOf } from './found.js';

export interface SearchProps {
  readonly outline: ShowOutline.Message['outline'] | undefined;
  /** Shows it, whatever hides it. */
  find(id: string, groups: readonly string[]): void;
}

/** Looks for components and groups by name, title, kind or engine. */
export function Search({ outline, find }: SearchProps): JSX.Element {
  const [text, setText] = useState('');
  const [marked, setMarked] = useState(0);
  const things = outline ? found(outline, text) : [];
  const choose = (index: number) => {
    const chosen = things[index];
    if (!chosen) return;
    setText('');
    find(chosen.id, chosen.groups);
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setMarked(Math.min(things.length - 1, marked + 1));
    else if (event.key === 'ArrowUp') setMarked(Math.max(0, marked - 1));
    else if (event.key === 'Enter') choose(marked);
    else if (event.key === 'Escape') setText('');
    else return;
    event.preventDefault();
  };
  return (
    <div class="search">
      <input
        type="text"
        class="field"
        placeholder={l10n.t('Search')}
        role="combobox"
        aria-label={l10n.t('Search components')}
        aria-expanded={things.length > 0}
        aria-controls="found"
        aria-activedescendant={things.length > 0 ? `found-${marked}` : undefined}
        value={text}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          setMarked(0);
        }}
        onKeyDown={key}
        onBlur={() => setText('')}
      />
      {wordsOf(text).length > 0 && things.length === 0 && (
        <p class="found quiet" role="status">
          {l10n.t('Nothing of that name.')}
        </p>
      )}
      {things.length > 0 && (
        <div id="found" class="found" role="listbox" aria-label={l10n.t('Found')}>
          {things.map(({ id, title, kind }, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the marked option
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field's keys choose
            <div
              key={id}
              id={`found-${index}`}
              class="option"
              role="option"
              aria-selected={index === marked}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(index)}
            >
              <span class="name">{title}</span>
              <span class="quiet">{kind}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
