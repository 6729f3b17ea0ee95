import { choices, data, openBlock, text } from './definition.js';
import { componentKinds } from './kind.js';
import { accessKinds } from './table.js';

/** What only an engine has; it may state any property of its kinds besides. */
export const engine = {
  kinds: choices(componentKinds, 'Kinds of components that may use this engine.', { example: '[cache, database]' }),
  supports: choices([...accessKinds, 'distributed-transactions'], 'What it can do well.', {
    example: '[key, range, join, transaction]',
  }),
  'max-object': data('Largest item it takes.', { example: '16MB' }),
  sources: openBlock(
    'sources',
    text('Title and year.', { example: '"Benchmark report, 2024"' }),
    'Where each figure comes from.',
    {
      example: '{ capacity: "Benchmark report, 2024" }',
    },
  ),
};
