import type { Component, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { setProperty } from '../edits.js';
import { defineRule } from '../rule.js';
import { data, number } from '../words.js';

/** One machine would have to be larger than any that can be had. */
export const verticalScalingCeiling = defineRule({
  name: 'vertical-scaling-ceiling',
  category: 'capacity',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'What is to run on one machine needs more processors or memory than the largest machine has.',
  why: 'To buy a larger machine is the easiest way to grow, until there is no larger one. The last sizes before that cost far more for each core, and a restart of one takes everything down. What will not fit has to be able to run as several replicas, with its state kept elsewhere, before the ceiling is reached.',
  silent: [
    'It runs as several replicas, may be scaled out (`autoscale`), or nobody says how many there are.',
    'The rate or the processor time of a request is not known; of a cache, the memory it needs.',
    'A provider runs it (`managed: yes`), or it is only drawn (`future: yes`).',
  ],
  references: [
    'Neil J. Gunther, Guerrilla Capacity Planning (2007), chapter 4: Scalability',
    'Amazon Web Services, EC2 documentation: High Memory instances',
    'Martin L. Abbott and Michael T. Fisher, The Art of Scalability, 2nd edition (2015), chapter 22',
  ],
  options: {
    maxCpu: { default: 448, doc: 'Processor cores of the largest machine that can be had.' },
    maxMemory: { default: 24, doc: 'Memory of the largest machine that can be had, in TB.' },
    target: { default: 0.7, doc: 'Utilisation of the processors at peak that is planned with.' },
  },
  incorrect: [
    {
      title: 'a monolith that needs a thousand cores',
      code: 'client web { users: 50M, peak: 3x }\nflow visit { from: web, rate: 50/user/day, op: read }\nservice monolith { scaling: vertical, cpu: 64, cpu-time: 8ms }\n\nweb -> monolith { timeout: 2s }\n',
    },
    {
      title: 'one cache for all that is read in a day',
      code: 'client web { users: 1bn, peak: 3x }\nflow view { from: web, rate: 500/user/day, op: read }\nservice api {}\ncache hot { replicas: 1, hit-ratio: 90%, ttl: 1d, working-set: 40TB }\ndatabase posts {}\n\nweb -> api { timeout: 2s }\napi -> hot -> posts { timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'many machines of a usual size',
      code: 'client web { users: 50M, peak: 3x }\nflow visit { from: web, rate: 50/user/day, op: read }\nservice monolith { replicas: 24, cpu: 64, cpu-time: 8ms }\n\nweb -> monolith { timeout: 2s }\n',
    },
    {
      title: 'it fits on one',
      code: 'client web { users: 1M, peak: 3x }\nflow visit { from: web, rate: 50/user/day, op: read }\nservice monolith { scaling: vertical, cpu: 64, cpu-time: 8ms }\n\nweb -> monolith { timeout: 2s }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const component of model.components) {
      const { scaling, replicas, autoscale, managed, future, 'cpu-time': cpuTime } = component.properties;
      const isVertical = scaling?.value === 'vertical';
      const isSingle = isVertical || (replicas?.value === 1 && !autoscale);
      if (!isSingle || (replicas?.value ?? 1) > 1 || managed?.value === true || future?.value === true) continue;
      const at = (isVertical ? scaling : replicas)?.property;
      const peak = cpuTime && estimates.value(component, 'rate.peak');
      const cores = peak === undefined ? 0 : (peak * cpuTime!.value) / options.target;
      if (cores > options.maxCpu) {
        report(
          component,
          `\`${component.id}\` needs ${number(Math.ceil(cores))} cores at peak, and is to run on one machine: the largest has ${number(options.maxCpu)}.`,
          { at, fixes: scaleOut(model, component, cores) },
        );
        continue;
      }
      const memory = estimates.value(component, 'memory.working-set') ?? 0;
      if (memory <= options.maxMemory * 1e12) continue;
      report(
        component,
        `\`${component.id}\` has ${data(memory)} worth keeping in memory, and is to run on one machine: the largest has ${data(options.maxMemory * 1e12)}.`,
        { at },
      );
    }
  },
});

/** Several machines of the size that is written, where nothing in their memory ties requests to one of them. */
function scaleOut(model: Model, component: Component, cores: number): Fix[] {
  const { cpu, scaling, replicas, state } = component.properties;
  if (
    !cpu ||
    cpu.value <= 0 ||
    (state && state.value !== 'none') ||
    component.kind === 'database' ||
    component.kind === 'cache'
  )
    return [];
  const text = String(Math.max(2, Math.ceil(cores / cpu.value)));
  const edits = [
    scaling
      ? { at: scaling.property, text: replicas ? 'scaling: horizontal' : `scaling: horizontal, replicas: ${text}` }
      : setProperty(model, component, 'replicas', replicas, text),
  ];
  if (scaling && replicas) edits.push(setProperty(model, component, 'replicas', replicas, text));
  return [{ title: `Run ${number(Number(text))} replicas of ${number(cpu.value)} cores`, safe: false, edits }];
}
