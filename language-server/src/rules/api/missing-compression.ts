import { flowProperty } from '../../model/inherit.js';
import type { Flow, Link, Model } from '../../model/model.js';
import { setProperty } from '../edits.js';
import { defineRule } from '../rule.js';
import { boundaryOf } from '../trust.js';
import { usesOn } from '../uses.js';
import { call, data } from '../words.js';

const text: ReadonlySet<string> = new Set(['html', 'json']);

/** Text shrinks to a fraction, and the line is what is slow. */
export const missingCompression = defineRule({
  name: 'missing-compression',
  category: 'api',
  mode: 'absence',
  severity: 'hint',
  tier: 3,
  summary: 'Text travels far and is not said to be compressed.',
  why: 'JSON and HTML repeat themselves and shrink to a quarter or less. Over the lines of phones and between continents each packet saved is time saved, and traffic out of a data centre is paid for by the byte. Packing takes a fraction of a millisecond, and every browser unpacks.',
  silent: [
    'The link says how it packs (`compression: gzip`, `br` or `zstd`).',
    'Nobody says what travels (`content`), or it is packed already: images, video, files.',
    'It is small, or nobody knows how large (`response`, `request`).',
    'The link stays inside a data centre: only links from or to clients, third parties and other regions are far.',
    'The design is a sketch and says nothing, or one of the ends is only drawn (`future: yes`).',
  ],
  references: [
    'RFC 9110, HTTP Semantics (2022), section 8.4: Content-Encoding',
    'RFC 7932, Brotli Compressed Data Format (2016)',
    'Ilya Grigorik, High Performance Browser Networking (2013), chapter 13: compress transferred data',
  ],
  options: {
    size: { default: 10_000, doc: 'Bytes of one request or response up to which nothing is said.' },
  },
  incorrect: [
    {
      title: 'lists of a hundred kilobytes',
      code: 'client web {}\nflow list { from: web, rate: 100/s, op: list, items: 100, content: json, response: 100KB }\nservice api {}\n\nweb -> api { timeout: 2s }\n',
    },
    {
      title: 'said not to be',
      code: 'client web {}\nflow page { from: web, rate: 100/s, op: read, content: html, response: 60KB }\ncdn edge { ttl: 1min, managed: yes }\nservice pages {}\n\nweb -> edge { compression: none, timeout: 3s }\nedge -> pages { timeout: 2s }\n',
    },
  ],
  correct: [
    {
      title: 'packed',
      code: 'client web {}\nflow list { from: web, rate: 100/s, op: list, items: 100, content: json, response: 100KB }\nservice api {}\n\nweb -> api { compression: br, timeout: 2s }\n',
    },
    {
      title: 'pictures are packed already',
      code: 'client web {}\nflow picture { from: web, rate: 100/s, op: read, content: image, response: 400KB }\nservice api {}\n\nweb -> api { timeout: 2s }\n',
    },
  ],
  check({ model, options, report }) {
    const told = new Set<string>();
    for (const link of model.links) {
      const packing = link.properties.compression;
      if (packing && packing.value !== 'none') continue;
      const far = boundaryOf(link);
      if (!far) continue;
      const largest = largestText(model, link);
      if (!largest || largest.size <= options.size) continue;
      // Hops of one chain share their block.
      const place = `${link.at.file}:${link.at.offset}`;
      if (told.has(place)) continue;
      told.add(place);
      report(
        link,
        `\`${call(link)}\` sends up to ${data(largest.size)} of ${largest.content} for \`${largest.flow.id}\` uncompressed over ${far}.`,
        {
          ...(packing && { at: packing.property }),
          subjects: [largest.flow],
          fixes: [
            {
              title: 'Set `compression: br`',
              safe: false,
              edits: [setProperty(model, link, 'compression', packing, 'br')],
            },
          ],
        },
      );
    }
  },
});

interface Payload {
  readonly flow: Flow;
  readonly content: string;
  /** In bytes. */
  readonly size: number;
}

/** The largest piece of text that a flow brings over the link, in either direction. */
function largestText(model: Model, link: Link): Payload | undefined {
  const all = usesOn(model, link).flatMap(({ flow }): Payload[] => {
    const content = flow && flowProperty(link, flow, 'content')?.value;
    if (!flow || !text.has(content ?? '')) return [];
    const sizes = [flowProperty(link, flow, 'request'), flowProperty(link, flow, 'response')];
    return [{ flow, content: content!.toUpperCase(), size: Math.max(0, ...sizes.map((size) => size?.value ?? 0)) }];
  });
  return all.sort((a, b) => b.size - a.size)[0];
}
