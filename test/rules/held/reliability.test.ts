import { holds } from './held.js';
import { dependencies } from './reliability/dependencies.js';
import { operations } from './reliability/operations.js';
import { places } from './reliability/places.js';
import { recovery } from './reliability/recovery.js';
import { retries } from './reliability/retries.js';
import { scaling } from './reliability/scaling.js';
import { timeouts } from './reliability/timeouts.js';
import { waiting } from './reliability/waiting.js';

holds('reliability', {
  ...dependencies,
  ...operations,
  ...places,
  ...recovery,
  ...retries,
  ...scaling,
  ...timeouts,
  ...waiting,
});
