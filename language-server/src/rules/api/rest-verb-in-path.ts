import { isWrite } from '../../estimate/traffic/operations.js';
import type { Flow, Model } from '../../model/model.js';
import type { Value } from '../../model/value.js';
import { replaceValue } from '../edits.js';
import { journeysOf } from '../journeys.js';
import { defineRule } from '../rule.js';

const methods: Readonly<Record<string, string>> = {
  get: 'GET',
  fetch: 'GET',
  create: 'POST',
  add: 'POST',
  update: 'PATCH',
  delete: 'DELETE',
  remove: 'DELETE',
};

const byOperation: Readonly<Record<string, string>> = { write: 'POST', upsert: 'PUT', delete: 'DELETE' };

/** A verb by itself, or with what it is done to: `createDevice`, `create-device`, `create_device`. */
const verb = new RegExp(`^(${Object.keys(methods).join('|')})(?:$|[_-]?(?=[A-Z])|[_-])(?!ons?$|started$)(.*)$`);
const request = /^([A-Z]+)\s+(\/\S*)$/;

const pages: ReadonlySet<string> = new Set(['static', 'html', 'image', 'video', 'file']);
const calls: ReadonlySet<string> = new Set(['grpc', 'grpc-web', 'graphql', 'websocket', 'webhook']);

/** HTTP has verbs already. */
export const restVerbInPath = defineRule({
  name: 'rest-verb-in-path',
  category: 'api',
  mode: 'presence',
  severity: 'hint',
  tier: 3,
  summary: 'A path of an HTTP API has a verb in it, or its method says the opposite of what it does.',
  why: 'HTTP says what is done by its method, and everything on the way relies on it: caches keep what is got, clients and proxies repeat what may be repeated, logs and limits count by it. A path that names a thing works with all of that and lets one guess the next; a verb in the path says the same twice, or two things at once.',
  silent: [
    'The path names things only, and its method fits what the flow does.',
    'No `endpoint` is written, or it has no method in front of its path.',
    'The flow is called over grpc, graphql or another protocol that is not REST, or its path says so (`/rpc/…`).',
    'It fetches pages or files, whose names are free.',
    'The client is only drawn (`future: yes`).',
  ],
  references: [
    'Roy Fielding, "Architectural Styles and the Design of Network-based Software Architectures" (2000), chapter 5',
    'RFC 9110, HTTP Semantics (2022), section 9: Methods',
    'Microsoft, Azure Architecture Center: "Web API design best practices", resources',
  ],
  incorrect: [
    {
      title: 'create, twice',
      code: 'client web {}\nflow register { from: web, rate: 1/s, op: write, endpoint: "POST /v1/createDevice" }\nservice api {}\n\nweb -> api { timeout: 2s }\n',
    },
    {
      title: 'a GET that deletes',
      code: 'client web {}\nflow forget { from: web, rate: 1/s, op: delete, endpoint: "GET /v1/devices/{id}" }\nservice api {}\n\nweb -> api { timeout: 2s }\n',
    },
  ],
  correct: [
    {
      title: 'the method is the verb',
      code: 'client web {}\nflow register { from: web, rate: 1/s, op: write, endpoint: "POST /v1/devices" }\nservice api {}\n\nweb -> api { timeout: 2s }\n',
    },
    {
      title: 'calls of procedures, and they say so',
      code: 'client web {}\nflow register { from: web, rate: 1/s, op: write, endpoint: "POST /v1/rpc/createDevice" }\nservice api {}\n\nweb -> api { timeout: 2s }\n',
    },
  ],
  check({ model, report }) {
    for (const flow of model.flows) {
      const { endpoint, content, op } = flow.properties;
      const parts = endpoint && request.exec(endpoint.value);
      if (!parts || flow.from?.properties.future?.value === true) continue;
      if (pages.has(content?.value ?? '') || isCallOfProcedure(model, flow, parts[2])) continue;
      const [, method, path] = parts;
      const better = withoutVerb(path);
      if (better) {
        const text = `${better.method} ${better.path}`;
        report(flow, `\`${path}\` says what is done, which is what the method is for; a path names things.`, {
          at: endpoint.at,
          fixes: [fix(endpoint, text)],
        });
      } else if ((method === 'GET' || method === 'HEAD') && isWrite(op?.value)) {
        const text = `${byOperation[op!.value]} ${path}`;
        report(
          flow,
          `\`${flow.id}\` changes something (\`op: ${op!.value}\`) by ${method}, which caches answer and clients repeat at will.`,
          {
            at: endpoint.at,
            related: [{ at: op!.property, message: 'It is said here.' }],
            fixes: [fix(endpoint, text)],
          },
        );
      }
    }
  },
});

function fix(endpoint: Value<string>, text: string) {
  return { title: `Write \`${text}\``, safe: false, edits: [replaceValue(endpoint, `"${text}"`)] };
}

function isCallOfProcedure(model: Model, flow: Flow, path: string): boolean {
  if (/(^|\/)rpc(\/|$)/i.test(path)) return true;
  const links = flow.from?.outgoing.filter((link) => journeysOf(model).flowsOn(link).includes(flow)) ?? [];
  return links.some(({ properties: { protocol } }) => calls.has(protocol?.value ?? ''));
}

/** `/createDevice` as `POST /devices`, `/devices/{id}/delete` as `DELETE /devices/{id}`; nothing where there is no verb. */
function withoutVerb(path: string): { readonly method: string; readonly path: string } | undefined {
  const [plain, query] = path.split('?', 2);
  const segments = plain.split('/');
  const at = segments.findIndex((segment) => verb.test(segment));
  if (at < 0) return undefined;
  const [, does, what] = verb.exec(segments[at])!;
  const isLast = at === segments.length - 1;
  const single = kebab(what);
  const named = what === '' ? [] : [plural(single)];
  const isOne = what !== '' && isLast && does !== 'create' && does !== 'add' && single !== plural(single);
  const kept = [...segments.slice(0, at), ...named, ...(isOne ? ['{id}'] : []), ...segments.slice(at + 1)];
  const joined = kept.join('/') || '/';
  return { method: methods[does], path: query === undefined ? joined : `${joined}?${query}` };
}

function kebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/_/g, '-')
    .toLowerCase();
}

function plural(name: string): string {
  if (name.endsWith('s')) return name;
  return name.endsWith('y') && !/[aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`;
}
