import { isRead, isWrite } from '../../estimate/traffic/operations.js';
import type { Component, Model } from '../../model/model.js';
import { isSourceOfTruth } from '../../rules/copies.js';
import { betterFor } from '../../rules/data-models.js';
import { usesOf } from '../../rules/uses.js';
import { amount, type Evidence, isKnown, known, yesNo } from '../input.js';
import { atLeast, below } from '../logic.js';
import { type Design, defineQuestion } from '../question.js';
import { accessesOf } from '../reading/access.js';
import { isCached, viewsOf } from '../reading/indexes.js';
import { readsPerWrite } from '../reading/rates.js';

const none = 'one model for both';
const cheaper = 'replicas or a cache first';
const separate = 'a read model of its own';

/** Reads and writes over one model, or each over its own. */
export const cqrs = defineQuestion({
  name: 'cqrs',
  topic: 'data',
  asks: 'Do reads get a model of their own?',
  about: 'component',
  of: 'a database that is a source of truth, is read and written',
  inputs: {
    readsPerWrite: amount('How many reads come for each write?', 'the rates of the flows'),
    views: yesNo(
      'Are there reads that the store is bad at, as search or joined views?',
      '`access` of the tables, stores `derived-from` this one that are of another kind',
    ),
    rules: yesNo('Do writes pass rules that reads know nothing of?'),
  },
  settings: {
    'cqrs.worth-it': { default: 1000, doc: 'Reads for each write from which on a read model pays by itself.' },
    'cqrs.not-below': { default: 10, doc: 'Reads for each write below which it hardly does.' },
  },
  sources: [
    'Martin Fowler, "CQRS" (2011), martinfowler.com',
    'Greg Young, "CQRS Documents" (2010)',
    'Microsoft Azure Architecture Center: the CQRS pattern',
  ],
  rules: ['cqrs-unjustified'],
  concerns: (component, { model }) =>
    component.kind === 'database' &&
    isSourceOfTruth(component) &&
    usesOf(model, component).some(({ operation }) => isRead(operation)) &&
    usesOf(model, component).some(({ operation }) => isWrite(operation)),
  gather: (design, store) => ({
    readsPerWrite: readsPerWrite(design, store),
    views: needsViews(design.model, store),
  }),
  present: (design, store) => modelsOf(design, store),
  first: [
    {
      when: 'some reads want another shape than the writes',
      holds: (i) => i.views,
      choose: separate,
      because: 'A view in the shape of the question answers it at once, and is fed from the changes.',
    },
    {
      when: 'reads outnumber writes by far',
      holds: (i, s) => atLeast(i.readsPerWrite, s['cqrs.worth-it']),
      choose: separate,
      because: 'So many reads pay for building their answers once per write.',
      fine: [cheaper],
      conflict:
        'Sources name ratios from 10 to 1000 for it. Below the higher, replicas or a cache do the same with less to look after.',
    },
    {
      when: 'writes pass rules that reads know nothing of',
      holds: (i) => i.rules,
      choose: separate,
      because: 'Each side stays simple; they change for different reasons.',
      fine: [none, cheaper],
    },
    {
      when: 'reads are not many more than writes',
      holds: (i, s) => below(i.readsPerWrite, s['cqrs.not-below']),
      choose: none,
      because: 'A second model costs more than it saves.',
      fine: [cheaper],
    },
  ],
  otherwise: {
    choose: cheaper,
    because: 'They take the reads off the store without a second model to keep in step.',
    fine: [none, separate],
  },
});

function needsViews(model: Model, store: Component): Evidence<boolean> {
  const hard = [...(accessesOf(store) ?? [])].find((access) => betterFor(store, access));
  if (hard) return known(true, `\`${store.id}\` is asked for ${hard}, which its kind is bad at`);
  const own = store.properties['data-model']?.value;
  const view = viewsOf(model, store).find(
    ({ kind, properties }) => kind !== 'cache' && properties['data-model']?.value !== own,
  );
  if (view) return known(true, `\`${view.id}\` is built from it for another way of asking`);
  return known(false, `nothing asks \`${store.id}\` for what it is bad at`);
}

function modelsOf(design: Design, store: Component): readonly string[] {
  const { model } = design;
  const found = viewsOf(model, store).length > 0 ? [separate] : [];
  const isSpread = isKnown(readsPerWrite(design, store)) && (store.properties.replicas?.value ?? 1) > 1;
  if (isCached(model, store) || isSpread) found.push(cheaper);
  return found.length > 0 ? found : [none];
}
