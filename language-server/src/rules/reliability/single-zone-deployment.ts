import type { Component } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { replaceValue } from '../edits.js';
import { neededFor, promise } from '../objectives.js';
import { defineRule } from '../rule.js';
import { number } from '../words.js';

/** Replicas that share a zone share its outages. */
export const singleZoneDeployment = defineRule({
  name: 'single-zone-deployment',
  category: 'reliability',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'All replicas of a component that is needed stand in one zone.',
  why: 'A zone is one building with one power supply and one network. Replicas help against the loss of a machine, but those in the same zone go down together: with the zone, the component is gone. Spread over two or three zones, one outage costs a part of the capacity and nothing else.',
  silent: [
    'The `zones` are not written and no zone block is around it, or there are several.',
    'It runs once (then `single-point-of-failure` speaks), or how often is not written.',
    'It is `managed`: the provider spreads it inside the region. Or it runs in several regions.',
    'No objective of 99.9% or more needs it: a call on the way has a fallback, hands over, or a balancer can choose another target.',
    'It is only drawn (`future: yes`).',
  ],
  references: [
    'AWS Well-Architected Framework, Reliability Pillar: deploy the workload to multiple locations',
    'Google Cloud Architecture Framework, Reliability: use zones and regions for redundancy',
  ],
  options: { availability: { default: 0.999, doc: 'Objective (a ratio) from which on one zone is not enough.' } },
  incorrect: [
    {
      title: 'two database nodes under one roof',
      code: 'system "Shop" { slo { availability: 99.9% } }\n\nclient web {}\nservice api { replicas: 3, zones: [a, b, c] }\ndatabase items { replicas: 2, zones: a }\n\nweb -> api { timeout: 3s }\napi -> items { timeout: 1s }\n',
    },
    {
      title: 'the zone is drawn around it',
      code: 'client web {}\nflow buy { from: web, rate: 10/s, slo { availability: 99.95% } }\nregion eu { zone eu-1 { service api { replicas: 4 } } }\n\nweb -> api { timeout: 3s }\n',
    },
  ],
  correct: [
    {
      title: 'one node in each of two zones',
      code: 'system "Shop" { slo { availability: 99.9% } }\n\nclient web {}\nservice api { replicas: 3, zones: [a, b, c] }\ndatabase items { replicas: 2, zones: [a, b] }\n\nweb -> api { timeout: 3s }\napi -> items { timeout: 1s }\n',
    },
    {
      title: 'a balancer has a second pool in another zone',
      code: 'system "Shop" { slo { availability: 99.9% } }\n\nclient web {}\nlb front { managed: yes }\nzone a { service api-a { replicas: 2 } }\nzone b { service api-b { replicas: 2 } }\n\nweb -> front { timeout: 4s }\nfront -> api-a { timeout: 3s }\nfront -> api-b { timeout: 3s }\n',
    },
  ],
  check({ model, options, report }) {
    const elsewhere = new Set(model.components.flatMap(({ properties }) => properties.zones?.value ?? []));
    for (const [component, objective] of neededFor(model, options.availability)) {
      const { zones, regions, managed, future, replicas, autoscale } = component.properties;
      const least = autoscale ? autoscale.value.min?.value : replicas?.value;
      if (!zones || new Set(zones.value).size !== 1 || (least ?? 1) < 2) continue;
      if (managed?.value === true || future?.value === true || new Set(regions?.value).size > 1) continue;
      report(
        component,
        `${least === 2 ? 'Both' : `All ${number(least!)}`} replicas of \`${component.id}\` are in zone \`${zones.value[0]}\`: an outage of that zone removes all of them, and ${promise(model, objective)}.`,
        {
          ...(zones.origin === 'written' && { at: zones.property }),
          related: [{ at: objective.at, message: 'This is the promise.' }],
          fixes: spread(component, least!, elsewhere),
        },
      );
    }
  },
});

/** Zones that the design uses elsewhere first, then the next letters. */
function spread({ properties: { zones } }: Component, replicas: number, elsewhere: Iterable<string>): Fix[] {
  if (zones?.origin !== 'written') return [];
  const names = [...new Set(zones.value)];
  for (const name of [...elsewhere, 'a', 'b', 'c']) {
    if (names.length < Math.min(replicas, 3) && !names.includes(name)) names.push(name);
  }
  const text = `[${names.join(', ')}]`;
  return [{ title: `Spread it: \`zones: ${text}\``, safe: false, edits: [replaceValue(zones, text)] }];
}
