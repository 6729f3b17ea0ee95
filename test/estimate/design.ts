import { estimate } from '../../language-server/src/estimate/estimate.js';
import type { Estimates, Figure } from '../../language-server/src/estimate/estimates.js';
import { buildModel, type Model, parseFile } from '../../language-server/src/model/index.js';

/** A design of one file, with the settings of its params. */
export function modelOf(text: string, parameters: Readonly<Record<string, string>> = {}): Model {
  return buildModel('design.arch', new Map([['design.arch', parseFile('design.arch', text)]]), { parameters });
}

export interface Design {
  readonly model: Model;
  readonly estimates: Estimates;
  /** The figure of that name. @throws where there is none */
  figure(name: string): Figure;
  /** Its value. @throws where it is unknown, saying what is missing */
  value(name: string): number;
}

/** A design without problems, and its figures. @throws for a design with problems: a test asks for a clean one */
export function design(text: string, parameters: Readonly<Record<string, string>> = {}): Design {
  const model = modelOf(text, parameters);
  if (model.problems.length > 0)
    throw new Error(model.problems.map(({ code, message }) => `${code}: ${message}`).join('\n'));
  return estimated(model);
}

export function estimated(model: Model): Design {
  const estimates = estimate(model);
  const figure = (name: string): Figure => {
    const found = estimates.get(name);
    if (!found) throw new Error(`no figure is called ${name}`);
    return found;
  };
  return {
    model,
    estimates,
    figure,
    value(name) {
      const { value, missing } = figure(name);
      if (value === undefined) throw new Error(`${name} is unknown, missing ${missing.join(', ')}`);
      return value;
    },
  };
}
