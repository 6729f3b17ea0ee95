import { buildModel, type Model, type Parsed, type Problem, parseFile } from '../../language-server/src/model/index.js';

/** The model of one file. */
export function build(text: string, parameters: Readonly<Record<string, string>> = {}): Model {
  return buildFiles({ 'x.arch': text }, 'x.arch', parameters);
}

/** The model of several files. */
export function buildFiles(
  files: Readonly<Record<string, string>>,
  entry = 'x.arch',
  parameters: Readonly<Record<string, string>> = {},
): Model {
  const parsed = new Map<string, Parsed>(Object.entries(files).map(([file, text]) => [file, parseFile(file, text)]));
  return buildModel(entry, parsed, { parameters });
}

/** A model without problems. @throws otherwise, naming them */
export function clean(text: string, parameters: Readonly<Record<string, string>> = {}): Model {
  const model = build(text, parameters);
  if (model.problems.length > 0)
    throw new Error(model.problems.map(({ code, message }) => `${code}: ${message}`).join('\n'));
  return model;
}

/** The text with a fix of a problem applied. */
export function applied(text: string, { fixes = [] }: Problem, index = 0): string {
  const edits = [...fixes[index].edits].sort((a, b) => b.at.offset - a.at.offset);
  return edits.reduce((result, { at, text: more }) => result.slice(0, at.offset) + more + result.slice(at.end), text);
}

/** A component by its id. @throws where there is none */
export function component(model: Model, id: string): Model['components'][number] {
  const found = model.components.find((each) => each.id === id);
  if (!found) throw new Error(`no component is called ${id}`);
  return found;
}

/** A link by its id. @throws where there is none */
export function link(model: Model, id: string): Model['links'][number] {
  const found = model.links.find((each) => each.id === id);
  if (!found) throw new Error(`no link is called ${id}`);
  return found;
}
