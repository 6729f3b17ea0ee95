import { type Advice, isWorthSaying } from '../../advice/advise.js';
import { alternativeText, headline, needTexts } from '../../advice/wording.js';
import { code, escaped } from './markdown.js';

const mostShown = 3;
const mostAlternatives = 2;

/** A few lines on the choices that a part of the design embodies: what was chosen, because of what, what would change it. */
export function adviceText(advice: readonly Advice[], subject: string): string | undefined {
  const ranked = advice.filter((each) => rank(each) < 9).sort((a, b) => rank(a) - rank(b));
  if (ranked.length === 0) return undefined;
  const lines = ranked.slice(0, mostShown).map((each) => `- ${line(each)}`);
  const more = advice.length - lines.length;
  if (more > 0) lines.push(`- ${more} more: ${code(`archlang advise --about ${subject}`)}`);
  return [`**Why this choice?**`, '', ...lines].join('\n');
}

/** What to say first: contradictions, what is not said, what is chosen for a known reason, what one answer would decide. */
function rank({ verdict, confidence, present, ...more }: Advice): number {
  if (isWorthSaying({ verdict, confidence, present, ...more })) return verdict === 'differs' ? 0 : 1;
  if (verdict === 'agrees') return confidence === 'high' ? 2 : 3;
  if (verdict === 'fits') return 4;
  return 9;
}

function line(advice: Advice): string {
  const { asks, because, alternatives, need } = advice;
  const said = [prose(headline(advice))];
  // The last is the reason itself; those before it are what the design says.
  if (because.length > 0) said.push(prose([...because.slice(0, 1), ...because.slice(1).slice(-1)].join(' ')));
  if (advice.verdict === 'open') said.push(prose(needTexts(need)[0]));
  const others = alternatives.slice(0, mostAlternatives).map(alternativeText);
  if (others.length > 0) said.push(prose(`${sentence(others.join('; '))}.`));
  return `*${escaped(asks)}* ${said.join(' ')}`;
}

const sentence = (text: string): string => text[0].toUpperCase() + text.slice(1);

/** Text of ours with names of the design in it: what stands in backticks is code, all else means nothing but itself. */
function prose(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? code(part.slice(1, -1)) : spaced(part)))
    .join('');
}

/** Escaped with the spaces at both ends left in place. */
function spaced(part: string): string {
  const [, before, inner, after] = part.match(/^(\s*)([\s\S]*?)(\s*)$/)!;
  return `${before}${escaped(inner)}${after}`;
}
