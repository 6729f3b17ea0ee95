import { diagramStyles } from '../../diagram/svg/styles.js';
import type { Body } from '../../report/page/body.js';
import { html, type Markup, shown, verbatim } from '../../report/page/html.js';
import { hashOf } from '../../report/page/policy.js';
import { pageStyles } from '../../report/page/styles.js';
import type { Page, Showing } from './server.js';

const styles = `${pageStyles}
.tools { position: sticky; top: 0; z-index: 1; display: flex; gap: 1rem; align-items: baseline; padding: .4rem 1.5rem; background: var(--raised);
  border-bottom: 1px solid var(--rule); font-size: .85rem; }
.tools p { margin: 0; flex: 1; }
.tools button { font: inherit; color: inherit; background: var(--page); border: 1px solid var(--rule); border-radius: 5px; padding: .15rem .7rem; cursor: pointer; }
.actual .picture > svg { max-width: none; margin: 0; }
`;

/** In the page: takes in what is new, and keeps what the reader has opened and where they are. */
const script = `'use strict';
const main = document.querySelector('main');
const note = document.querySelector('#note');
const size = document.querySelector('#size');
let taken;
async function refresh() {
  const answer = await fetch('content', { cache: 'no-store' });
  if (!answer.ok) return;
  const text = await answer.text();
  if (text === taken) return;
  taken = text;
  const open = new Set([...main.querySelectorAll('details[open]')].map((details) => details.dataset.key));
  const before = main.querySelector('.picture');
  const place = before && { left: before.scrollLeft, top: before.scrollTop };
  const focused = main.contains(document.activeElement) && document.activeElement.dataset.id;
  const { scrollX, scrollY } = window;
  main.innerHTML = text;
  document.title = main.querySelector('h1').textContent;
  for (const details of main.querySelectorAll('details')) details.open = open.has(details.dataset.key);
  if (place) main.querySelector('.picture').scrollTo(place);
  window.scrollTo(scrollX, scrollY);
  for (const node of main.querySelectorAll('[data-id]')) if (focused && node.dataset.id === focused) node.focus({ preventScroll: true });
}
const events = new EventSource('events');
events.addEventListener('update', ({ data }) => {
  note.textContent = JSON.parse(data);
  refresh().catch(() => {});
});
events.addEventListener('note', ({ data }) => { note.textContent = JSON.parse(data); });
events.addEventListener('error', () => { note.textContent = 'The preview has ended; this is what it showed last.'; });
size.addEventListener('click', () => {
  const actual = document.body.classList.toggle('actual');
  size.setAttribute('aria-pressed', String(actual));
});
`;

async function policy(): Promise<string> {
  const hashes = await Promise.all([script, styles, diagramStyles('auto')].map(hashOf));
  return [
    "default-src 'none'",
    `script-src ${hashes[0]}`,
    `style-src ${hashes[1]} ${hashes[2]}`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** A design as the live page shows it. */
export async function showing({ title, content }: Body, note: string): Promise<Showing> {
  const main = html('main', {}, content);
  return {
    page: await livePage(title, main, note),
    content: main.text.slice('<main>'.length, -'</main>'.length),
    note,
  };
}

/** The live page before there is anything to show. */
export function emptyPage(title: string, note: string): Promise<Page> {
  return livePage(shown(title), html('main', {}, html('h1', {}, shown(title))), note);
}

async function livePage(title: string, main: Markup, note: string): Promise<Page> {
  const page = html(
    'html',
    { lang: 'en' },
    html(
      'head',
      {},
      html('meta', { charset: 'utf-8' }),
      html('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      html('meta', { name: 'color-scheme', content: 'light dark' }),
      html('title', {}, title),
      verbatim('style', {}, styles),
    ),
    html(
      'body',
      {},
      html(
        'header',
        { class: 'tools' },
        html('p', { id: 'note', role: 'status' }, note),
        html('button', { id: 'size', type: 'button', 'aria-pressed': 'false' }, 'Actual size'),
      ),
      main,
      verbatim('script', {}, script),
    ),
  );
  return { text: `<!doctype html>\n${page.text}\n`, policy: await policy() };
}
