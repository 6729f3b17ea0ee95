import { isRead } from '../../estimate/traffic/operations.js';
import { flowProperty } from '../../model/inherit.js';
import type { Kind, Link } from '../../model/model.js';
import { leavesProcess } from '../../model/processes.js';
import { isBroker } from '../../rules/brokers.js';
import { usesOn } from '../../rules/uses.js';
import { time } from '../../rules/words.js';
import { amount, type Evidence, known, unknown, yesNo } from '../input.js';
import { atLeast } from '../logic.js';
import { type Design, defineQuestion } from '../question.js';

const programs: ReadonlySet<Kind> = new Set(['service', 'function', 'worker']);
const callers: ReadonlySet<Kind> = new Set(['service', 'function']);
/** Work that nobody needs in the answer. */
const background: ReadonlySet<string> = new Set([
  'email',
  'notification',
  'sms',
  'analytics',
  'audit',
  'indexing',
  'thumbnail',
  'webhook',
  'reconciliation',
]);
const immediate: ReadonlySet<string> = new Set(['login', 'payment', 'debit', 'reserve', 'confirmation', 'status']);

/** Whether a caller should wait. */
export const syncOrAsync = defineQuestion({
  name: 'sync-or-async',
  topic: 'messaging',
  asks: 'Should the caller wait for it?',
  about: 'link',
  of: 'a call from one program to another or to an external system, and a hand-over to a broker',
  inputs: {
    neededNow: yesNo(
      'Does the answer need its outcome, as with a payment, a stock check or any read?',
      '`result`, `purpose` and `op` of the flow or the link',
    ),
    background: yesNo(
      'Is it work that can follow later, as mail, analytics or indexing?',
      '`role` of what is called, `result` of the flow',
    ),
    duration: amount('How long does it take, in seconds?', '`latency.p99` or `latency` of what is called'),
    acrossDomains: yesNo('Does it belong to another part of the business, which may answer in its own time?'),
  },
  settings: {
    'sync-or-async.longest-wait': { default: 10, doc: 'Seconds from which on nobody should wait for a call.' },
  },
  sources: [
    'Gregor Hohpe, Bobby Woolf, Enterprise Integration Patterns (2003), chapter 2: integration styles',
    'Microsoft Azure Architecture Center: Asynchronous Request-Reply and Queue-Based Load Leveling',
  ],
  rules: ['deferrable-work-on-sync-path', 'long-running-sync-operation', 'immediate-result-required-async'],
  concerns(link, { model }) {
    const { source, target } = link;
    if (!callers.has(source.kind) || !leavesProcess(model, link)) return false;
    if (link.synchronous) return programs.has(target.kind) || target.kind === 'external';
    return isBroker(target);
  },
  gather(design, link) {
    const { latency, 'latency.p99': p99, role } = link.target.properties;
    const takes = p99 ?? latency;
    return {
      neededNow: neededNow(design, link),
      background: backgroundOf(design, link, role?.value),
      duration:
        takes && takes.origin !== 'engine'
          ? known(takes.value, `\`${link.target.id}\` takes ${time(takes.value)}`)
          : unknown(`\`latency.p99\` of \`${link.target.id}\``),
    };
  },
  present: (_, { synchronous }) => (synchronous ? 'a call that waits' : 'a hand-over'),
  first: [
    {
      when: 'it takes too long to wait for',
      holds: (i, s) => atLeast(i.duration, s['sync-or-async.longest-wait']),
      choose: 'a hand-over',
      because:
        'Connections, gateways and people give up before it is done; a status to ask for, or a message back, tells the end.',
      conflict: 'Sources draw the line between a second and half a minute; ten seconds is taken here.',
    },
    {
      when: 'the answer needs its outcome',
      holds: (i) => i.neededNow,
      choose: 'a call that waits',
      because: 'Without the outcome there is nothing to answer with.',
    },
    {
      when: 'it can follow later',
      holds: (i) => i.background,
      choose: 'a hand-over',
      because: 'A failure or a slow day there must not fail or slow the answer.',
    },
    {
      when: 'it belongs to another part of the business',
      holds: (i) => i.acrossDomains,
      choose: 'a hand-over',
      because: 'Each part stays available while another is not.',
    },
  ],
  otherwise: {
    choose: 'a call that waits',
    because: 'A call is easier to build, to trace and to reason about than a message.',
  },
});

function neededNow({ model }: Design, link: Link): Evidence<boolean> {
  const uses = usesOn(model, link);
  for (const { flow, operation } of uses) {
    const purpose = (flow ? flowProperty(link, flow, 'purpose') : link.properties.purpose)?.value;
    const name = link.properties.purpose || !flow ? 'the call' : `\`${flow.id}\``;
    if (purpose && immediate.has(purpose)) return known(link.synchronous, `${name} has \`purpose: ${purpose}\``);
    if (link.synchronous && isRead(operation)) return known(true, `${flow ? `\`${flow.id}\`` : 'the call'} reads`);
  }
  const results = uses.map(({ flow }) => (flow ? flowProperty(link, flow, 'result') : link.properties.result)?.value);
  // A flow with an immediate result may still hand over what its answer does not need.
  if (link.synchronous && results.includes('immediate')) return known(true, 'its result is needed at once');
  if (!link.synchronous) return known(false);
  const isLater = results.length > 0 && results.every((result) => result === 'eventual' || result === 'none');
  return isLater ? known(false, 'its result is not needed at once') : unknown(`\`result\` of the link`);
}

function backgroundOf({ model }: Design, link: Link, role: string | undefined): Evidence<boolean> {
  if (!link.synchronous) return known(true, `\`${link.source.id}\` goes on without an answer`);
  if (role && background.has(role)) return known(true, `\`${link.target.id}\` does ${role}`);
  const results = usesOn(model, link).map(
    ({ flow }) => (flow ? flowProperty(link, flow, 'result') : link.properties.result)?.value,
  );
  const isLater = results.length > 0 && results.every((result) => result === 'eventual' || result === 'none');
  if (isLater) return known(true, 'its result is not needed at once');
  return role ? known(false, `\`${link.target.id}\` does ${role}`) : unknown(`\`result\` of the link`);
}
