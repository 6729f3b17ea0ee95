import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CallError, reasonOf } from '../call-error.js';

/** A whole page, and the policy it is sent with. */
export interface Page {
  readonly text: string;
  readonly policy: string;
}

/** What a browser is shown. */
export interface Showing {
  readonly page: Page;
  /** What of it changes, which an open page takes in. */
  readonly content: string;
  /** A sentence on the state of the design. */
  readonly note: string;
}

export interface PreviewServer {
  /** With the token, without which nothing is answered. */
  readonly url: string;
  /** Shows this from now on, in open pages too. */
  show(showing: Showing): void;
  /** Keeps what is shown and says how things stand. */
  note(text: string): void;
  /** Ends all connections. */
  close(): Promise<void>;
}

const address = '127.0.0.1';

/**
 * Serves pages to browsers on this machine. Whoever does not know the token, or asks under another host name (a page elsewhere
 * whose name was pointed here), gets nothing.
 * @param port 0 for any that is free
 * @param meanwhile what is there until something is shown
 * @throws CallError where the port is taken
 */
export async function startServer(port: number, meanwhile: Page): Promise<PreviewServer> {
  const token = randomBytes(16).toString('hex');
  const listeners = new Set<ServerResponse>();
  let shown: Showing | undefined;
  let state: string | undefined;
  const server = createServer((request, response) => {
    const path = isOurs(request) ? pathOf(request, token) : undefined;
    if (path === undefined) return answer(response, 404, 'text/plain', 'There is nothing here.\n');
    if (request.method !== 'GET') return answer(response, 405, 'text/plain', 'Only GET.\n');
    if (path === 'events') return listen(response);
    if (path === '') {
      const { text, policy } = shown?.page ?? meanwhile;
      return answer(response, 200, 'text/html', text, policy);
    }
    if (path === 'content')
      return shown
        ? answer(response, 200, 'text/html', shown.content)
        : answer(response, 503, 'text/plain', 'Not drawn yet.\n');
    return answer(response, 404, 'text/plain', 'There is nothing here.\n');
  });

  function isOurs({ headers }: IncomingMessage): boolean {
    const { port: own } = server.address() as AddressInfo;
    return headers.host === `${address}:${own}` || headers.host === `localhost:${own}`;
  }

  function listen(response: ServerResponse): void {
    response.writeHead(200, { ...headers('text/event-stream'), Connection: 'keep-alive' });
    listeners.add(response);
    response.on('close', () => listeners.delete(response));
    // A page may have been opened before what it holds was shown.
    if (shown) response.write(event('update', shown.note));
    if (state !== undefined && state !== shown?.note) response.write(event('note', state));
  }

  function tell(name: string, text: string): void {
    state = text;
    for (const listener of listeners) listener.write(event(name, text));
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(new CallError(`cannot listen on port ${port}: ${reasonOf(error)}`)));
    server.listen(port, address, resolve);
  });
  return {
    url: `http://${address}:${(server.address() as AddressInfo).port}/${token}/`,
    show(showing) {
      shown = showing;
      tell('update', showing.note);
    },
    note: (text) => tell('note', text),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What follows the token; undefined without it. */
function pathOf({ url = '' }: IncomingMessage, token: string): string | undefined {
  const [, given = '', ...rest] = url.split('?')[0].split('/');
  const known = Buffer.from(token);
  const said = Buffer.from(given);
  return said.length === known.length && timingSafeEqual(said, known) && rest.length === 1 ? rest[0] : undefined;
}

function answer(
  response: ServerResponse,
  status: number,
  type: string,
  text: string,
  policy = "default-src 'none'",
): void {
  response.writeHead(status, { ...headers(type), 'Content-Security-Policy': policy }).end(text);
}

function headers(type: string): Record<string, string> {
  return {
    'Content-Type': `${type}; charset=utf-8`,
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
  };
}

function event(name: string, text: string): string {
  return `event: ${name}\ndata: ${JSON.stringify(text)}\n\n`;
}
