import { setProperty } from '../edits.js';
import { mostReplicas } from '../replicas.js';
import { defineRule } from '../rule.js';

/** Who drives the work must outlive it. */
export const sagaOrchestratorNotResilient = defineRule({
  name: 'saga-orchestrator-not-resilient',
  category: 'transactions',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'The component that drives a saga runs alone or forgets how far it came.',
  why: 'While a saga runs, only its orchestrator knows which steps are done. When it keeps that in memory and crashes, cards stay charged for orders that nobody will ship and nobody will refund. When it runs as a single instance, all sagas stand still for as long as it is away. It needs a second instance, and a store that both read after a crash.',
  silent: [
    'It is `managed`, as workflow engines of a cloud are.',
    'It has two replicas or more and keeps its state elsewhere; what is not said is not held against it.',
    'The component is only drawn (`future: yes`).',
  ],
  references: [
    'Chris Richardson, Microservices Patterns (2018), chapter 4: implementing the orchestrator as a persistent object',
    'Caitie McCaffrey, "Applying the Saga Pattern", GOTO Chicago (2015): a durable saga log',
  ],
  incorrect: [
    {
      title: 'one instance with everything in its memory',
      code: 'service order-saga { replicas: 1, state: in-memory }\nservice inventory {}\nservice payments {}\n\nsaga order {\n  mode: orchestration, orchestrator: order-saga\n  step reserve compensate release { at: inventory }\n  step pay { at: payments }\n}\n',
    },
    {
      title: 'two that each forget their own',
      code: 'service order-saga { replicas: 2, state: in-memory }\ndatabase saga-db {}\nservice inventory {}\nservice payments {}\n\norder-saga -> saga-db { op: write, timeout: 500ms }\nsaga order {\n  orchestrator: order-saga\n  step reserve compensate release { at: inventory }\n  step pay { at: payments }\n}\n',
    },
  ],
  correct: [
    {
      title: 'two instances and a store',
      code: 'service order-saga { replicas: 2, state: external(saga-db) }\ndatabase saga-db {}\nservice inventory {}\nservice payments {}\n\nsaga order {\n  mode: orchestration, orchestrator: order-saga\n  step reserve compensate release { at: inventory }\n  step pay { at: payments }\n}\n',
    },
    {
      title: 'a managed workflow engine',
      code: 'service workflow { managed: yes, replicas: 1 }\nservice inventory {}\nservice payments {}\n\nsaga order {\n  orchestrator: workflow\n  step reserve compensate release { at: inventory }\n  step pay { at: payments }\n}\n',
    },
  ],
  check({ model, report }) {
    for (const saga of model.sagas) {
      const name = 'orchestrator' in saga.properties ? saga.properties.orchestrator?.value : undefined;
      const declared = name === undefined ? undefined : model.declarations.get(name);
      if (declared?.what !== 'component') continue;
      const { managed, future, replicas, autoscale, state } = declared.properties;
      if (managed?.value === true || future?.value === true) continue;
      const isAlone = mostReplicas(declared) === 1;
      const forgets = state?.value === 'in-memory';
      if (!isAlone && !forgets) continue;
      const faults = [
        ...(isAlone ? ['runs as a single instance'] : []),
        ...(forgets ? ['keeps in memory how far each came'] : []),
      ].join(' and ');
      const then = forgets ? 'a crash forgets all that are under way' : 'while it is away, none goes on';
      const store = declared.outgoing.find(({ target }) => target.kind === 'database')?.target;
      const edits = [
        ...(isAlone && !autoscale ? [setProperty(model, declared, 'replicas', replicas, '2')] : []),
        ...(forgets && store ? [setProperty(model, declared, 'state', state, `external(${store.id})`)] : []),
      ];
      const isWhole = (!isAlone || !autoscale) && (!forgets || store !== undefined);
      report(declared, `\`${declared.id}\` drives \`${saga.id}\` and ${faults}: ${then}.`, {
        subjects: [saga],
        fixes: isWhole ? [{ title: `Let \`${declared.id}\` survive a crash`, safe: false, edits }] : [],
      });
    }
  },
});
