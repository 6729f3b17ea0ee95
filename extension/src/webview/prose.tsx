import type { JSX } from 'preact';

/** Words between backticks are set as code. */
export function Prose({ text }: { text: string }): JSX.Element {
  return (
    <>{text.split('`').map((part, i, parts) => (i % 2 === 1 && i < parts.length - 1 ? <code>{part}</code> : part))}</>
  );
}
