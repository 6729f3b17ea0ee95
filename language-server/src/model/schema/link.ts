import { block } from './definition.js';
import { ofLinks } from './flow.js';
import { linkFailure } from './link-failure.js';
import { linkPath } from './link-path.js';
import { linkWire } from './link-wire.js';

export const link = { ...linkPath, ...linkFailure, ...linkWire, ...ofLinks };

export const defaults = block(
  link,
  'Values for all links that do not say otherwise: of this caller, in this group, or in the whole system.',
  { example: '{ timeout: 2s }' },
);
