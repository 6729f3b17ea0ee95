import picocolors from 'picocolors';
import type { Severity } from '../../model/problem.js';
import type { Io, Output } from '../io.js';

/** How a text is set on this output. */
export interface Style {
  /** Columns of the terminal; 100 where there is none. */
  readonly width: number;
  /** A person is watching. */
  readonly interactive: boolean;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly accent: (text: string) => string;
  readonly good: (text: string) => string;
  readonly severity: Readonly<Record<Severity, (text: string) => string>>;
}

/**
 * `color`: what the caller asked for. Without it colour is for terminals, unless the environment says otherwise
 * (`NO_COLOR`, `FORCE_COLOR`, `TERM=dumb`).
 */
export function styleOf(output: Output, env: Io['env'], color?: boolean): Style {
  const colors = picocolors.createColors(color ?? wantsColor(output, env));
  const columns = output.columns ?? (Number(env['COLUMNS']) || 100);
  return {
    width: Math.max(40, Math.min(columns, 500)),
    interactive: output.isTTY === true,
    bold: colors.bold,
    dim: colors.dim,
    accent: colors.cyan,
    good: colors.green,
    severity: { error: colors.red, warning: colors.yellow, info: colors.blue, hint: colors.dim },
  };
}

/** How a text is set that is written to a file. */
export function styleOfFile(env: Io['env']): Style {
  return styleOf({ write: () => {} }, env, false);
}

function wantsColor(output: Output, env: Io['env']): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] && env['FORCE_COLOR'] !== '0') return true;
  return output.isTTY === true && env['TERM'] !== 'dumb';
}
