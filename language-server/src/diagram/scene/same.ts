/** Whether two pieces of plain data are equal. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [ofA, ofB] = [a, b] as Readonly<Record<string, unknown>>[];
  const keys = Object.keys(ofA);
  return keys.length === Object.keys(ofB).length && keys.every((key) => isSame(ofA[key], ofB[key]));
}
