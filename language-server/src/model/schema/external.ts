import { rate } from './definition.js';

export const external = {
  quota: rate('How many requests the third party lets us send.', { example: '500/s' }),
};
