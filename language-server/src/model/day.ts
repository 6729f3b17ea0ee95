/** A day as it is kept, `2027-06-30`; undefined for what is none, such as the 30th of February. */
export function readDay(text: string): string | undefined {
  const written = text.match(/^(\d{4})-(\d{1,2})-(\d{1,2})$/);
  if (!written) return undefined;
  const day = `${written[1]}-${written[2].padStart(2, '0')}-${written[3].padStart(2, '0')}`;
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) ? day : undefined;
}

/** Days from one day to another, both as `2027-06-30`. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
}
