import type { Field, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { isOwn, replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';
import { number, rate, time } from '../words.js';

/** The ids run out, or random ones collide, while the system is still in use. */
export const idSpaceExhaustion = defineRule({
  name: 'id-space-exhaustion',
  category: 'capacity',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'An id has too few characters for what is written in the time it has to last.',
  why: 'Of seven characters out of 62 there are 3.5 trillion ids, which is enough for a century at a thousand a second and for 41 days at a million. An id that runs out cannot simply get longer: it is printed, linked and stored everywhere. Random ids collide long before all are used, at about the square root of their number, so that without a check of uniqueness two things share one id.',
  silent: [
    'The `alphabet`, the `length` or the rate of new rows is not known.',
    'Ids last for as long as the rows are kept, or for the horizon of the system where rows are kept for ever.',
    'Random ids whose uniqueness is checked (`unique: yes`), as long as there are enough of them.',
    'The store is only drawn (`future: yes`).',
  ],
  references: [
    'William Feller, An Introduction to Probability Theory and Its Applications, volume 1 (1968), chapter II.3: birthdays',
    'RFC 9562, Universally Unique IDentifiers (2024), section 6.7: Collision Resistance',
    'Alex Xu, System Design Interview (2020), chapter 8: Design a URL Shortener',
  ],
  options: {
    horizon: {
      default: 10,
      doc: 'Years for which ids have to last, where neither a retention nor a `horizon` says so.',
    },
    collisions: { default: 1e-6, doc: 'Probability of a collision among random ids that is accepted.' },
  },
  incorrect: [
    {
      title: 'a million new links a second',
      code: 'client web {}\nflow shorten { from: web, rate: 1M/s, op: write, peak: 3x }\nservice api {}\ndatabase links {\n  table urls {\n    fields { code: text(7B) { alphabet: 62, length: 7, generated: counter, unique: yes } }\n  }\n}\n\nweb -> api { timeout: 2s }\napi -> links { timeout: 500ms }\n',
    },
    {
      title: 'random codes that nobody compares',
      code: 'client web {}\nflow shorten { from: web, rate: 10/s, op: write, peak: 3x }\nservice api {}\ndatabase links {\n  table urls {\n    fields { code: text(8B) { alphabet: 62, length: 8, generated: random } }\n    retention: 1y\n  }\n}\n\nweb -> api { timeout: 2s }\napi -> links { timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'two characters more',
      code: 'client web {}\nflow shorten { from: web, rate: 1M/s, op: write, peak: 3x }\nservice api {}\ndatabase links {\n  table urls {\n    fields { code: text(9B) { alphabet: 62, length: 9, generated: counter, unique: yes } }\n  }\n}\n\nweb -> api { timeout: 2s }\napi -> links { timeout: 500ms }\n',
    },
    {
      title: 'the store refuses a code that exists',
      code: 'client web {}\nflow shorten { from: web, rate: 10/s, op: write, peak: 3x }\nservice api {}\ndatabase links {\n  table urls {\n    fields { code: text(8B) { alphabet: 62, length: 8, generated: random, unique: yes } }\n    retention: 1y\n  }\n}\n\nweb -> api { timeout: 2s }\napi -> links { timeout: 500ms }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    const { year } = model.calendar;
    const horizon = (model.system?.properties.horizon?.value ?? options.horizon * year) / year;
    for (const field of model.tables.flatMap(({ fields }) => fields)) {
      const { alphabet, length, generated, unique } = field.properties;
      const years = estimates.value(field, 'ids.years');
      if (!alphabet || !length || years === undefined || field.table.store.properties.future?.value === true) continue;
      const kept = field.table.properties.retention?.value;
      const needed = typeof kept === 'number' ? kept / year : horizon;
      const ids = alphabet.value ** length.value;
      const what = `${number(length.value)} characters out of ${number(alphabet.value)} make ${number(ids)} ids for \`${field.id}\``;
      const writes = ids / (years * year);
      if (years < needed) {
        report(
          field,
          `${what}: at ${rate(writes)} they are used up after ${time(years * year)}, and have to last ${time(needed * year)}.`,
          {
            at: length.property,
            fixes: longer(model, field, (ids * needed) / years),
          },
        );
        continue;
      }
      const isRandom = generated?.value === 'random' || generated?.value === 'hash';
      if (!isRandom || unique?.value === true) continue;
      const used = writes * needed * year;
      const chance = used ** 2 / (2 * ids);
      if (chance <= options.collisions) continue;
      const message =
        chance > 0.5 ? 'two of them will be alike' : `two of them are alike with a probability of ${number(chance)}`;
      report(
        field,
        `${what}: of the ${number(used)} that ${time(needed * year)} bring, made at random, ${message}. Nothing here checks it.`,
        {
          at: length.property,
          fixes: longer(model, field, used ** 2 / (2 * options.collisions)),
        },
      );
    }
  },
});

function longer(model: Model, field: Field, ids: number): Fix[] {
  const { alphabet, length } = field.properties;
  const places = Math.ceil(Math.log(ids) / Math.log(alphabet!.value) + 1e-9);
  if (!Number.isFinite(places) || !isOwn(field, length!) || !model.files.has(length!.at.file)) return [];
  const text = String(places);
  return [{ title: `Set \`length: ${text}\``, safe: false, edits: [replaceValue(length!, text)] }];
}
