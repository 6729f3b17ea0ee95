const pages = 'https://github.com/archlang/archlang/blob/main/docs/rules';

/** The address of a rule's page. */
export function pageOf(rule: string): string {
  return `${pages}/${encodeURIComponent(rule)}.md`;
}
