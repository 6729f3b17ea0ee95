import { formatQuantity } from '@archlang/grammar';
import { isBuilt } from '../../model/planned.js';
import { bitsOfByte, timesTooSmall, usualTolerance } from '../bits-and-bytes.js';
import { replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';
import { call, number } from '../words.js';

/** A bandwidth in bits where the same number of bytes was meant. */
export const bitsBytesConfusion = defineRule({
  name: 'bits-bytes-confusion',
  category: 'correctness',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'A bandwidth is written in bits, and the load is just eight times that.',
  why: 'Networks are sold in bits per second, files and payloads are measured in bytes. 100 MB/s are 800 Mbps: who writes 100Mbps for them draws a line that is eight times too thin.',
  silent: [
    'The bandwidth is not written, or in bytes; an eighth of it may simply be in use.',
    'The load is not known, or rests on an assumed peak, number of replicas or hit ratio.',
    'What is only drawn (`future: yes`).',
  ],
  references: [
    'IEC 80000-13, Quantities and units: information science and technology (2008): bit and byte',
    'Martin L. Abbott and Michael T. Fisher, The Art of Scalability, 2nd edition (2015), chapter 11: determining headroom for applications',
  ],
  options: {
    tolerance: { default: usualTolerance, doc: 'So far, as a part of it, the factor may be from 8.' },
  },
  incorrect: [
    {
      title: 'a card of 100 Mbit for 100 MB a second',
      code: 'client web {}\nflow watch { from: web, rate: 100/s, peak: 1x, op: read, request: 0B, response: 1MB }\nservice video { replicas: 1, bandwidth: 100Mbps }\n\nweb -> video { timeout: 5s }\n',
    },
    {
      title: 'a line between data centres',
      code: 'client web {}\nflow keep { from: web, rate: 50/s, peak: 2x, op: write, request: 1MB, response: 0B }\nservice api {}\nstorage files {}\n\nweb -> api { timeout: 5s }\napi -> files { bandwidth: 100Mbps, timeout: 3s }\n',
    },
  ],
  correct: [
    {
      title: '800 Mbit are 100 MB',
      code: 'client web {}\nflow watch { from: web, rate: 100/s, peak: 1x, op: read, request: 0B, response: 1MB }\nservice video { replicas: 1, bandwidth: 800Mbps }\n\nweb -> video { timeout: 5s }\n',
    },
    {
      title: 'too thin, but not by eight',
      code: 'client web {}\nflow watch { from: web, rate: 300/s, peak: 1x, op: read, request: 0B, response: 1MB }\nservice video { replicas: 1, bandwidth: 100Mbps }\n\nweb -> video { timeout: 5s }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    const places = [
      ...model.components.filter(({ properties }) => properties.future?.value !== true),
      ...model.links.filter(isBuilt),
    ];
    for (const place of places) {
      const { bandwidth } = place.properties;
      if (!bandwidth || bandwidth.origin === 'engine') continue;
      const times = timesTooSmall(model, estimates, place, options.tolerance);
      if (times === undefined) continue;
      const written = model.textOf(bandwidth.at);
      const meant = written.replace(/bps$/, 'B/s');
      const name = place.what === 'link' ? call(place) : place.id;
      report(
        place,
        `The load of \`${name}\` is ${number(times)} times its \`${written}\`: that looks like bytes written as bits, and ${meant} are ${formatQuantity(bandwidth.value * bitsOfByte, 'bits')}.`,
        {
          at: bandwidth.property,
          fixes: [{ title: `Write \`${meant}\``, safe: false, edits: [replaceValue(bandwidth, meant)] }],
        },
      );
    }
  },
});
