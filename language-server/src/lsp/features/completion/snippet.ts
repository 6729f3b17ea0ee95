/**
 * Text with places to fill in, as an editor takes it. In ours `‹api›` is a place with a proposal, `‹yes|no›` one with words to
 * choose from, and `‹›` where the cursor ends; all else stands as it is.
 */
export function toSnippet(text: string): string {
  let place = 0;
  return text
    .split(/(‹[^›]*›)/)
    .map((part) => {
      if (!part.startsWith('‹')) return part.replace(/[\\$}]/g, '\\$&');
      const proposal = part.slice(1, -1);
      if (proposal === '') return '$0';
      place++;
      if (!proposal.includes('|')) return `\${${place}:${proposal.replace(/[\\$}]/g, '\\$&')}}`;
      const words = proposal.split('|').map((word) => word.replace(/[\\$},]/g, '\\$&'));
      return `\${${place}|${words.join(',')}|}`;
    })
    .join('');
}
