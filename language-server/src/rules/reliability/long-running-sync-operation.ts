import type { Estimates } from '../../estimate/estimates.js';
import { flowProperty } from '../../model/inherit.js';
import type { Component, Link } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import { deferThroughQueue } from '../deferral.js';
import { defineRule } from '../rule.js';
import { type UserPaths, userPathsOf } from '../user-paths.js';
import { call, time } from '../words.js';

/** Payloads that take long on the wire and show their progress. */
const streamed: ReadonlySet<string> = new Set(['image', 'video', 'file']);
const openConnections: ReadonlySet<string> = new Set(['websocket', 'sse', 'mqtt']);

/** Nobody keeps a request open for minutes: networks, proxies and users give up first. */
export const longRunningSyncOperation = defineRule({
  name: 'long-running-sync-operation',
  category: 'reliability',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'A client waits for an operation that takes very long.',
  why: 'A request that is open for half a minute is cut by some proxy on the way, is sent again by an impatient user, and holds a connection and a thread all the while. Work that takes long is accepted, done in the background, and its outcome is asked for or sent later.',
  silent: [
    'No latency of the target is known, or it is ten seconds at most.',
    'No client waits for the call.',
    'An image, a video or a file is transferred (`content`), which shows its progress; or the connection stays open anyway (`websocket`, `sse`, `mqtt`).',
    'One of the two is only drawn (`future: yes`).',
  ],
  references: [
    'Microsoft Azure Architecture Center, "Asynchronous Request-Reply pattern"',
    'Gregor Hohpe and Bobby Woolf, Enterprise Integration Patterns (2003), chapter 10: Messaging Endpoints',
    'RFC 9110, HTTP Semantics (2022), section 15.3.3: 202 Accepted',
  ],
  options: { longest: { default: 10, doc: 'Seconds a client may have to wait for one operation.' } },
  incorrect: [
    {
      title: 'the upload waits for the transcoding',
      code: 'client app {}\nservice api { latency: 20ms }\nservice transcoder { latency: 10min }\n\napp -> api { timeout: 30min }\napi -> transcoder { timeout: 20min }\n',
    },
    {
      title: 'a report while the user waits',
      code: 'client web { trusted: yes }\nflow report { from: web, rate: 1/s, op: read }\nservice reports { latency: 45s }\n\nweb -> reports { timeout: 2min }\n',
    },
  ],
  correct: [
    {
      title: 'the transcoding is done in the background',
      code: 'client app {}\nservice api { latency: 20ms }\nqueue jobs {}\nworker transcoder { latency: 10min }\n\napp -> api { timeout: 2s }\napi ~> jobs ~> transcoder\n',
    },
    {
      title: 'a video is uploaded with a progress bar',
      code: 'client app {}\nflow upload { from: app, rate: 1/s, op: write, request: 20MB, content: video }\nservice api { latency: 20s }\n\napp -> api { timeout: 5min }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    const paths = userPathsOf(model);
    const reported = new Set<Component>();
    for (const link of model.links) {
      const { target, source } = link;
      if (!paths.waitsFor(link) || !isBuilt(link) || reported.has(target)) continue;
      const duration = durationOf(estimates, target);
      if (!duration || duration.seconds <= options.longest || showsProgress(paths, link)) continue;
      reported.add(target);
      report(
        link,
        `A client waits ${time(duration.seconds)} for \`${call(link)}\`; connections break and users give up long before. Do it in the background and let them know.`,
        {
          subjects: [target],
          related: duration.at ? [{ at: duration.at, message: 'It takes so long.' }] : [],
          fixes: source.kind === 'service' || source.kind === 'function' ? deferThroughQueue(model, link) : [],
        },
      );
    }
  },
});

/** How long the target itself works on one request, in seconds. */
function durationOf(estimates: Estimates, target: Component) {
  if (target.kind === 'job') {
    const seconds = estimates.value(target, 'job.duration');
    return seconds === undefined ? undefined : { seconds, at: undefined };
  }
  const { latency } = target.properties;
  return latency && { seconds: latency.value, at: latency.property };
}

function showsProgress(paths: UserPaths, link: Link): boolean {
  const { protocol, content } = link.properties;
  if (protocol && openConnections.has(protocol.value)) return true;
  if (content) return streamed.has(content.value);
  const flows = paths.flowsOn(link);
  const isStreamed = (value: string | undefined): boolean => value !== undefined && streamed.has(value);
  return flows.length > 0 && flows.every((flow) => isStreamed(flowProperty(link, flow, 'content')?.value));
}
