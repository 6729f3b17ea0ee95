import type { JSX } from 'preact';

/** Words between backticks are set as code. */
export function Prose({ text }: { text: string }): JSX.Element {
  return (
    <>
      {text
        .split('`')
        .map((part, i, parts) => (i % 2 === 1 && i < parts.length - 1 ? <code>{unbroken(part)}</code> : part))}
    </>
  );
}

/** A line may end before or after an arrow, not in the middle of one. */
function unbroken(code: string): readonly (string | JSX.Element)[] {
  return code.split(/([-~]>)/).map((part, i) => (i % 2 === 1 ? <span class="arrow-sign">{part}</span> : part));
}
