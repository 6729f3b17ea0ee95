import type { Why } from './respell.js';

/** A mistake in a quantity: what to say, and the text that mends this one (others may remain). */
export interface Mistake {
  /** `fixed`: the text with everything mended, if that is possible. */
  readonly say: (fixed: string | undefined) => string;
  readonly mended?: string;
}

/** @param word the unit at fault; @param place whether it follows a `/` */
export function explain(text: string, word: string, place: 'number' | 'slash', why: Why | undefined): Mistake['say'] {
  const quoted = `\`${text}\``;
  return (fixed) => {
    const write = fixed === undefined ? '' : `: write \`${fixed}\``;
    switch (why) {
      case 'minutes or months': {
        if (fixed === undefined) return `In ${quoted} \`m\` could be minutes (\`min\`) or months (\`mo\`).`;
        const other = place === 'slash' ? fixed.replace('/min', '/month') : fixed.replace('min', 'mo');
        const meanings = place === 'slash' ? 'per minute or per month' : 'minutes or months';
        return `${quoted} could be ${meanings}: write \`${fixed}\` or \`${other}\`.`;
      }
      case 'million':
        return `A million is \`M\`${write}.`;
      case 'bytes or bits':
        return `${quoted} could be bytes or bits: bytes are ${fixed === undefined ? '`B`' : `\`${fixed}\``}, bits per second \`${word.charAt(0)}bps\`.`;
      case 'bits':
        return 'Data is measured in bytes (`B`, `KB`, `MB`); bits are for bandwidth, as in `10Mbps`.';
      case 'counted':
        return `A count has no unit${write}.`;
      case 'per million':
        return `\`/${word}\` belongs to a price, as in \`$0.20/M\`${fixed === undefined ? '' : `; per month is \`${fixed}\``}.`;
      case 'priced':
        return `An amount of money has no unit; a price per unit is written ${fixed === undefined ? 'as in `$0.09/GB`' : `\`${fixed}\``}.`;
      case 'money':
        return `\`${word}\` does not belong to money, which is written \`$40k\`, \`$40k/month\` or \`$0.09/GB\`.`;
      case 'calendar':
        return `Months and years do not join with other units${write}.`;
      case 'order':
        return `A time in several units runs from the larger to the smaller, each once${write}.`;
      case 'near':
        return fixed === undefined
          ? `\`${word}\` is not a unit.`
          : `\`${word}\` is not a unit: did you mean \`${fixed}\`?`;
      case 'unknown':
        return `\`${word}\` is not a unit.`;
      case undefined:
        return fixed === undefined ? `\`${word}\` is not a unit.` : `${quoted} is written \`${fixed}\`.`;
    }
  };
}
