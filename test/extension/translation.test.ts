import { config } from '@vscode/l10n';
import { URI } from 'langium';
import { afterEach, describe, expect, it } from 'vitest';
import { type Language, pageHtml } from '../../extension/src/preview/page.js';
import { componentCount, severityCount } from '../../extension/src/webview/counts.js';
import { lossText, summary, toggled } from '../../extension/src/webview/what-if.js';

afterEach(() => config({ contents: {} }));

const zone = { what: 'zone', name: 'a', region: 'eu' } as const;

describe('the words of the preview', () => {
  it('are English without a translation', () => {
    expect(lossText(zone)).toBe('zone a of eu');
    expect([componentCount(1), componentCount(2)]).toEqual(['1 component', '2 components']);
    expect([severityCount('hint', 1), severityCount('warning', 0)]).toEqual(['1 hint', '0 warnings']);
  });

  it('follow a translation, also where its order differs, and stay English where it has none', () => {
    config({ contents: { 'zone {0} of {1}': '{1}: Zone {0}', 'without {0}': 'ohne {0}', '{0} errors': '{0} Fehler' } });
    expect(summary(toggled({ load: 2 }, zone), [])).toBe('load 2x, ohne eu: Zone a');
    expect([severityCount('error', 3), severityCount('error', 1)]).toEqual(['3 Fehler', '1 error']);
  });

  it('put a value in as it is', () => {
    config({ contents: { 'region {0}': 'Region {0}' } });
    expect(lossText({ what: 'region', name: '{0} $& {1}' })).toBe('Region {0} $& {1}');
  });
});

describe('the page of the preview', () => {
  const webview = { cspSource: 'https://page.test', asWebviewUri: (uri: URI) => uri } as never;
  const html = (language: Language) =>
    pageHtml(webview, URI.parse('file:///dist'), URI.parse('file:///shop.arch'), language);

  it('carries the words of its language, as nothing but words', () => {
    const words = { 'region {0}': `"><script>alert('{0}')</script>&amp;` };
    const text = html({ name: 'de', words });
    expect(text).toContain('<html lang="de">');
    expect(text.match(/<script/g)).toHaveLength(1);
    const [, carried] = /data-words="([^"]*)"/.exec(text)!;
    const read = carried!.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
    expect(JSON.parse(read)).toEqual(words);
  });

  it('is English where there are none', () => {
    const text = html({ name: 'de', words: undefined });
    expect(text).toContain('<html lang="en">');
    expect(text).not.toContain('data-words');
    expect(text).toContain('"file:///dist/preview.js"');
  });
});
