import { isWrite } from '../../estimate/traffic/operations.js';
import { isOwn, replaceValue } from '../edits.js';
import { byPolicy } from '../policies.js';
import { defineRule } from '../rule.js';
import { usesOn } from '../uses.js';
import { call } from '../words.js';

/** Server-sent events go one way. */
export const sseBidirectional = defineRule({
  name: 'sse-bidirectional',
  category: 'api',
  mode: 'presence',
  severity: 'error',
  tier: 3,
  summary: 'A client sends data over server-sent events, which only come from the server.',
  why: 'Server-sent events are one long answer to one request: the server writes whenever it has news, and the client reads. There is nothing in it by which a client could send anything. What users send needs a request of its own beside the stream, or a connection that carries both ways.',
  silent: [
    'The link speaks another protocol than `sse`.',
    'The flows on it read, or nobody says what they do: a client that calls opens the stream.',
    'The server sends to the client.',
    'One of the ends is only drawn (`future: yes`).',
  ],
  references: [
    'WHATWG, HTML Living Standard, section 9.2: Server-sent events',
    'RFC 6455, The WebSocket Protocol (2011)',
    'Ilya Grigorik, High Performance Browser Networking (2013), chapter 16: Server-Sent Events',
  ],
  incorrect: [
    {
      title: 'messages sent up the stream',
      code: 'client phone {}\nflow say { from: phone, rate: 10/s, op: write }\nservice chat {}\n\nphone -> chat { protocol: sse, timeout: 10s }\n',
    },
    {
      title: 'through a balancer',
      code: 'client phone {}\nflow read { from: phone, rate: 10/s, op: read }\nflow say { from: phone, rate: 10/s, op: write }\nlb front { managed: yes }\nservice chat {}\n\nphone -> front -> chat { protocol: sse, timeout: 10s }\n',
    },
  ],
  correct: [
    {
      title: 'a connection for both ways',
      code: 'client phone {}\nflow say { from: phone, rate: 10/s, op: write }\nservice chat {}\n\nphone -> chat { protocol: websocket, timeout: 10s }\n',
    },
    {
      title: 'requests up, events down',
      code: 'client phone {}\nflow say { from: phone, rate: 10/s, op: write }\nflow hear { from: chat, of: say, op: read }\nservice chat {}\n\nphone -> chat { for: say, protocol: http, timeout: 3s }\nchat ~> phone { for: hear, protocol: sse }\n',
    },
  ],
  check({ model, report }) {
    const links = model.links.filter(
      (link) =>
        link.properties.protocol?.value === 'sse' &&
        link.target.kind !== 'client' &&
        usesOn(model, link).some(({ operation }) => isWrite(operation)),
    );
    for (const { value, links: alike } of byPolicy(links, ({ properties }) => properties.protocol)) {
      const [link, ...others] = alike;
      const writing = usesOn(model, link).find(({ operation }) => isWrite(operation));
      const own = isOwn(link, value);
      const what = writing?.flow ? `\`${writing.flow.id}\`` : 'what it writes';
      report(link, `\`${call(link)}\` sends ${what} over server-sent events, which only go from server to client.`, {
        ...(own && { at: value.property }),
        subjects: [...others, ...(writing?.flow ? [writing.flow] : [])],
        fixes: own
          ? [
              {
                title: 'Connect both ways: `protocol: websocket`',
                safe: false,
                edits: [replaceValue(value, 'websocket')],
              },
            ]
          : [],
      });
    }
  },
});
