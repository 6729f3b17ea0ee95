import type { Component, Model } from '../../model/model.js';
import type { Fix, TextEdit } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { insertStatement, isOwn, removeProperty, replaceValue } from '../edits.js';
import { setInBlock } from '../inner-blocks.js';
import { defineRule } from '../rule.js';
import { listed } from '../words.js';

/** A probe that restarts a process must only ask that process. */
export const livenessChecksDependencies = defineRule({
  name: 'liveness-checks-dependencies',
  category: 'reliability',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'A liveness probe fails when something else is down.',
  why: 'A failed liveness probe restarts the replica, which helps only if the replica itself hangs. When the probe asks the database too, an outage of the database restarts all replicas over and over; caches are cold and connections storm the database as soon as it is back. Whether dependencies answer is a question for the readiness probe.',
  silent: [
    '`liveness` has no `checks`, or only the component itself.',
    'A `readiness` probe may check what the component needs; only a hint where all replicas check something for which there is a `fallback`, and so all leave at once without need.',
    'The component is only drawn (`future: yes`).',
  ],
  references: [
    'Kubernetes documentation, "Configure Liveness, Readiness and Startup Probes"',
    'David Yanacek, "Implementing health checks", Amazon Builders\' Library (2019)',
  ],
  incorrect: [
    {
      title: 'when the database is down, every replica is restarted',
      code: 'service api { replicas: 3, liveness { path: "/live", checks: [items] } }\ndatabase items {}\n\napi -> items { timeout: 1s }\n',
    },
    {
      title: 'without recommendations no replica is ready',
      code: 'service api { replicas: 3, readiness { path: "/ready", checks: [items, hints] } }\ndatabase items {}\nservice hints {}\n\napi -> items { timeout: 1s }\napi -> hints { timeout: 100ms, fallback: ignore }\n',
    },
  ],
  correct: [
    {
      title: 'the readiness probe asks the database',
      code: 'service api { replicas: 3, liveness { path: "/live" }, readiness { path: "/ready", checks: [items] } }\ndatabase items {}\n\napi -> items { timeout: 1s }\n',
    },
    {
      title: 'the probe asks only the process itself',
      code: 'service api { replicas: 3, liveness { path: "/live", interval: 10s } }\ndatabase items {}\n\napi -> items { timeout: 1s }\n',
    },
  ],
  check({ model, report }) {
    for (const component of model.components) {
      const { liveness, readiness, replicas, future } = component.properties;
      if (future?.value === true) continue;
      const alive = liveness?.value.checks;
      const asked = dependencies(component, alive);
      if (alive && asked.length > 0) {
        report(
          component,
          `The liveness of \`${component.id}\` depends on ${listed(asked)}: an outage there restarts every replica of \`${component.id}\`, which mends nothing.`,
          { at: alive.property, fixes: isOwn(component, alive) ? [move(model, component, alive)] : [] },
        );
      }
      const ready = readiness?.value.checks;
      const spared = dependencies(component, ready).filter((id) => hasFallback(component, id));
      if (ready && spared.length > 0 && (replicas?.value ?? 1) >= 2) {
        report(
          component,
          `Every replica of \`${component.id}\` leaves the balancer at once when ${listed(spared)} fails, though there is a fallback for it.`,
          {
            at: ready.property,
            severity: 'hint',
            fixes: isOwn(component, ready)
              ? [
                  {
                    title: `Do not check ${listed(spared)}`,
                    safe: false,
                    edits: [without(model, ready, spared)],
                  },
                ]
              : [],
          },
        );
      }
    }
  },
});

type Checks = Value<readonly string[]>;

function dependencies({ id }: Component, checks: Checks | undefined): readonly string[] {
  return checks?.value.filter((name) => name !== id) ?? [];
}

function hasFallback({ outgoing }: Component, id: string): boolean {
  const links = outgoing.filter(({ synchronous, target }) => synchronous && target.id === id);
  return links.length > 0 && links.every(({ properties: { fallback } }) => fallback && fallback.value !== 'reject');
}

function without(model: Model, checks: Checks, names: readonly string[]): TextEdit {
  const rest = checks.value.filter((name) => !names.includes(name));
  return rest.length > 0 ? replaceValue(checks, list(rest)) : removeProperty(model, checks);
}

/** Out of the liveness probe, and, what has no fallback, into the readiness probe. */
function move(model: Model, component: Component, alive: Checks): Fix {
  const asked = dependencies(component, alive);
  const { readiness } = component.properties;
  const needed = asked.filter((id) => !hasFallback(component, id));
  const present = readiness?.value.checks?.value ?? [];
  const wanted = [...new Set([...present, ...needed])];
  const edits = [without(model, alive, asked)];
  if (wanted.length > present.length) {
    edits.push(
      readiness
        ? setInBlock(model, component, { name: 'readiness', value: readiness }, 'checks', list(wanted))
        : insertStatement(model, component, `readiness { path: "/ready", checks: ${list(wanted)} }`),
    );
  }
  const title = edits.length > 1 ? 'Check it in the readiness probe instead' : 'Do not check it there';
  return { title, safe: false, edits };
}

const list = (names: readonly string[]): string => `[${names.join(', ')}]`;
