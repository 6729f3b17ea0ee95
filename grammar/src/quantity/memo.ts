/** Remembers what `compute` answered, for at most `limit` texts: then it forgets all and starts anew. */
export function memoise<T>(compute: (text: string) => T, limit: number): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const seen = known.get(text);
    if (seen !== undefined) return seen;
    const answer = compute(text);
    if (known.size >= limit) known.clear();
    known.set(text, answer);
    return answer;
  };
}
