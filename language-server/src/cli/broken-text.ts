import type { Estimated } from './figures/select.js';
import type { Io } from './io.js';
import type { Paths } from './paths.js';
import { visible } from './terminal/text.js';

const maxShown = 20;

/**
 * Says on the error output what of the designs' text could not be read, for commands that work with what is left.
 * @returns whether there is any
 */
export function reportBrokenText(designs: readonly Estimated[], paths: Paths, io: Io): boolean {
  const lines = new Set<string>();
  for (const { model } of designs) {
    for (const { severity, message, code, at } of model.problems) {
      if (severity !== 'error') continue;
      const position = model.files.get(at.file)?.positionAt(at.offset) ?? { line: 0, column: 0 };
      const place = `${paths.shown(at.file)}:${position.line + 1}:${position.column + 1}`;
      lines.add(`${visible(place)}: error ${code}: ${visible(message.replace(/\s*\n\s*/g, ' '))}\n`);
    }
  }
  for (const line of [...lines].slice(0, maxShown)) io.stderr.write(line);
  if (lines.size > maxShown) io.stderr.write(`… and ${lines.size - maxShown} more; \`archlang check\` shows all.\n`);
  return lines.size > 0;
}
