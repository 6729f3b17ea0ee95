import ts from 'typescript';

export interface Mutant {
  readonly line: number;
  /** What is done: `if (…) is always true`. */
  readonly what: string;
  /** It stands in a function that only makes words or fixes. */
  readonly isWording: boolean;
}

/**
 * The source of a rule with every condition replaced by one that can be switched at run time: `globalThis.__mutant` holds the
 * number of the change that is in force. `first` is the number of the file's first change.
 */
export function instrument(path: string, source: string, first: number): { code: string; mutants: readonly Mutant[] } {
  const tree = ts.createSourceFile(path, source, ts.ScriptTarget.ES2022, true);
  const mutants: Mutant[] = [];

  function variant(node: ts.Node, what: string): string {
    const { line } = tree.getLineAndCharacterOfPosition(node.getStart());
    mutants.push({ line: line + 1, what, isWording: isWording(node) });
    return `globalThis.__mutant===${first + mutants.length - 1}`;
  }

  function render(node: ts.Node): string {
    if (ts.isTypeNode(node)) return node.getText();
    let out = '';
    let at = node.getStart();
    node.forEachChild((child) => {
      out += source.slice(at, child.getStart()) + render(child);
      at = child.getEnd();
    });
    return changed(node, out + source.slice(at, node.getEnd()));
  }

  function changed(node: ts.Node, text: string): string {
    const { parent } = node;
    if (!parent) return text;
    if (isCondition(node)) {
      const always = variant(node, `\`${short(node)}\` is always true`);
      return `(${always}?true:${variant(node, `\`${short(node)}\` is never true`)}?false:(${text}))`;
    }
    if (ts.isBinaryExpression(parent) && (parent.left === node || parent.right === node)) {
      const neutral = neutralOf(parent.operatorToken.kind);
      if (neutral) return `(${variant(node, `\`${short(node)}\` is left out`)}?${neutral}:(${text}))`;
    }
    if (ts.isBinaryExpression(node)) {
      const other = atTheEdge.get(node.operatorToken.kind);
      if (other) {
        const edge = variant(node, `\`${short(node)}\` with \`${other}\``);
        return `(${edge}?(${node.left.getText()}${other}${node.right.getText()}):(${text}))`;
      }
    }
    if (ts.isArrowFunction(parent) && parent.body === node && isTest(parent) && !ts.isBlock(node)) {
      return `(${variant(node, `\`${short(node)}\` holds for all`)}?true:(${text}))`;
    }
    return text;
  }

  const code = source.slice(0, tree.getStart()) + render(tree);
  return { code, mutants };
}

function isWording(node: ts.Node): boolean {
  for (let around = node.parent; around; around = around.parent) {
    if (ts.isFunctionDeclaration(around))
      return /^(string|Fix|TextEdit)\b|(Fix|TextEdit)(\[\]|>)/.test(around.type?.getText() ?? '');
  }
  return false;
}

/** Loops are left alone: they would not end. */
function isCondition(node: ts.Node): boolean {
  const { parent } = node;
  return (
    (ts.isIfStatement(parent) && parent.expression === node) ||
    (ts.isConditionalExpression(parent) && parent.condition === node)
  );
}

function neutralOf(operator: ts.SyntaxKind): string | undefined {
  if (operator === ts.SyntaxKind.AmpersandAmpersandToken) return 'true';
  return operator === ts.SyntaxKind.BarBarToken ? 'false' : undefined;
}

const atTheEdge: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.LessThanToken, '<='],
  [ts.SyntaxKind.LessThanEqualsToken, '<'],
  [ts.SyntaxKind.GreaterThanToken, '>='],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>'],
]);

/** The function that `filter`, `some`, `every` or `find` asks. */
function isTest(arrow: ts.ArrowFunction): boolean {
  const call = arrow.parent;
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return false;
  return ['filter', 'some', 'every', 'find'].includes(call.expression.name.text);
}

function short(node: ts.Node): string {
  const text = node.getText().replace(/\s+/g, ' ');
  return text.length > 70 ? `${text.slice(0, 69)}…` : text;
}
