import { isRead, isWrite } from '../../estimate/traffic/operations.js';
import type { Component, Flow, Link, Model } from '../../model/model.js';
import { leavesProcess } from '../../model/processes.js';
import { deferThroughQueue } from '../deferral.js';
import { defineRule } from '../rule.js';
import { type UserPaths, userPathsOf } from '../user-paths.js';
import { type Use, usesOn } from '../uses.js';
import { call } from '../words.js';

/** Work whose outcome no user needs in the response. */
const deferrable: ReadonlySet<string> = new Set([
  'email',
  'notification',
  'sms',
  'analytics',
  'indexing',
  'thumbnail',
  'webhook',
]);

/** Of these only the upkeep can wait: recommendations are read, an audit entry may have to be written first. */
const deferrableUpkeep: ReadonlySet<string> = new Set(['recommendation']);

const telling =
  /(^|[-_])(e?mail(er|s)?|smtp|sms|notifications?|notifier|analytics|thumbnail(er|s)?|indexer|webhooks?)([-_]|$)/i;

/** Users should not wait for what they do not need in the answer. */
export const deferrableWorkOnSyncPath = defineRule({
  name: 'deferrable-work-on-sync-path',
  category: 'reliability',
  mode: 'presence',
  severity: 'warning',
  tier: 1,
  summary: 'A user waits for work whose result is not part of the answer.',
  why: 'An e-mail, a thumbnail or a line of statistics is not what the user asked for, yet as a call within the request its latency is added to the answer and its failure fails the request. Handed over to a queue it is done a second later, can be retried at leisure, and its outage is not ours.',
  silent: [
    'The link says `result: immediate`, or its flow is a login or a confirmation: a code by SMS is what the user waits for.',
    'The call only reads, or it has a `fallback` and so cannot fail the request.',
    'The call is not on the way of a request of a client, or its caller is the client or an edge component: then it is the request itself.',
    'Only a hint where nothing but the name tells what the target does.',
    'Both are modules of one deployable, or one of the two is only drawn (`future: yes`).',
  ],
  references: [
    'Gregor Hohpe and Bobby Woolf, Enterprise Integration Patterns (2003), chapter 2: Messaging',
    'Sam Newman, Building Microservices, 2nd edition (2021), chapter 4: Microservice Communication Styles',
    'Microsoft Azure Architecture Center, "Queue-Based Load Leveling pattern"',
  ],
  incorrect: [
    {
      title: 'the order fails when the mail server does',
      code: 'client web {}\nservice checkout {}\nservice mailer { role: email }\n\nweb -> checkout { timeout: 8s }\ncheckout -> mailer { timeout: 3s }\n',
    },
    {
      title: 'the search index is updated before the user gets an answer',
      code: 'client web {}\nflow save { from: web, rate: 10/s, op: write }\nservice articles {}\ndatabase texts { data-model: document }\ndatabase finder { data-model: search, derived-from: texts }\n\nweb -> articles { timeout: 5s }\narticles -> texts { timeout: 1s }\narticles -> finder { timeout: 2s }\n',
    },
    {
      title: 'an author waits until all followers have the post',
      code: 'client app {}\nflow post { from: app, rate: 10/s, op: write }\nservice posts {}\ndatabase timelines {}\n\napp -> posts { timeout: 9s }\nposts -> timelines { timeout: 5s, fan-out { mode: push, average: 200 } }\n',
    },
  ],
  correct: [
    {
      title: 'the mail is sent from a queue',
      code: 'client web {}\nservice checkout {}\nqueue mails {}\nservice mailer { role: email }\n\nweb -> checkout { timeout: 3s }\ncheckout ~> mails\nmails ~> mailer\n',
    },
    {
      title: 'the code by SMS is what the user waits for',
      code: 'client web {}\nservice login {}\nexternal texts { role: sms }\n\nweb -> login { timeout: 8s }\nlogin -> texts { timeout: 3s, result: immediate }\n',
    },
    {
      title: 'statistics are read, not written',
      code: 'client web {}\nflow report { from: web, rate: 1/s, op: read }\nservice api {}\ndatabase numbers { role: analytics }\n\nweb -> api { timeout: 8s }\napi -> numbers { timeout: 3s }\n',
    },
  ],
  check({ model, report }) {
    const paths = userPathsOf(model);
    const reported = new Set<string>();
    for (const link of model.links) {
      const { source, target, properties } = link;
      if (!paths.waitsFor(link) || !leavesProcess(model, link)) continue;
      if (source.kind !== 'service' && source.kind !== 'function') continue;
      if (properties.result?.value === 'immediate') continue;
      if (properties.fallback && properties.fallback.value !== 'reject') continue;
      if (!mayWait(link)) continue;
      const waited = usesWaitedFor(model, paths, link);
      if (waited.every(({ operation }) => isRead(operation))) continue;
      const what = deferrableBecause(link, waited);
      const pair = `${source.id} ${target.id}`;
      if (!what || reported.has(pair)) continue;
      reported.add(pair);
      const whose = waited[0].flow ? ` of \`${waited[0].flow.id}\`` : '';
      report(
        link,
        `The user${whose} waits for \`${call(link)}\`, ${what.what}, and its failure fails the request; ${what.certain ? 'nothing in the answer needs it' : 'can it be done afterwards?'}`.replace(
          /([^?])$/,
          '$1.',
        ),
        { ...(!what.certain && { severity: 'hint' }), subjects: [target], fixes: deferThroughQueue(model, link) },
      );
    }
  },
});

/** Is there anything about it that could be put off? */
function mayWait({ target, properties }: Link): boolean {
  const { result, purpose, 'fan-out': fanOut } = properties;
  const { role, 'data-model': model } = target.properties;
  return Boolean(result || purpose || fanOut || role || model?.value === 'search' || isNamedSo(target));
}

/** What users wait for on the link, without flows of which a login or a confirmation is the very purpose. */
function usesWaitedFor(model: Model, paths: UserPaths, link: Link): readonly Use[] {
  const flows = new Set<Flow>(paths.flowsOn(link));
  const mine = usesOn(model, link).filter(({ flow }) => !flow || flows.has(flow));
  const purpose = ({ flow }: Use) => link.properties.purpose?.value ?? flow?.properties.purpose?.value;
  return mine.filter((use) => purpose(use) !== 'login' && purpose(use) !== 'confirmation');
}

function deferrableBecause(link: Link, uses: readonly Use[]): { what: string; certain: boolean } | undefined {
  const { target, properties } = link;
  const { role, 'data-model': model, 'derived-from': origin } = target.properties;
  const writes = uses.some(({ operation }) => isWrite(operation));
  if (properties.result?.value === 'none' && properties.result.origin === 'written')
    return { what: 'though its result is not needed', certain: true };
  if (properties.purpose?.value === 'webhook') return { what: 'a webhook', certain: true };
  if (role && deferrable.has(role.value)) return { what: `whose role is ${role.value}`, certain: true };
  if (role && writes && deferrableUpkeep.has(role.value))
    return { what: `an update for the role ${role.value}`, certain: true };
  if (writes && model?.value === 'search' && origin)
    return { what: `an update of an index of \`${origin.value[0]}\``, certain: true };
  if (writes && properties['fan-out']?.value.mode?.value === 'push')
    return { what: 'which delivers to every receiver', certain: true };
  if (!role && isNamedSo(target)) return { what: 'which by its name can wait', certain: false };
  return undefined;
}

function isNamedSo({ kind, name }: Component): boolean {
  return (kind === 'service' || kind === 'function' || kind === 'worker' || kind === 'external') && telling.test(name);
}
