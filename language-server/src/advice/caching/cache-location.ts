import { isRead } from '../../estimate/traffic/operations.js';
import type { Component, Flow, Kind } from '../../model/model.js';
import { among, carriedOn, classNames, type DataClass } from '../../rules/data-classes.js';
import { isPublic } from '../../rules/entrances.js';
import { rate } from '../../rules/words.js';
import { amount, type Evidence, known, unknown, yesNo } from '../input.js';
import { all, below } from '../logic.js';
import { type Design, defineQuestion } from '../question.js';
import { linksOf } from '../reading/indexes.js';

const edge = 'the browser and a CDN';
const beside = 'a cache beside the service';
const entry = 'the gateway';
const nowhere = 'nowhere';
const personal: readonly DataClass[] = ['pii', 'health', 'financial', 'credential', 'session'];
const keeps: ReadonlySet<Kind> = new Set(['database', 'storage', 'cache']);
const fixed: ReadonlySet<string> = new Set(['static', 'image', 'video', 'file']);

/** Where on the way an answer is kept. */
export const cacheLocation = defineQuestion({
  name: 'cache-location',
  topic: 'caching',
  asks: 'Where should its answers be cached?',
  about: 'flow',
  of: 'a flow of a public client that reads',
  inputs: {
    fixed: yesNo('Is it the same file for everybody, as pictures, scripts or video?', '`content` of the flow'),
    personal: yesNo(
      'Is the answer only for the one who asks?',
      '`carries` of the flow, `holds` of the tables it reads',
    ),
    rate: amount('How often is it asked at peak, in a second?', 'the rate of the flow'),
  },
  settings: {
    'cache-location.worth-from': {
      default: 100,
      doc: 'Requests a second at peak from which on a cache is worth its upkeep.',
    },
  },
  sources: [
    'RFC 9111, HTTP Caching (2022): private and shared caches',
    'Ilya Grigorik, High Performance Browser Networking (2013), chapter 13',
  ],
  rules: ['static-assets-without-cdn', 'shared-cache-personal-data'],
  concerns: (flow) => flow.from !== undefined && isPublic(flow.from) && isRead(flow.properties.op?.value),
  gather: (design, flow) => ({
    fixed: fixedOf(flow),
    personal: personalOf(design, flow),
    rate: rateOf(design, flow),
  }),
  present: (design, flow) => placesOf(design, flow),
  first: [
    {
      when: 'it is the same file for everybody',
      holds: (i) => all(i.fixed, i.personal === undefined ? undefined : !i.personal),
      choose: edge,
      because: 'Most of it is answered near the user and never reaches us.',
    },
    {
      when: 'it is asked seldom',
      holds: (i, s) => below(i.rate, s['cache-location.worth-from']),
      choose: nowhere,
      because: 'The store answers so few requests by itself; a cache would only be one thing more that may be stale.',
      fine: [edge, beside, entry],
    },
    {
      when: 'the answer is only for the one who asks',
      holds: (i) => i.personal,
      choose: beside,
      because: 'A shared cache at the edge would have to tell people apart; beside the service, the key does.',
      fine: [nowhere, edge],
    },
  ],
  otherwise: {
    choose: beside,
    because: 'Objects that many ask for are kept in memory in front of the store.',
    fine: [edge, entry, nowhere],
    conflict:
      'Some sources put answers of APIs into a CDN as well. That is as sound where they are the same for all and may be as old as the CDN keeps them.',
  },
});

function fixedOf({ properties: { content }, id }: Flow): Evidence<boolean> {
  if (!content) return unknown(`\`content\` of \`${id}\``);
  return known(fixed.has(content.value), `\`${id}\` is ${content.value}`);
}

function personalOf(design: Design, flow: Flow): Evidence<boolean> {
  if (flow.properties.content?.value === 'static') return known(false, `\`${flow.id}\` is static`);
  const { carries } = flow.properties;
  if (carries) return personalIn(new Set(carries.value), flow);
  // What clients' links carry follows from where they lead; the stores are where it is said.
  const stored = linksOf(design.model, flow).filter(({ target }) => keeps.has(target.kind));
  const classes = new Set(stored.flatMap((link) => [...carriedOn(design.model, link)]));
  if (classes.size > 0) return personalIn(classes, flow);
  return fixed.has(flow.properties.content?.value ?? '')
    ? known(false, `nothing says that \`${flow.id}\` is for one person`)
    : unknown(`\`carries\` of \`${flow.id}\``);
}

function personalIn(classes: ReadonlySet<DataClass>, flow: Flow): Evidence<boolean> {
  const held = among(personal, classes);
  return held.length > 0
    ? known(true, `\`${flow.id}\` carries ${classNames(held)}`)
    : known(false, `\`${flow.id}\` carries ${classNames([...classes])}`);
}

function rateOf({ estimates }: Design, flow: Flow): Evidence<number> {
  const peak = estimates.value(flow, 'rate.peak');
  return peak === undefined
    ? unknown(`\`rate\` of \`${flow.id}\``)
    : known(peak, `\`${flow.id}\` comes ${rate(peak)} at peak`);
}

function placesOf(design: Design, flow: Flow): readonly string[] {
  const passed = new Set(linksOf(design.model, flow).map(({ target }) => target));
  const found = new Set([...passed].flatMap((component) => placeOf(component) ?? []));
  return found.size > 0 ? [...found] : [nowhere];
}

function placeOf({ kind, properties }: Component): string | undefined {
  if (kind === 'cdn') return properties['cache-control']?.value === 'no-store' ? undefined : edge;
  if (kind === 'gateway') return properties['cache-control'] ? entry : undefined;
  return kind === 'cache' && !properties.holds?.value.includes('counter') ? beside : undefined;
}
