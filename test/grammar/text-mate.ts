import { readFileSync } from 'node:fs';

interface Rule {
  readonly name?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly include?: string;
  readonly captures?: Captures;
  readonly beginCaptures?: Captures;
  readonly endCaptures?: Captures;
  readonly patterns?: readonly Rule[];
}

type Captures = Readonly<Record<string, { readonly name: string }>>;

export interface TextMateGrammar {
  readonly patterns: readonly Rule[];
  readonly repository: Readonly<Record<string, Rule>>;
}

/** A stretch of text with the innermost scope that it has. */
export interface Scoped {
  readonly text: string;
  readonly scope: string;
}

export function readGrammar(path: URL): TextMateGrammar {
  return JSON.parse(readFileSync(path, 'utf8')) as TextMateGrammar;
}

/** Tokenises as an editor does, so far as the grammar asks for it: matches, regions over one line, captures, includes. */
export function tokenise(grammar: TextMateGrammar, text: string): Scoped[] {
  return text.split('\n').flatMap((line) => tokeniseLine(grammar, line));
}

function tokeniseLine(grammar: TextMateGrammar, line: string): Scoped[] {
  const scopes: string[] = Array(line.length).fill('');
  const regions: Rule[] = [];
  let at = 0;
  while (at <= line.length) {
    const region = regions.at(-1);
    const rules = expand(grammar, region ? (region.patterns ?? []) : grammar.patterns);
    const found = rules.flatMap((rule) => find(rule, rule.match ?? rule.begin!, line, at));
    if (region) found.unshift(...find(region, region.end!, line, at));
    const [first] = found.sort((a, b) => a.match.index - b.match.index);
    if (region?.name) scopes.fill(region.name, at, first?.match.index ?? line.length);
    if (!first) break;
    const { rule, match } = first;
    const ends = rule === region;
    paint(scopes, match, rule, ends ? rule.endCaptures : (rule.captures ?? rule.beginCaptures));
    if (ends) regions.pop();
    else if (rule.begin) regions.push(rule);
    const end = match.index + match[0].length;
    at = end > at || ends || rule.begin ? end : at + 1;
  }
  return join(line, scopes);
}

function expand(grammar: TextMateGrammar, rules: readonly Rule[]): Rule[] {
  return rules.flatMap((rule) => {
    const included = rule.include ? grammar.repository[rule.include.slice(1)] : rule;
    if (!included) throw new Error(`No rule ${rule.include}`);
    return included.match || included.begin ? [included] : expand(grammar, included.patterns ?? []);
  });
}

interface Found {
  readonly rule: Rule;
  readonly match: RegExpExecArray;
}

function find(rule: Rule, pattern: string, line: string, at: number): Found[] {
  const regex = new RegExp(pattern, 'dgu');
  regex.lastIndex = at;
  const match = regex.exec(line);
  return match ? [{ rule, match }] : [];
}

function paint(scopes: string[], match: RegExpExecArray, rule: Rule, captures: Captures = {}): void {
  if (rule.name) scopes.fill(rule.name, match.index, match.index + match[0].length);
  for (const [group, { name }] of Object.entries(captures)) {
    const place = match.indices?.[Number(group)];
    if (place) scopes.fill(name, place[0], place[1]);
  }
}

function join(line: string, scopes: readonly string[]): Scoped[] {
  const joined: { text: string; scope: string }[] = [];
  for (let i = 0; i < line.length; i++) {
    const scope = scopes[i]!;
    if (joined.at(-1)?.scope === scope) joined.at(-1)!.text += line[i];
    else joined.push({ text: line[i]!, scope });
  }
  return joined.map(({ text, scope }) => ({ text, scope: scope.replace(/\.arch$/, '') }));
}
