import type { Estimates } from '../../estimate/estimates.js';
import type { Component, Model, Table } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { insertStatement } from '../edits.js';
import { defineRule } from '../rule.js';
import { tablesOn, type Use, writesTo } from '../uses.js';
import { data, time } from '../words.js';

const day = 86_400;

/** What grows with every second and is never deleted fills any disk. */
export const missingRetention = defineRule({
  name: 'missing-retention',
  category: 'data',
  mode: 'absence',
  severity: 'warning',
  tier: 2,
  summary: 'Measurements, logs or events are kept without saying for how long.',
  why: 'Measurements, logs and events come in all day and are rarely asked for once they are old. Without a retention they pile up until a disk is full or a bill is noticed, and deleting them then is an operation of its own. Old measurements lose little when only their hourly averages are kept.',
  silent: [
    'A `retention` is written on the table or its store, or the engine has one; `forever` is an answer too.',
    'Old values are made coarser: the age in `downsampling` ends them.',
    'Nothing is known to write there.',
    'Only an info for measurements that are appended one by one and kept longer than 90 days without `downsampling`.',
    'The store, or what writes to it, is only drawn (`future: yes`).',
  ],
  references: [
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 10: practical alerting from time-series data',
    'Prometheus documentation: storage, operational aspects',
    'Apache Kafka documentation, topic configuration: retention.ms',
  ],
  options: {
    rawDays: { default: 90, doc: 'Days for which measurements may be kept at full resolution.' },
  },
  incorrect: [
    {
      title: 'metrics without end',
      code: 'service agents {}\ndatabase metrics { data-model: time-series }\n\nagents -> metrics { op: write, timeout: 1s }\n',
    },
    {
      title: 'logs in a relational store',
      code: 'worker collector {}\ndatabase logs { data-model: relational\n  table entries { fields { at: timestamp, line: text(300B) }, holds: telemetry }\n}\n\ncollector -> logs { stores: entries, timeout: 1s }\n',
    },
  ],
  correct: [
    {
      title: 'a month in full, a year by the hour',
      code: 'service agents {}\ndatabase metrics { data-model: time-series\n  table points { fields { at: timestamp, value: int }, retention: 1y, downsampling: [keep(1min, 30d), keep(1h, 1y)] }\n}\n\nagents -> metrics { op: write, timeout: 1s }\n',
    },
    {
      title: 'logs for a month',
      code: 'worker collector {}\ndatabase logs { data-model: relational, retention: 30d\n  table entries { fields { at: timestamp, line: text(300B) }, holds: telemetry, partition-by: day(at) }\n}\n\ncollector -> logs { stores: entries, timeout: 1s }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const store of model.components) {
      for (const holder of keptIn(store)) {
        const what = sortOf(holder, store);
        if (what === undefined) continue;
        const writes = writesInto(model, holder, store);
        if (!isWritten(estimates, holder, writes)) continue;
        const { retention } = holder.properties;
        const { downsampling } = holder.properties as Table['properties'];
        const more = { subjects: [store] };
        if (!retention && !downsampling) {
          const growth = estimates.value(holder, 'storage.growth') ?? 0;
          const grows = growth === 0 ? 'grows' : `grows by ${data(growth)} a day`;
          const message = `\`${holder.id}\` keeps ${what} and ${grows} without bound: nothing says how long they are kept.`;
          report(holder, message, { ...more, fixes: fixes(model, holder, store) });
        } else if (retention && retention.origin !== 'engine' && what === 'measurements' && !downsampling) {
          const kept = retention.value === 'forever' ? Number.POSITIVE_INFINITY : retention.value;
          // What is upserted is a sum that is brought up to date, not a measurement.
          if (kept <= options.rawDays * day || !writes.some(({ operation }) => operation === 'write')) continue;
          const long = retention.value === 'forever' ? 'for ever' : `for ${time(kept)}`;
          const message = `\`${holder.id}\` keeps every single measurement ${long}: old ones could be kept more coarsely.`;
          report(holder, message, {
            ...more,
            severity: 'info',
            at: retention.property,
            fixes: downsample(model, holder),
          });
        }
      }
    }
  },
});

type Holder = Component | Table;

/** Its tables, else the store as a whole. */
function keptIn(store: Component): readonly Holder[] {
  if (store.kind === 'topic') return [store];
  if (store.kind !== 'database' && store.kind !== 'storage') return [];
  return store.tables.length > 0 ? store.tables : [store];
}

/** What it keeps that grows with time; nothing where it is data that people look after. */
function sortOf(holder: Holder, store: Component): 'measurements' | 'logs and measurements' | 'events' | undefined {
  if (store.properties['event-store']?.value === true) return 'events';
  // A pub/sub topic without partitions may keep nothing at all.
  if (store.kind === 'topic') return store.properties.partitions && !store.engine ? 'events' : undefined;
  if (store.properties['data-model']?.value === 'time-series') return 'measurements';
  return holder.properties.holds?.value.includes('telemetry') ? 'logs and measurements' : undefined;
}

/** Does anything arrive? Without flows a rate of nothing says nothing; with flows it does. */
function isWritten(estimates: Estimates, holder: Holder, writes: readonly Use[]): boolean {
  if (writes.length === 0) return false;
  return writes.some(({ flow }) => !flow) || estimates.value(holder, 'rate.average.write') !== 0;
}

function writesInto(model: Model, holder: Holder, store: Component): readonly Use[] {
  return writesTo(model, store).filter(
    ({ link }) => holder.what === 'component' || tablesOn(link, 'stores')?.includes(holder.id),
  );
}

function fixes(model: Model, holder: Holder, store: Component): Fix[] {
  if (store.properties['event-store']?.value === true) {
    const edits = [insertStatement(model, holder, 'retention: forever')];
    return [{ title: 'Keep the events for ever: `retention: forever`', safe: false, edits }];
  }
  const isRaw = holder.what === 'table' && store.properties['data-model']?.value === 'time-series';
  const statement = isRaw ? 'retention: 1y, downsampling: [keep(1min, 30d), keep(1h, 1y)]' : 'retention: 30d';
  return [{ title: `Add \`${statement}\``, safe: false, edits: [insertStatement(model, holder, statement)] }];
}

function downsample(model: Model, holder: Holder): Fix[] {
  if (holder.what !== 'table') return [];
  const statement = 'downsampling: [keep(1min, 30d), keep(1h, 1y)]';
  return [{ title: `Add \`${statement}\``, safe: false, edits: [insertStatement(model, holder, statement)] }];
}
