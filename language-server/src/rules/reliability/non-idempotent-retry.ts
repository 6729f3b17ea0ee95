import { operationOn } from '../../estimate/traffic/operations.js';
import type { Flow, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { insertProperty, setProperty } from '../edits.js';
import { type Journeys, journeysOf } from '../journeys.js';
import { defineRule } from '../rule.js';
import { call, counted } from '../words.js';

/** A lost answer looks like a lost request: the retry of a write may do it a second time. */
export const nonIdempotentRetry = defineRule({
  name: 'non-idempotent-retry',
  category: 'reliability',
  mode: 'presence',
  severity: 'error',
  tier: 1,
  summary: 'A write that is not idempotent is retried.',
  why: 'When an answer is lost or comes too late, the caller cannot tell whether the work was done. Retrying a write then does it again: a second order, a second charge. A key that identifies the request lets the callee recognise the repeat and answer with the first result.',
  silent: [
    'There are no retries, or nothing says what the call does.',
    'The call reads, or its operation may be repeated as it is: `upsert`, `delete`, `invalidate`; or its flow is asked for by such a method (`endpoint: "PUT …"`, `GET`, `DELETE`).',
    'The link has an `idempotency-key` or `idempotent: yes`, or its target is `idempotent: yes`.',
    'Only failed connections are retried (`retry-on: connection`): the request was never sent.',
    "The target is a broker: a message that comes twice is its consumers' matter.",
    'One end of the link is only drawn (`future: yes`).',
  ],
  references: [
    'Malcolm Featonby, "Making retries safe with idempotent APIs", Amazon Builders\' Library (2020)',
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 11: idempotence; chapter 12: the end-to-end argument and operation identifiers',
    'IETF RFC 9110, HTTP Semantics (2022), section 9.2.2: Idempotent Methods',
  ],
  incorrect: [
    {
      title: 'a payment that is retried may be taken twice',
      code: 'service checkout {}\nexternal payments { role: payment }\n\ncheckout -> payments { op: write, timeout: 5s, retries: 3, backoff: exponential(1s, 8s), jitter: full }\n',
    },
    {
      title: 'the flow says that it writes, the mesh that it is retried',
      code: 'mesh inner { defaults { timeout: 2s, retries: 2, backoff: exponential(100ms, 1s), jitter: full } }\nclient web {}\nflow order { from: web, op: write }\nservice api {}\nservice orders {}\n\nweb -> api { timeout: 10s }\napi -> orders\n',
    },
  ],
  correct: [
    {
      title: 'a key lets the target drop repeats',
      code: 'service checkout {}\nexternal payments { role: payment }\n\ncheckout -> payments { op: write, timeout: 5s, retries: 3, backoff: exponential(1s, 8s), jitter: full, idempotency-key: order }\n',
    },
    {
      title: 'setting a value twice leaves it as it was',
      code: 'service profiles {}\ndatabase users {}\n\nprofiles -> users { op: upsert, timeout: 1s, retries: 2, backoff: exponential(100ms, 1s), jitter: full }\n',
    },
  ],
  check({ model, report }) {
    const journeys = journeysOf(model);
    const reported = new Set<unknown>();
    for (const link of model.links) {
      if (!repeats(link) || !isBuilt(link) || reported.has(link.chain.links)) continue;
      const writing = writes(journeys, link);
      if (writing === undefined) continue;
      reported.add(link.chain.links);
      const { retries } = link.properties;
      report(
        link,
        `The write \`${call(link)}\`${writing} is retried up to ${retries!.value === 1 ? 'once' : `${counted(retries!.value, 'time')}`} but is not idempotent: when only the answer is lost, \`${link.target.id}\` does it again.`,
        {
          ...(link.at.file === retries!.at.file && {
            related: [{ at: retries!.at, message: 'The retries are set here.' }],
          }),
          fixes: fixes(model, link),
        },
      );
    }
  },
});

function repeats({ synchronous, target, properties }: Link): boolean {
  const { retries, idempotent, 'idempotency-key': key, 'retry-on': retried } = properties;
  if (!synchronous || !retries || retries.value < 1 || key || idempotent?.value === true) return false;
  if (target.kind === 'queue' || target.kind === 'topic' || target.properties.idempotent?.value === true) return false;
  return !(retried && retried.value.length > 0 && retried.value.every((failure) => failure === 'connection'));
}

/** For which flow the link writes, as words for the message; `undefined` where it is not known to write. */
function writes(journeys: Journeys, link: Link): string | undefined {
  if (operationOn(link, undefined) !== undefined) return operationOn(link, undefined) === 'write' ? '' : undefined;
  const flow = (link.flows ?? journeys.flowsOn(link)).find(
    (candidate) => operationOn(link, candidate) === 'write' && !isRepeatable(candidate),
  );
  return flow && ` of \`${flow.id}\``;
}

/** Methods that HTTP defines to have the same effect once or several times (RFC 9110, section 9.2.2). */
const isRepeatable = ({ properties: { endpoint } }: Flow): boolean =>
  /^(GET|HEAD|OPTIONS|PUT|DELETE)\b/.test(endpoint?.value ?? '');

function fixes(model: Model, link: Link): Fix[] {
  return [
    {
      title: 'Add `idempotency-key: request-id`',
      safe: false,
      edits: [insertProperty(model, link, 'idempotency-key', 'request-id')],
    },
    {
      title: 'Set `retries: 0`',
      safe: false,
      edits: [setProperty(model, link, 'retries', link.properties.retries, '0')],
    },
  ];
}
