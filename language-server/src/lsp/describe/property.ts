import type { Definition } from '../../model/schema/definition.js';
import { showAssumed, showType } from '../../model/schema/index.js';
import { code, escaped, paragraphs } from './markdown.js';

/** What a property means and takes. */
export function propertyText(name: string, definition: Definition): string {
  const { doc, type, example, assumed } = definition;
  const shown = showAssumed(definition);
  const block = type.type === 'block';
  return paragraphs([
    `**${code(name)}** — ${escaped(showType(type))}`,
    doc,
    example === undefined ? undefined : `Example: ${code(block ? `${name} ${example}` : `${name}: ${example}`)}`,
    assumed && shown !== undefined
      ? `If not written, estimates assume ${code(shown)}${sourceOf(assumed.source)}.`
      : undefined,
  ]);
}

function sourceOf(source: string): string {
  return source === 'neutral' ? '' : ` (${escaped(source)})`;
}
