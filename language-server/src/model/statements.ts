import { ast } from '@archlang/grammar';
import { compute } from './arithmetic.js';
import { locate, locateProperty, type Place, replacement } from './context.js';
import { convert } from './convert.js';
import { readDay } from './day.js';
import type { Collected } from './drafts.js';
import { meant } from './meant.js';
import {
  type Acceptance,
  type Component,
  type Constraint,
  componentKinds,
  type Endpoint,
  type Expectation,
  type Kind,
  type Saga,
  type Step,
} from './model.js';
import { readProperties } from './properties.js';
import type { References } from './references.js';
import { ratio } from './schema/definition.js';
import { schema } from './schema/index.js';
import type { Location } from './source.js';

const tolerance = ratio('How far off it may be.');

export function readExpectations(collected: Collected, references: References): Expectation[] {
  return collected.expectations.flatMap(({ node, place, path }) => {
    const at = locate(place, node);
    const { problems } = references;
    const form = '`expect redirect.latency.p99 < 200ms`';
    if (!node.left || !node.operator || !node.right) {
      problems.report('incomplete-expect', at, `An expectation compares a figure with a quantity: ${form}.`);
      return [];
    }
    let operator = node.operator;
    if (operator === '==' || operator === '!=') {
      const operatorAt = locateProperty(place, node, 'operator') ?? at;
      problems.report('habit', operatorAt, 'Comparisons are `<`, `<=`, `=`, `>=` and `>`.', {
        fixes: [replacement(operatorAt, '=')],
      });
      if (operator === '!=') return [];
      operator = '=';
    }
    const around = references.at(place, path);
    const withFigures = { ...around, resolve: references.figures(place, path) };
    const left = compute(node.left, withFigures);
    const right = compute(node.right, withFigures);
    if (!left || !right) return [];
    const within = node.tolerance && convert(node.tolerance, tolerance, 'within', around)?.value;
    return [
      {
        text: (node.$cstNode?.text ?? '').replace(/^expect\s+/, '').replace(/\s*"[^"]*"$/, ''),
        ...(node.title !== undefined && { title: node.title }),
        left: left.expression,
        operator,
        right: right.expression,
        ...(typeof within === 'number' && { tolerance: within }),
        at,
      },
    ];
  });
}

export function readAcceptances(collected: Collected, references: References): Acceptance[] {
  return collected.acceptances.flatMap(({ node, place, path }) => {
    const at = locate(place, node);
    if (!node.rule) {
      references.problems.report(
        'incomplete-accept',
        at,
        'Which rule? `accept hot-key on urls until 2027-06-30 "why"`.',
      );
      return [];
    }
    return [
      {
        rule: node.rule,
        ...target(node, place, path, references),
        ...until(node, place, references),
        ...(node.reason !== undefined && { reason: node.reason }),
        at,
        ruleAt: locateProperty(place, node, 'rule') ?? at,
      },
    ];
  });
}

function target(node: ast.Accept, place: Place, path: readonly string[], references: References): { target?: string } {
  const source = node.target?.source?.$refText;
  if (!node.target || source === undefined) return {};
  const at = locateProperty(place, node.target, 'source') ?? locate(place, node.target);
  if (source === 'system') return { target: 'system' };
  const from = references.find(source, at, path, []);
  if (node.target.target === undefined) return from ? { target: from.id } : {};
  const toAt = locateProperty(place, node.target, 'target') ?? at;
  const to = references.find(node.target.target.$refText, toAt, path, ['component']);
  return from && to ? { target: `${from.id}${node.target.$cstNode?.text.includes('~>') ? '~>' : '->'}${to.id}` } : {};
}

function until(node: ast.Accept, place: Place, references: References): { until?: string } {
  if (node.until === undefined) return {};
  const day = readDay(node.until);
  if (day) return { until: day };
  const at = locateProperty(place, node, 'until') ?? locate(place, node);
  references.problems.report('wrong-type', at, 'A day is written year-month-day: `until 2027-06-30`.');
  return {};
}

export function readConstraints(collected: Collected, references: References): Constraint[] {
  return collected.constraints.flatMap(({ node, place, path }) => {
    const at = locate(place, node);
    const read = (end: ast.Endpoint | undefined): Endpoint | undefined => end && endpoint(end, place, path, references);
    const source = read(node.source);
    const to = read(node.target);
    if (!node.source || !node.target) {
      references.problems.report(
        'incomplete-forbid',
        at,
        'Who may not call whom? `forbid any client -> any database "why"`.',
      );
    }
    if (!source || !to) return [];
    const exceptions = node.exceptions.flatMap((end) => read(end) ?? []);
    return [{ source, target: to, exceptions, ...(node.message !== undefined && { message: node.message }), at }];
  });
}

function endpoint(
  node: ast.Endpoint,
  place: Place,
  path: readonly string[],
  references: References,
): Endpoint | undefined {
  const at = locate(place, node);
  if (node.all) {
    if (node.$cstNode?.text !== 'any') {
      references.problems.report('habit', at, 'Everything is written `any`.', { fixes: [replacement(at, 'any')] });
    }
    return { match: 'any' };
  }
  if (node.any) {
    if (node.name === undefined) return { match: 'any' };
    if (isKind(node.name)) return { match: 'kind', kind: node.name };
    const near = meant(node.name, componentKinds);
    const fixes = near === undefined ? undefined : [replacement(at, `any ${near}`)];
    references.problems.report('unknown-kind', at, `\`${node.name}\` is not a kind of component.`, { fixes });
    return undefined;
  }
  const found = node.name === undefined ? undefined : references.find(node.name, at, path, ['component', 'group']);
  return found && { match: 'name', id: found.id };
}

function isKind(word: string): word is Kind {
  return (componentKinds as readonly string[]).includes(word);
}

export function readSagas(
  collected: Collected,
  references: References,
  components: ReadonlyMap<string, Component>,
): void {
  for (const { entity, node, place, path } of collected.sagas) {
    const around = references.at(place, path);
    const section = schema[node.kind];
    const block = { name: node.kind, section, origin: 'written' as const, statements: new Set(['Step'] as const) };
    entity.properties = readProperties(node.members, block, around) as Saga['properties'];
    entity.steps = node.members.filter(ast.isStep).map((step) => readStep(step, place, around, components));
  }
}

function readStep(
  node: ast.Step,
  place: Place,
  around: ReturnType<References['at']>,
  components: ReadonlyMap<string, Component>,
): Step {
  const block = { name: 'step', section: schema.step, origin: 'written' as const, statements: new Set<never>() };
  const properties = readProperties(node.members, block, around) as Step['properties'];
  const at: Location = locate(place, node);
  if (!node.action)
    around.problems.report(
      'missing-name',
      at,
      'What is done in this step? `step reserve compensate release { at: inventory }`.',
    );
  const component = properties.at && components.get(properties.at.value);
  const bodyStart = node.body ? locateProperty(place, node, 'body') : undefined;
  return {
    action: node.action ?? '',
    ...(node.compensation !== undefined && node.compensation !== 'none' && { compensation: node.compensation }),
    ...(node.reason !== undefined && { reason: node.reason }),
    at,
    ...(bodyStart && { body: { ...at, offset: bodyStart.offset } }),
    ...(component && { component }),
    properties,
  };
}
