import { severities } from './scene/findings.js';
import { hiddenText } from './scene/kinds.js';
import type { FlowHop, SceneEdge, SceneFindings, SceneFlow, SceneGroup, SceneNode } from './scene/scene.js';

/** What is said of a node when it is spoken or pointed at: `Database Links: cassandra, 60 replicas. Utilisation 43%. 1 error.` */
export function describeNode(node: SceneNode): string {
  const traits = [
    node.future && 'planned, not built',
    node.engine,
    node.replicas && `${node.replicas.text.replace('×', '')} ${node.replicas.value === 1 ? 'replica' : 'replicas'}`,
    node.placement?.replaceAll(' · ', ', '),
    node.hides !== undefined && `collapsed, ${hiddenText(node.hides)}`,
  ].filter((trait) => trait);
  return sentences([
    `${node.kindLabel} ${node.title}${traits.length > 0 ? `: ${traits.join(', ')}` : ''}`,
    node.rate && `Peak rate ${node.rate.text}`,
    node.measure && measureSentence(node),
    ...describeFindings(node.findings),
  ]);
}

const measureNames: Readonly<Record<string, string>> = {
  utilisation: 'Utilisation',
  'latency.p99': 'Latency p99',
  availability: 'Availability',
  'cost.month': 'Cost per month',
};

function measureSentence({ measure, hides }: SceneNode): string {
  const name = measureNames[measure!.figure] ?? measure!.figure;
  const whole = hides === undefined ? name : `Highest ${name.toLowerCase()} inside`;
  return `${whole} ${measure!.text}${measure!.level === 'saturated' ? ', saturated' : ''}`;
}

export function describeEdge(edge: SceneEdge, source: string, target: string): string {
  if (edge.implied === 'dead-letter') return `Messages from ${source} that cannot be handled go to ${target}.`;
  if (edge.implied === 'fallback') return `${source} asks ${target} when a call fails.`;
  return sentences([
    `${source} ${edge.synchronous ? 'calls' : 'hands over to'} ${target}${edge.words ? `: ${edge.words}` : ''}`,
    edge.rate && `Peak rate ${edge.rate.text}`,
    edge.future && 'Planned, not built',
    ...describeFindings(edge.findings),
  ]);
}

export function describeGroup({ kind, title, findings }: SceneGroup): string {
  const name = kind === 'group' ? 'Group' : kind === 'zone' ? 'Zone' : 'Region';
  return sentences([`${name} ${title}`, ...describeFindings(findings)]);
}

export function describeHop(hop: FlowHop): string {
  const { sourceTitle, targetTitle, synchronous, visits, time, timeout } = hop;
  return sentences([
    `${sourceTitle} ${synchronous ? 'calls' : 'hands over to'} ${targetTitle}${visits && visits.value !== 1 ? ` ${visits.text}` : ''}`,
    time && `Adds ${time.text} on average`,
    timeout && `Timeout ${timeout.text}`,
  ]);
}

export function describeFlow(flow: SceneFlow): string {
  const state =
    flow.state && { met: 'Objectives met', missed: 'Objective missed', unknown: 'Objectives not known' }[flow.state];
  return sentences([
    `Flow ${flow.title}`,
    flow.rate && `Peak rate ${flow.rate.text}`,
    flow.latency && `Latency p99 ${flow.latency.text}`,
    state,
    ...describeFindings(flow.findings),
  ]);
}

/** More than these are counted, not read out. */
const spokenFindings = 3;

function describeFindings(findings: SceneFindings): readonly string[] {
  const counts = severities
    .filter((severity) => findings[severity] > 0)
    .map((severity) => `${findings[severity]} ${severity}${severity !== 'info' && findings[severity] > 1 ? 's' : ''}`);
  if (counts.length === 0) return [];
  return [counts.join(', '), ...findings.messages.slice(0, spokenFindings).map(({ message }) => message)];
}

function sentences(parts: readonly (string | undefined | false)[]): string {
  return parts
    .filter((part): part is string => typeof part === 'string' && part !== '')
    .map((part) => (/[.!?…]$/.test(part) ? part : `${part}.`))
    .join(' ');
}
