import { isRead, isWrite } from '../../estimate/traffic/operations.js';
import type { Flow, Link, Model } from '../../model/model.js';
import { journeysOf } from '../../rules/journeys.js';
import { connectedDevices } from '../../rules/populations.js';
import { number, time } from '../../rules/words.js';
import { amount, type Evidence, known, unknown, yesNo } from '../input.js';
import { all, below, not } from '../logic.js';
import { type Design, defineQuestion } from '../question.js';
import { linksOf } from '../reading/indexes.js';

const open: ReadonlySet<string> = new Set(['websocket', 'sse', 'mqtt']);
const duplex = 'push over WebSockets';
const oneWay = 'push over server-sent events';
const pull = 'asking again, with what is known';
const own = 'push over a connection of its own';
const notice = 'a push notification that wakes the client';

/** How clients hear of what is new. */
export const pushOrPull = defineQuestion({
  name: 'push-or-pull',
  topic: 'messaging',
  asks: 'Do clients ask for news, or are they told?',
  about: 'flow',
  of: 'a flow that polls, or whose news are pushed to clients',
  inputs: {
    delay: amount('How late may news come, in seconds?', '`max-delay` or `max-staleness` of the flow'),
    online: yesNo('Are clients there while news come?', '`concurrent` of the client, connections that stay open'),
    bothWays: yesNo('Do clients send over the same connection?', 'flows of the client over the same links'),
    seldom: yesNo('Do news come seldom, compared with the time between two questions?'),
  },
  settings: {
    'push-or-pull.usual-poll': {
      default: 60,
      doc: 'Seconds between two questions where nothing says how often clients ask.',
    },
  },
  sources: [
    'RFC 6455, The WebSocket Protocol (2011)',
    'WHATWG, HTML Standard: server-sent events',
    'Ilya Grigorik, High Performance Browser Networking (2013), chapters 16 and 17',
  ],
  rules: ['polling-for-realtime', 'push-for-rare-updates', 'sse-bidirectional'],
  concerns: (flow, design) => linksToClients(design.model, flow).length > 0 || isPolling(flow),
  gather: (design, flow) => ({
    delay: delayOf(flow),
    online: onlineOf(design, flow),
    bothWays: bothWaysOf(design.model, flow),
  }),
  present: (design, flow) => presentOf(design.model, flow),
  first: [
    {
      when: 'clients are away when news come',
      holds: (i) => not(i.online),
      choose: notice,
      because: 'There is no connection to push over; the notice lets the client ask.',
      fine: [pull, duplex, oneWay],
    },
    {
      when: 'news are due sooner than clients would ask, and both sides send',
      holds: (i, s) => all(i.online, below(i.delay, s['push-or-pull.usual-poll']), i.bothWays),
      choose: duplex,
      because: 'One connection stays open, and either side speaks when it has something to say.',
      fine: ['push over MQTT', own, oneWay],
      conflict:
        'Server-sent events are at times counted among ways to talk in both directions. They go one way; the client answers with requests of its own.',
    },
    {
      when: 'news are due sooner than clients would ask',
      holds: (i, s) => all(i.online, below(i.delay, s['push-or-pull.usual-poll'])),
      choose: oneWay,
      because: 'Plain HTTP that stays open, and comes back by itself where it broke off.',
      fine: [duplex, 'push over MQTT', own, notice],
    },
  ],
  otherwise: {
    choose: pull,
    because: 'No connections to hold; what has not changed costs a short answer.',
    fine: [notice],
  },
});

const isPolling = ({ properties, from }: Flow): boolean =>
  from?.kind === 'client' && properties.every !== undefined && isRead(properties.op?.value);

/** The asynchronous links over which a flow comes to clients, and open connections on which they read. */
function linksToClients(model: Model, flow: Flow): readonly Link[] {
  return linksOf(model, flow).filter(({ target }) => target.kind === 'client');
}

function delayOf({ id, properties }: Flow): Evidence<number> {
  const late = properties['max-delay'] ?? properties['max-staleness'];
  if (late) return known(late.value, `news of \`${id}\` may be ${time(late.value)} late`);
  return unknown(`\`max-delay\` of \`${id}\``);
}

function onlineOf({ model }: Design, flow: Flow): Evidence<boolean> {
  const links = linksToClients(model, flow);
  if (links.some(({ properties }) => properties.protocol?.value === 'push'))
    return known(false, 'phones are woken up for it');
  const clients = links.length > 0 ? links.map(({ target }) => target) : flow.from ? [flow.from] : [];
  const held = links.find(({ properties }) => open.has(properties.protocol?.value ?? ''));
  if (held) return known(true, `\`${held.target.id}\` keeps a connection`);
  const connected = clients.map(connectedDevices).find((each) => each !== undefined);
  if (connected !== undefined) return known(connected > 0, `${number(connected)} are connected at once`);
  return isPolling(flow) ? known(true, `\`${flow.id}\` asks all the time`) : unknown('`concurrent` of the client');
}

function bothWaysOf(model: Model, flow: Flow): Evidence<boolean> {
  const clients = new Set(linksToClients(model, flow).map(({ target }) => target));
  if (clients.size === 0) return known(false, `\`${flow.id}\` only asks`);
  const { flowsOn } = journeysOf(model);
  const sending = [...clients]
    .flatMap(({ outgoing }) => outgoing)
    .find(
      (link) =>
        open.has(link.properties.protocol?.value ?? '') &&
        (link.flows ?? flowsOn(link)).some(({ properties }) => isWrite(properties.op?.value)),
    );
  return sending
    ? known(true, `\`${sending.source.id}\` sends over the same connection`)
    : known(false, 'clients send by requests of their own');
}

function presentOf(model: Model, flow: Flow): readonly string[] {
  const used = linksToClients(model, flow).flatMap(({ properties }) => properties.protocol?.value ?? []);
  const named: Readonly<Record<string, string>> = {
    websocket: duplex,
    sse: oneWay,
    mqtt: 'push over MQTT',
    tcp: own,
    udp: own,
    push: notice,
  };
  const found = used.flatMap((each) => named[each] ?? []);
  return found.length === 0 && isPolling(flow) ? [pull] : found;
}
