import { isBuilt } from '../../model/planned.js';
import { isOwn, replaceValue } from '../edits.js';
import { byPolicy } from '../policies.js';
import { defineRule } from '../rule.js';
import { call } from '../words.js';

/** A browser is to speak a protocol that it does not let its pages speak. */
export const grpcToBrowser = defineRule({
  name: 'grpc-to-browser',
  category: 'api',
  mode: 'presence',
  severity: 'error',
  tier: 2,
  summary: 'A browser calls native gRPC, which it cannot speak.',
  why: 'gRPC needs control over the frames of HTTP/2 and reads trailers at the end of an answer; browsers give their pages neither. A page can speak gRPC-Web, which a proxy or the server itself translates, or plain HTTP to a gateway that calls gRPC behind it.',
  silent: [
    'The client is no browser, or nobody says what it runs on (`platform`).',
    'The first hop speaks another protocol, such as grpc-web or http: what is behind it may speak gRPC.',
    'Client or target is only drawn (`future: yes`).',
  ],
  references: [
    'gRPC documentation: "gRPC-Web Basics tutorial"',
    'gRPC blog, "The state of gRPC in the browser" (2019)',
    'gRPC documentation, PROTOCOL-WEB: gRPC Web protocol',
  ],
  incorrect: [
    {
      title: 'straight to the service',
      code: 'client web { platform: browser }\nservice api {}\n\nweb -> api { protocol: grpc, timeout: 2s }\n',
    },
    {
      title: 'a balancer does not translate',
      code: 'client web { platform: browser }\nlb front { managed: yes }\nservice api {}\n\nweb -> front -> api { protocol: grpc, timeout: 2s }\n',
    },
  ],
  correct: [
    {
      title: 'a gateway speaks HTTP to the browser',
      code: 'client web { platform: browser }\ngateway gw {}\nservice api {}\n\nweb -> gw { protocol: http, timeout: 3s }\ngw -> api { protocol: grpc, timeout: 2s }\n',
    },
    {
      title: 'a phone can',
      code: 'client phone { platform: android }\nservice api {}\n\nphone -> api { protocol: grpc, timeout: 2s }\n',
    },
  ],
  check({ model, report }) {
    const links = model.links.filter(
      (link) =>
        isBuilt(link) &&
        [link.source, link.target].some(({ properties }) => properties.platform?.value === 'browser') &&
        link.properties.protocol?.value === 'grpc',
    );
    for (const { value, links: alike } of byPolicy(links, ({ properties }) => properties.protocol)) {
      const [link, ...others] = alike;
      const service = link.source.kind === 'client' ? link.target : link.source;
      const own = isOwn(link, value);
      report(
        link,
        `Browsers cannot speak native gRPC, which \`${call(link)}\` asks of them to reach \`${service.id}\`.`,
        {
          ...(own && { at: value.property }),
          subjects: others,
          fixes: own ? [{ title: 'Speak gRPC-Web', safe: false, edits: [replaceValue(value, 'grpc-web')] }] : [],
        },
      );
    }
  },
});
