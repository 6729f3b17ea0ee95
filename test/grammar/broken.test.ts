import { parse } from '@archlang/grammar';
import { describe, expect, it } from 'vitest';
import { countStatements, statements, whole } from './fixtures.js';

type Variant = readonly [what: string, written: string, broken: string, message: RegExp, lost?: number];

/** Mistakes in the whole example: each gives one message and costs no statement but its own. */
const variants: readonly Variant[] = [
];
const N = countStatements(parse(whole.text));
