import { describe, expect, it } from 'vitest';
import type { Category, Finding } from '../../../language-server/src/rules/finding.js';
import { rules } from '../../../language-server/src/rules/registry.js';
import { everything, fixed, linted } from '../linting.js';

/** A design of which the rule speaks, and the same design with what silences it. `says`: severities left, where it is not silent. */
export interface Silence {
  readonly fires: string;
  readonly silent: string;
  readonly says?: readonly string[];
  /** ISO date taken as today. */
  readonly today?: string;
  /** The text of the silent design has an error, on purpose. */
  readonly broken?: boolean;
}

/** The rule speaks under one value of an option and not under another next to it, or a fix writes what the option says. */
export type Edge =
  | {
      readonly code: string;
      readonly fires: unknown;
      readonly silent: unknown;
      readonly says?: readonly string[];
      readonly today?: string;
    }
  | { readonly code: string; readonly value: unknown; readonly writes: string };

export interface Held {
  /** One or more for each sentence that the rule's page lists under "It says nothing when", by that sentence. */
  readonly silences: Readonly<Record<string, Silence | readonly Silence[]>>;
  /** One or more for each option, by its name. */
  readonly options?: Readonly<Record<string, Edge | readonly Edge[]>>;
}

const listOf = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);

/** Holds each silence and each option of all rules of a category against designs. */
export function holds(category: Category, table: Readonly<Record<string, Held>>): void {
  const ours = rules.filter((rule) => rule.category === category);

  it(`knows the rules of ${category}, their silences and their options`, () => {
    const documented = ours.map((rule) => [
      rule.name,
      { silences: rule.silent, options: Object.keys(rule.options ?? {}) },
    ]);
    const tested = Object.entries(table).map(([name, { silences, options }]) => [
      name,
      { silences: Object.keys(silences), options: Object.keys(options ?? {}) },
    ]);
    expect(Object.fromEntries(tested)).toEqual(Object.fromEntries(documented));
  });

  for (const [name, { silences, options }] of Object.entries(table)) {
    describe(name, () => {
      const pairs = Object.entries(silences).flatMap(([sentence, held]) =>
        listOf(held).map((silence) => [sentence, silence] as const),
      );
      it.each(pairs)('says nothing: %s', (_, { fires, silent, says = [], today, broken = false }) => {
        const before = severities(name, fires, { today });
        expect(before).not.toEqual([]);
        expect(severities(name, silent, { today, broken })).toEqual(says);
        expect(before).not.toEqual(says);
      });
      const edges = Object.entries(options ?? {}).flatMap(([option, held]) =>
        listOf(held).map((edge) => [option, edge] as const),
      );
      it.each(edges)('heeds %s', (option, edge) => {
        if ('writes' in edge) {
          expect(mended(name, edge.code, { [option]: edge.value })).toContain(edge.writes);
          expect(mended(name, edge.code, {})).not.toContain(edge.writes);
          return;
        }
        const before = severities(name, edge.code, { options: { [option]: edge.fires }, today: edge.today });
        expect(before).not.toEqual([]);
        expect(severities(name, edge.code, { options: { [option]: edge.silent }, today: edge.today })).toEqual(
          edge.says ?? [],
        );
        expect(before).not.toEqual(edge.says ?? []);
      });
      it('offers only fixes that mend', () => {
        const ofSilences = pairs.map(([, { fires, today }]) => [fires, { today }] as const);
        const ofEdges = edges.map(([option, edge]) =>
          'writes' in edge
            ? ([edge.code, { options: { [option]: edge.value } }] as const)
            : ([edge.code, { options: { [option]: edge.fires }, today: edge.today }] as const),
        );
        const botched = [...ofSilences, ...ofEdges].flatMap(([code, run]) => botchedBy(name, code, run));
        expect(botched).toEqual([]);
      });
    });
  }
}

interface Run {
  readonly options?: Readonly<Record<string, unknown>>;
  readonly today?: string | undefined;
  readonly broken?: boolean;
}

function design(rule: string, code: string, { options = {}, today, broken = false }: Run) {
  const result = linted(code, everything({ [rule]: options }, 'all', today));
  const problems = result.model.problems.map(({ message }) => message);
  if (broken) expect(problems).not.toEqual([]);
  else expect(problems).toEqual([]);
  expect(linted(code, everything({}, 'all', today)).of('internal-error')).toEqual([]);
  return result;
}

function severities(rule: string, code: string, run: Run): string[] {
  return design(rule, code, run)
    .of(rule)
    .map(({ severity }) => severity);
}

/** What the fixes of the rule's findings leave that has an error, or of which the same is said as often as before. */
function botchedBy(rule: string, code: string, run: Run): string[] {
  const before = design(rule, code, run).of(rule);
  return before.flatMap(({ message, fixes }) =>
    fixes
      .map((fix) => fixed(code, fix))
      .filter((text) => {
        const after = linted(text, everything({ [rule]: run.options ?? {} }, 'all', run.today));
        const isSame = (finding: Finding): boolean => finding.message === message;
        return after.model.problems.length > 0 || after.of(rule).filter(isSame).length >= before.filter(isSame).length;
      }),
  );
}

/** The text after each fix of the rule's findings. */
function mended(rule: string, code: string, options: Readonly<Record<string, unknown>>): string {
  return design(rule, code, { options })
    .of(rule)
    .flatMap(({ fixes }) => fixes.map((fix) => fixed(code, fix)))
    .join('\n');
}
