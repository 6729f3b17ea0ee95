import { type Advice, adviseOn } from '../advice/advise.js';
import type { Subject } from '../advice/question.js';
import { estimate } from '../estimate/estimate.js';
import type { Estimates } from '../estimate/estimates.js';
import { buildModel } from '../model/build.js';
import type { Model } from '../model/model.js';
import type { Parsed } from '../model/parsed.js';
import { additionsOf, type Configuration } from '../rules/configuration.js';
import type { Finding } from '../rules/finding.js';
import { lint } from '../rules/lint.js';

/** Told what went wrong inside the server itself. */
export type OnFault = (what: string, error: unknown) => void;

/**
 * A design at one moment: what follows from the texts as they were, each step worked out when it is first asked for.
 * Where a step throws, that of the design before stands in for it, with all that hangs on it.
 */
export class Design {
  private built: Model | undefined;
  private estimated: Estimates | undefined;
  private found: readonly Finding[] | undefined;

  constructor(
    readonly entry: string,
    /** The entry and the libraries of its configuration, with all they import. */
    readonly files: ReadonlyMap<string, Parsed>,
    readonly configuration: Configuration,
    private readonly onFault: OnFault,
    private previous: Design | undefined,
  ) {
    // One design back is enough to stand in.
    if (previous) previous.previous = undefined;
  }

  get model(): Model {
    this.built ??= this.attempt(
      'reading the design',
      () => buildModel(this.entry, this.files, additionsOf(this.configuration)),
      () => this.previous?.built ?? buildModel(this.entry, new Map()),
    );
    return this.built;
  }

  get estimates(): Estimates {
    this.estimated ??= this.attempt(
      'estimating',
      () => estimate(this.model),
      () => noFigures,
    );
    return this.estimated;
  }

  get findings(): readonly Finding[] {
    this.found ??= this.attempt(
      'looking for findings',
      () => lint(this.model, this.estimates, this.configuration),
      () => this.previous?.found ?? [],
    );
    if (this.previous) this.previous = undefined;
    return this.found;
  }

  /** What is to be said on the choices that one of its parts embodies. */
  adviceOn(subject: Subject): readonly Advice[] {
    return this.attempt(
      'advising',
      () => adviseOn(this.model, this.estimates, subject, this.configuration),
      () => [],
    );
  }

  private attempt<T>(what: string, make: () => T, otherwise: () => T): T {
    try {
      return make();
    } catch (error) {
      this.onFault(what, error);
      return otherwise();
    }
  }
}

const noFigures: Estimates = {
  figures: [],
  problems: [],
  get: () => undefined,
  value: () => undefined,
  of: () => [],
  spread: () => undefined,
  breakdown: () => undefined,
};
