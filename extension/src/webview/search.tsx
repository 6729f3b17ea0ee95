import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ShowOutline } from '../preview/messages.js';

export interface SearchProps {
  readonly outline: ShowOutline.Message['outline'] | undefined;
  /** Shows it, whatever hides it. */
  find(id: string, groups: readonly string[]): void;
}

const mostFound = 8;

/** Looks for components and groups by name, title, kind or engine. */
export function Search({ outline, find }: SearchProps): JSX.Element {
  const [text, setText] = useState('');
  const [marked, setMarked] = useState(0);
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const found =
    words.length === 0
      ? []
      : [...(outline?.components ?? []), ...(outline?.groups ?? [])]
          .filter(({ id, title, kind }) => words.every((word) => `${id} ${title} ${kind}`.toLowerCase().includes(word)))
          .slice(0, mostFound);
  const choose = (index: number) => {
    const chosen = found[index];
    if (!chosen) return;
    setText('');
    find(chosen.id, chosen.groups);
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setMarked(Math.min(found.length - 1, marked + 1));
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
        placeholder="Search"
        role="combobox"
        aria-label="Search components"
        aria-expanded={found.length > 0}
        aria-controls="found"
        aria-activedescendant={found.length > 0 ? `found-${marked}` : undefined}
        value={text}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          setMarked(0);
        }}
        onKeyDown={key}
        onBlur={() => setText('')}
      />
      {words.length > 0 && found.length === 0 && (
        <p class="found quiet" role="status">
          Nothing of that name.
        </p>
      )}
      {found.length > 0 && (
        <div id="found" class="found" role="listbox" aria-label="Found">
          {found.map(({ id, title, kind }, index) => (
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
