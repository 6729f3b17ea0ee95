export { type FormatOptions, format, formatEdits, formatOnType, formatRange } from './format.js';
export * as ast from './generated/ast.js';
export { librarySources } from './generated/library.js';
export { type Chunk, parse, type Syntax } from './parse.js';
export type { SyntaxCode, SyntaxFix, SyntaxProblem, TextEdit } from './problem.js';
export * from './quantity/index.js';
export { splitStatements } from './split.js';
