import { pageOf } from '../rules/documentation.js';
import { rules } from '../rules/registry.js';

let names: ReadonlySet<string> | undefined;

/** The address of a rule's page; problems of the text have none. */
export function rulePage(rule: string): string | undefined {
  names ??= new Set(rules.map(({ name }) => name));
  return names.has(rule) ? pageOf(rule) : undefined;
}
