import type { Component, Link } from '../model/model.js';
import { isBuilt } from '../model/planned.js';
import { type Cell, define, derived, sum, unknown } from './cell.js';
import { networkOf } from './latency/network.js';
import { responseOfComponent } from './latency/response.js';
import { ownWork } from './own-work.js';
import { programOf } from './programs.js';
import { countable, running } from './replicas.js';
import { figureOf, property, type Sheet } from './sheet.js';
import { componentRate, linkRate } from './traffic/rates.js';
import { concurrentDevices } from './traffic/sources.js';

/** Requests in a component at once at peak: L = λ × W (Little 1961). W is its response time, or its own where it does not block. */
export const concurrency = figureOf('concurrency', 'count', (sheet, component: Component) => {
  const frees = component.properties.io?.value === 'non-blocking';
  const time = frees ? ownWork(sheet, component) : responseOfComponent(sheet, component).time;
  return {
    formula: frees ? 'peak rate × own time' : 'peak rate × response time',
    terms: [derived(componentRate(sheet, component, 'peak')), derived(time)],
    compute: product,
  };
});

function product([rate, seconds]: readonly number[]): number {
  return rate * seconds;
}

/** Calls of a link in flight at once at peak: λ × (network + response time of the called). */
export const callsInFlight = figureOf('concurrency', 'count', (sheet, link: Link) => {
  const network = networkOf(sheet, link);
  return {
    formula: 'peak rate × (network + response time of the called)',
    terms: [
      derived(linkRate(sheet, link, 'peak')),
      derived(responseOfComponent(sheet, link.target).time),
      ...(network ? [network] : []),
    ],
    compute: inFlight,
  };
});

function inFlight([rate, seconds, onTheWay = 0]: readonly number[]): number {
  return rate * (seconds + onTheWay);
}

export function hasPool({ properties, synchronous }: Link): boolean {
  return synchronous && properties.pool !== undefined;
}

/** Connections in use ÷ those the callers keep: links with the same ends share one pool of each caller replica. */
export const poolUtilisation = figureOf('pool.utilisation', 'ratio', (sheet, link: Link) => {
  const sharing = link.source.outgoing.filter(({ target, synchronous }) => synchronous && target === link.target);
  return {
    formula: 'Σ calls in flight ÷ (pool × replicas of the caller)',
    terms: [
      property(link, 'pool', 'count'),
      countable(programOf(sheet, link.source)),
      ...sharing.map((each) => derived(callsInFlight(sheet, each))),
    ],
    compute: ([pool, replicas, ...inFlight]) => sum(inFlight) / (pool * replicas),
  };
});

const openProtocols = new Set(['websocket', 'sse', 'mqtt']);

/** Does anyone keep connections to it open, and does it say how many it holds? */
export function takesConnections({ properties, incoming }: Component): boolean {
  const keeps = (link: Link): boolean => hasPool(link) || openProtocols.has(link.properties.protocol?.value ?? '');
  return properties['max-connections'] !== undefined && incoming.some(keeps);
}

/** Open connections ÷ those all replicas can hold: the pools of all callers, and the devices that stay connected. */
export const connectionUtilisation = figureOf('pool.utilisation', 'ratio', (sheet, component: Component) => {
  const pools = new Map<Component, Cell>();
  const incoming = component.incoming.filter(isBuilt);
  for (const { source, properties } of incoming) {
    if (!properties.pool || pools.has(source)) continue;
    const widest = incoming
      .filter((link) => link.source === source && link.properties.pool)
      .reduce((a, b) => (b.properties.pool!.value > a.properties.pool!.value ? b : a));
    pools.set(source, openedBy(programOf(sheet, source), widest));
  }
  const devices = devicesAt(sheet, component);
  const terms = [...pools.values(), ...devices].map((cell) => derived(cell));
  return {
    formula: '(Σ pool × replicas of the callers + connected devices) ÷ (replicas × max-connections)',
    terms: [
      countable(component),
      property(component, 'max-connections', 'count'),
      ...(terms.length > 0 ? terms : [unknown(`pool of the callers of ${component.id}`)]),
    ],
    compute: ([replicas, most, ...open]) => sum(open) / (replicas * most),
  };
});

function openedBy(caller: Component, link: Link): Cell {
  return define({
    subject: link.id,
    figure: 'connections',
    unit: 'count',
    formula: 'pool × replicas of the caller',
    terms: [property(link, 'pool', 'count'), running(caller)],
    compute: ([pool, replicas]) => pool * replicas,
  });
}

/** Devices whose long-lived connections end here, also through balancers in between. */
function devicesAt(sheet: Sheet, component: Component): Cell[] {
  const found: Cell[] = [];
  const seen = new Set<Component>([component]);
  const open = [component];
  for (let at = open.pop(); at; at = open.pop()) {
    for (const link of at.incoming) {
      if (!isBuilt(link) || !openProtocols.has(link.properties.protocol?.value ?? '')) continue;
      if (link.source.kind === 'client') found.push(deviceConnections(sheet, link));
      else if ((link.source.kind === 'lb' || link.source.kind === 'gateway') && !seen.has(link.source)) {
        seen.add(link.source);
        open.push(link.source);
      }
    }
  }
  return found;
}

function deviceConnections(sheet: Sheet, link: Link): Cell {
  return define({
    subject: link.id,
    figure: 'connections',
    unit: 'count',
    formula: 'devices connected at once × connections of each',
    terms: [derived(concurrentDevices(sheet, link.source)), property(link, 'connections', 'count')],
    compute: ([devices, each]) => devices * each,
  });
}
