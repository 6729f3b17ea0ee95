import { rules } from '../rules/registry.js';

const pages = 'https://github.com/archlang/archlang/blob/main/docs/rules';

let names: ReadonlySet<string> | undefined;

/** The address of a rule's page; problems of the text have none. */
export function rulePage(rule: string): string | undefined {
  names ??= new Set(rules.map(({ name }) => name));
  return names.has(rule) ? `${pages}/${encodeURIComponent(rule)}.md` : undefined;
}
