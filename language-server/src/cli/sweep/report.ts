import type { ThemeName } from '../../diagram/svg/themes.js';
import type { Limit } from '../../estimate/limits.js';
import { showValue } from '../../estimate/show.js';
import type { Sweep, SweepRange, Variant } from '../../estimate/sweep.js';
import type { Model, Param } from '../../model/model.js';
import type { Paths } from '../paths.js';
import type { Style } from '../terminal/style.js';

/** A sweep with what is needed to write it. */
export interface SweepContext {
  readonly sweep: Sweep;
  readonly knob: Param;
  readonly range: SweepRange;
  /** The design as it is written. */
  readonly model: Model;
  readonly entry: string;
  /** The design with the knob at another value. */
  readonly at: (value: number) => Variant;
  readonly paths: Paths;
  readonly style: Style;
  readonly exact: boolean;
  readonly theme: ThemeName;
}

export type SweepReport = (context: SweepContext) => string;

/** What is so on the upper side of a break, in a few words: `api saturates`, `redirect.latency.p99 exceeds 100ms`. */
export function outcomeOf({ kind, of, subject, bound, unit, holds }: Limit, { calendar }: Model): string {
  const limit = bound === undefined || unit === undefined ? '' : showValue(bound, unit);
  switch (kind) {
    case 'capacity':
      return holds ? `${subject} keeps up` : `${subject} saturates`;
    case 'latency':
      return `${of} ${holds ? 'within' : 'exceeds'} ${limit}`;
    case 'availability':
      return `${of} ${holds ? 'reaches' : 'below'} ${limit}`;
    case 'budget':
      return `cost ${holds ? 'within' : 'exceeds'} ${showValue((bound ?? 0) / calendar.month, 'money/s')}`;
    case 'disk':
      return holds ? `${subject} fits its disks` : `${subject} outgrows its disks (${limit})`;
    case 'expectation':
      return `${holds ? 'holds' : 'fails'}: ${of}`;
  }
}
