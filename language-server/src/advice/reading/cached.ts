import { isRead, isWrite } from '../../estimate/traffic/operations.js';
import type { Component } from '../../model/model.js';
import { isStore, originsOf } from '../../rules/caches.js';
import { among, classNames, type DataClass, heldBy } from '../../rules/data-classes.js';
import { usesOf, writesTo } from '../../rules/uses.js';
import { number } from '../../rules/words.js';
import { type Evidence, known, unknown } from '../input.js';
import type { Design } from '../question.js';

/** Is it a cache of something that is at home elsewhere? */
export function isCopy({ model }: Design, cache: Component): boolean {
  return cache.kind === 'cache' && !isStore(cache) && originsOf(model, cache).length > 0;
}

/** What a reader of the cache can be shown, the origin included. */
export function heldBehind(design: Design, cache: Component): ReadonlySet<DataClass> {
  return new Set([cache, ...originsOf(design.model, cache)].flatMap((each) => [...heldBy(each)]));
}

const precious: readonly DataClass[] = ['financial', 'inventory', 'booking', 'health', 'order', 'credential'];
const casual: readonly DataClass[] = ['public', 'presence', 'counter', 'telemetry', 'session'];

/** May the last few writes be lost? */
export function lossOf(design: Design, cache: Component): Evidence<boolean> {
  const { durability } = cache.properties;
  if (durability && durability.origin !== 'engine')
    return known(durability.value === 'best-effort', `\`${cache.id}\` says \`durability: ${durability.value}\``);
  const classes = heldBehind(design, cache);
  const kept = among(precious, classes);
  if (kept.length > 0) return known(false, `it copies ${classNames(kept)}`);
  const writes = writesTo(design.model, cache).map(({ flow }) => flow?.properties.durability?.value);
  if (writes.length > 0 && writes.every((value) => value === 'best-effort'))
    return known(true, 'what is written to it may be lost (`durability: best-effort`)');
  if (writes.includes('required')) return known(false, 'what is written to it must be kept (`durability: required`)');
  if (classes.size > 0 && [...classes].every((each) => casual.includes(each)))
    return known(true, `it holds nothing but ${classNames([...classes])}`);
  return unknown(`\`durability\` of \`${cache.id}\``);
}

/** Writes for each read among what comes to the cache and its origins from elsewhere; infinite where nothing is read. */
export function writesPerRead({ model, estimates }: Design, cache: Component): Evidence<number> {
  let reads = 0;
  let writes = 0;
  const origins = originsOf(model, cache);
  const links = new Set([cache, ...origins].flatMap((each) => usesOf(model, each)).map(({ link }) => link));
  for (const link of links) {
    if (link.source === cache || link.properties['on-miss']) continue;
    const ops = usesOf(model, link.target).filter((use) => use.link === link);
    const [read, written] = [estimates.value(link, 'rate.average.read'), estimates.value(link, 'rate.average.write')];
    if (ops.some(({ operation }) => isRead(operation))) {
      if (read === undefined) return unknown('the rates of the flows');
      reads += read;
    }
    if (ops.some(({ operation }) => isWrite(operation))) {
      if (written === undefined) return unknown('the rates of the flows');
      writes += written;
    }
  }
  if (reads + writes === 0) return unknown('the rates of the flows');
  const ratio = writes / reads;
  const seen =
    ratio >= 1 ? `${number(ratio)} writes come for each read` : `${number(reads / writes)} reads come for each write`;
  return known(ratio, writes === 0 ? 'nothing is written' : reads === 0 ? 'nothing is read' : seen);
}
