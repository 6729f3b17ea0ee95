import { type Advice, isWorthSaying } from '../../advice/advise.js';
import { notSo } from '../../advice/decision-list.js';
import { alternativeText, headline, needTexts } from '../../advice/wording.js';
import { code, escaped } from './markdown.js';

const mostShown = 3;
const mostOpen = 1;
const mostAlternatives = 2;

/** A few lines on the choices that a part of the design embodies: what was chosen, because of what, what would change it. */
export function adviceText(advice: readonly Advice[], subject: string): string | undefined {
  const ranked = advice.filter((each) => rank(each) < silent).sort((a, b) => rank(a) - rank(b));
  // What depends on an answer that the design does not give is said only where nothing else is.
  const settled = ranked.filter((each) => rank(each) < open).slice(0, mostShown);
  const shown = settled.length > 0 ? settled : ranked.slice(0, mostOpen);
  if (shown.length === 0) return undefined;
  const more = advice.length - shown.length;
  const lines = shown.map((each) => `- ${line(each)}`);
  if (more > 0) lines.push(`- ${more} more: ${code(`archlang advise --about ${subject}`)}`);
  return ['**Why this choice?**', '', ...lines].join('\n');
}

const open = 4;
const silent = 5;

/** What to say first: contradictions, what is not said, what is chosen for a known reason, what one answer would decide. */
function rank(advice: Advice): number {
  if (isWorthSaying(advice)) return advice.verdict === 'differs' ? 0 : 1;
  if (advice.verdict === 'agrees') return advice.confidence === 'low' ? 3 : 2;
  return advice.verdict === 'fits' ? open : silent;
}

function line(advice: Advice): string {
  const { asks, because, alternatives, need } = advice;
  const said = [prose(headline(advice))];
  // The last is the reason itself; those before it are what the design says.
  if (because.length > 0) said.push(prose([...because.slice(0, 1), ...because.slice(1).slice(-1)].join(' ')));
  if (advice.verdict === 'open') said.push(prose(needTexts(need)[0]));
  const others = alternatives
    .filter(({ when }) => when !== notSo)
    .slice(0, mostAlternatives)
    .map(alternativeText);
  if (others.length > 0) said.push(prose(`Would be ${others.join('; ')}.`));
  return `*${escaped(asks)}* ${said.join(' ')}`;
}

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
