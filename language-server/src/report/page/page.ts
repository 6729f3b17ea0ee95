import { diagramStyles } from '../../diagram/svg/styles.js';
import { version } from '../version.js';
import type { Body } from './body.js';
import { html, verbatim } from './html.js';
import { hashOf } from './policy.js';
import { pageStyles } from './styles.js';

/**
 * A whole page that needs nothing from anywhere: no script, no request, and a policy that forbids them.
 * @param day the ISO date it was made
 */
export async function reportPage({ title, content }: Body, day: string): Promise<string> {
  const styles = await Promise.all([pageStyles, diagramStyles('auto')].map(hashOf));
  const policy = `default-src 'none'; style-src ${styles.join(' ')}; base-uri 'none'; form-action 'none'`;
  const page = html(
    'html',
    { lang: 'en' },
    html(
      'head',
      {},
      html('meta', { charset: 'utf-8' }),
      html('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
      html('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      html('meta', { name: 'color-scheme', content: 'light dark' }),
      html('title', {}, title),
      verbatim('style', {}, pageStyles),
    ),
    html('body', {}, html('main', {}, content, html('footer', {}, `Made by archlang ${version} on ${day}.`))),
  );
  return `<!doctype html>\n${page.text}\n`;
}
