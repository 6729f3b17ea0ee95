import type { Link } from '../../model/model.js';
import { usesOf } from '../../rules/uses.js';
import { number, rate } from '../../rules/words.js';
import type { Decision } from '../decision.js';
import { noneOfThese } from '../decision-list.js';
import { amount, type Evidence, known, unknown } from '../input.js';
import { type Design, defineQuestion } from '../question.js';

const push = 'push';
const pull = 'pull';
const hybrid = 'hybrid';
const unstated =
  'Sources name no number of followers from which on an author is read instead of pushed. Ten thousand is taken here; it is a setting.';

const steps = [
  { when: 'some events have so many receivers that delivering to all takes long', choice: hybrid },
  {
    when: 'delivering (events × receivers × part that looks) costs less than collecting (views × authors × weight)',
    choice: push,
  },
  { when: 'collecting costs less', choice: pull },
];

/** Deliver when it is written, or collect when it is read. */
export const feedFanOut = defineQuestion({
  name: 'feed-fan-out',
  topic: 'messaging',
  asks: 'Deliver when it is written, or collect when it is read?',
  about: 'link',
  of: 'a link with a `fan-out` in which one event goes to many receivers',
  inputs: {
    writes: amount('How many events come in a second?', 'the rate of the link before its `fan-out`'),
    followers: amount('How many receive one on average?', '`fan-out { average }`'),
    most: amount('How many receive the worst one?', '`fan-out { max }`'),
    views: amount('How often are the results read, in a second?', 'the reads of the store they are written to'),
    followees: amount('How many authors does a reader follow?'),
    active: amount('Which part of the receivers ever looks?'),
  },
  settings: {
    'fan-out.celebrity-followers': {
      default: 10_000,
      doc: 'Receivers of one event from which on it is collected when read.',
    },
    'fan-out.pull-weight': {
      default: 1,
      doc: 'Cost of collecting from one author, against that of delivering to one receiver.',
    },
  },
  sources: [
    'Raffi Krikorian, "Timelines at Scale", QCon (2012)',
    'Adam Silberstein and others, "Feeding Frenzy: Selectively Materializing Users’ Event Feeds", ACM SIGMOD (2010)',
  ],
  rules: ['fan-out-write-amplification'],
  concerns: ({ properties }) => properties['fan-out'] !== undefined && !isNotice(properties.protocol?.value),
  gather: (design, link) => gatherFanOut(design, link),
  present: (_, { properties }) => properties['fan-out']?.value.mode?.value ?? push,
  steps,
  conflicts: [unstated],
  decide(inputs, settings) {
    const { writes, followers, most, views, active = 1 } = inputs;
    const limit = settings['fan-out.celebrity-followers'];
    if (most !== undefined && most > limit) {
      return decision(hybrid, {
        because: [
          `The worst event goes to ${number(most)}: up to ${number(limit)} are pushed, of the others readers fetch it.`,
        ],
        conflicts: [unstated],
        used: [],
        alternatives: [{ when: `no event had more than ${number(limit)} receivers`, choice: push }],
      });
    }
    // Every subscription has two ends: on average as many follow as are followed.
    const followees = inputs.followees ?? followers;
    const missing = Object.entries({ writes, followers, views }).flatMap(([name, value]) =>
      value === undefined ? [name] : [],
    );
    if (missing.length > 0) {
      const need = most === undefined ? ['most', ...missing] : missing;
      return decision(undefined, { need, alternatives: steps, conflicts: [unstated], confidence: 'low' });
    }
    const pushed = writes! * followers! * active;
    const collected = views! * followees! * settings['fan-out.pull-weight'];
    const costs = `Delivering is ${rate(pushed)} writes, collecting ${rate(collected)} reads.`;
    const choice = pushed <= collected ? push : pull;
    const used = ['writes', 'followers', 'views'];
    if (most === undefined) {
      const alternatives = [
        { when: 'some events have far more receivers', choice: hybrid },
        { when: noneOfThese, choice },
      ];
      return decision(undefined, {
        need: ['most'],
        alternatives,
        conflicts: [unstated],
        because: [costs],
        used,
        confidence: 'low',
      });
    }
    return decision(choice, {
      because: [costs],
      used,
      fine: [hybrid],
      alternatives: [
        { when: `events had more than ${number(limit)} receivers`, choice: hybrid },
        { when: 'reads and writes changed places', choice: choice === push ? pull : push },
      ],
    });
  },
});

function decision(choice: string | undefined, more: Partial<Decision>): Decision {
  return {
    ...(choice !== undefined && { choice }),
    because: [],
    confidence: 'high',
    alternatives: [],
    need: [],
    conflicts: [],
    fine: [],
    used: [],
    ...more,
  };
}

/** Notices to devices are not a feed that could be read instead. */
const isNotice = (protocol: string | undefined): boolean =>
  protocol !== undefined && ['push', 'websocket', 'sse', 'mqtt', 'webhook'].includes(protocol);

function gatherFanOut({ model, estimates }: Design, link: Link) {
  const { average, max } = link.properties['fan-out']!.value;
  const followers: Evidence<number> = average
    ? known(average.value, `an event goes to ${number(average.value)} on average`)
    : unknown(`\`fan-out { average }\` of \`${link.id}\``);
  const delivered = estimates.value(link, 'rate.average');
  const batch = link.properties.batch?.value ?? 1;
  const writes =
    delivered !== undefined && average && average.value > 0
      ? known((delivered * batch) / average.value)
      : unknown(`the rates of the flows to \`${link.id}\``);
  const isRead = usesOf(model, link.target).some(({ operation }) => operation === 'read' || operation === 'list');
  const views = isRead ? estimates.value(link.target, 'rate.average.read') : undefined;
  return {
    writes,
    followers,
    most: max
      ? known(max.value, `the worst goes to ${number(max.value)}`)
      : unknown(`\`fan-out { max }\` of \`${link.id}\``),
    views: views === undefined ? unknown(`a flow that reads \`${link.target.id}\``) : known(views),
  };
}
