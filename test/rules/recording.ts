import { appendFileSync } from 'node:fs';
import type { Configuration } from '../../language-server/src/rules/configuration.js';

const file = process.env['ARCHLANG_RECORD'];

/** Writes down which design a test asks which rule about, for the mutation check; does nothing in an ordinary run. */
export function record(rule: string, text: string, configuration: Configuration): void {
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ rule, text, configuration })}\n`);
}
