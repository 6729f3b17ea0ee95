import {
  ast,
  type Calendar,
  describeDimension,
  inCalendar,
  isQuantityError,
  parseQuantity,
  sameDimension,
} from '@archlang/grammar';
import { compute, type Resolve } from './arithmetic.js';
import type { Collected, Draft } from './drafts.js';
import type { Model, Param } from './model.js';
import type { References } from './references.js';

/** Values of params from outside, by id or name: a quantity as text, or a number in base units. */
export type Settings = Readonly<Record<string, string | number>>;

type ParamDraft = Draft<Param, ast.Param | ast.Let>;

/**
 * Gives params and lets their values, in any order of writing. A value set from outside replaces a param's own, if it is a
 * quantity of the same dimension.
 */
export function readParams(collected: Collected, references: References, settings: Settings): void {
  const drafts = new Map<Param, ParamDraft>(collected.params.map((draft) => [draft.entity, draft]));
  const done = new Set<Param>();
  for (const draft of dependenciesFirst(collected, drafts)) {
    const { entity, node, place, path } = draft;
    const around = references.at(place, path.slice(0, -1));
    const resolve: Resolve = (name, problems) => {
      const target = around.resolve(name, problems);
      if (target === undefined || 'figure' in target) return target;
      if (!done.has(target)) {
        references.problems.report(
          'circular-value',
          entity.nameAt,
          `The value of \`${entity.name}\` depends on itself.`,
        );
        return undefined;
      }
      return Number.isNaN(target.value) ? undefined : target;
    };
    const computed = node.value && compute(node.value, { ...around, resolve });
    if (!node.value) {
      const message = `\`${entity.name}\` needs a value: \`${entity.what} ${entity.name} = …\`.`;
      references.problems.report('missing-value', entity.nameAt, message);
    }
    if (computed) {
      entity.dimension = computed.quantity.dimension;
      entity.notation = computed.quantity.notation;
      entity.expression = computed.expression;
      entity.value = computed.quantity.value;
    }
    if (ast.isParam(node)) readKnob(draft as Draft<Param, ast.Param>, references, settings);
    done.add(entity);
  }
}

/** Each after those its value names, without recursion: a chain of lets may be long. */
function dependenciesFirst(collected: Collected, drafts: ReadonlyMap<Param, ParamDraft>): ParamDraft[] {
  const ordered = new Set<ParamDraft>();
  const entered = new Set<ParamDraft>();
  for (const first of drafts.values()) {
    const open = [first];
    for (let draft = open[open.length - 1]; draft; draft = open[open.length - 1]) {
      if (entered.has(draft)) {
        ordered.add(draft);
        open.pop();
        continue;
      }
      entered.add(draft);
      for (const name of namesIn(draft.node.value)) {
        const result = collected.names.lookup(name, { path: draft.path.slice(0, -1) });
        const target = 'found' in result ? drafts.get(result.found as Param) : undefined;
        if (target && !entered.has(target)) open.push(target);
      }
    }
  }
  return [...ordered];
}

function namesIn(value: ast.Operand | undefined): string[] {
  const names: string[] = [];
  const open: (ast.Operand | undefined)[] = [value];
  while (open.length > 0) {
    const node = open.pop();
    if (!node) continue;
    if (ast.isName(node)) names.push(node.path);
    else if (ast.isValue(node)) open.push(node.left, node.right);
    else if (ast.isNegative(node)) open.push(node.operand);
  }
  return names;
}

function readKnob(
  { entity, node, place, path }: Draft<Param, ast.Param>,
  references: References,
  settings: Settings,
): void {
  if (node.range) {
    const around = references.at(place, path);
    const range = compute(node.range, { ...around, resolve: () => undefined });
    if (range?.expression.kind === 'interval') {
      const isSame = entity.dimension === undefined || sameDimension(range.quantity.dimension, entity.dimension);
      if (isSame) entity.range = { low: range.expression.low, high: range.expression.high };
      else {
        const message = `\`${entity.name}\` is ${describeDimension(entity.dimension)}, but its range is ${describeDimension(range.quantity.dimension)}.`;
        references.problems.report('wrong-unit', range.expression.at, message);
      }
    } else if (range)
      references.problems.report('wrong-type', range.expression.at, 'A knob turns in a range: `in 1..10`.');
  }
  const setting = settingOf(entity, settings);
  if (setting === undefined || entity.dimension === undefined) return;
  const quantity = typeof setting === 'number' ? { value: setting } : readSetting(entity, setting, references.calendar);
  if (typeof quantity === 'string') return;
  entity.value = quantity.value;
  entity.expression = {
    kind: 'constant',
    value: quantity.value,
    dimension: entity.dimension,
    at: entity.expression.at,
  };
}

function settingOf({ id, name }: Param, settings: Settings): string | number | undefined {
  if (Object.hasOwn(settings, id)) return settings[id];
  return Object.hasOwn(settings, name) ? settings[name] : undefined;
}

/** The quantity a setting means for a param, or what is wrong with it. */
export function readSetting({ name, dimension }: Param, text: string, calendar: Calendar): { value: number } | string {
  const quantity = parseQuantity(text.trim());
  if (isQuantityError(quantity)) return quantity.message;
  if (sameDimension(quantity.dimension, dimension)) return inCalendar(quantity, calendar);
  return `\`${name}\` is ${describeDimension(dimension)}, but \`${text}\` is ${describeDimension(quantity.dimension)}.`;
}

/** What is wrong with setting a param to a value, as in `--set dau=10M`; `undefined` where nothing is. */
export function checkSetting(model: Model, name: string, text: string): string | undefined {
  const param = model.params.find(({ id }) => id === name) ?? model.params.find((candidate) => candidate.name === name);
  if (!param) return `There is no param \`${name}\`.`;
  if (param.what === 'let') return `\`${name}\` follows from other values: only a \`param\` can be set.`;
  const quantity = readSetting(param, text, model.calendar);
  return typeof quantity === 'string' ? quantity : undefined;
}
