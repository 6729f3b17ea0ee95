import type { JSX } from 'preact';
import type { SceneFlow, SceneObjective } from './drawing.js';
import { FigureList } from './figure-list.js';
import { Findings } from './findings.js';
import { Hops } from './hops.js';
import { StateMark } from './sign.js';
import { type DetailsProps, subjectOf } from './state.js';

/** The whole design: its flows with their objectives, its findings and figures; those of one flow where one is highlighted. */
export function Overview({ state, picture, actions }: DetailsProps): JSX.Element {
  const { flow } = state;
  const details = state.details?.id === subjectOf(state) ? state.details : undefined;
  const highlighted = picture.flows.find(({ id }) => id === flow);
  return (
    <>
      <header>
        <div>
          <h2>{picture.title || 'Design'}</h2>
          <p class="quiet">
            {counted(picture.nodes.length, 'component')}, {counted(picture.edges.length, 'link')}
          </p>
        </div>
      </header>
      {picture.flows.length > 0 && (
        <>
          <h3>Flows</h3>
          <ul class="flows">
            {picture.flows.map((shown) => (
              <li key={shown.id}>
                <button
                  type="button"
                  class="row"
                  aria-pressed={flow === shown.id}
                  title="Show the path of this flow"
                  onClick={() => actions.change({ flow: flow === shown.id ? undefined : shown.id })}
                >
                  <FlowLine flow={shown} />
                </button>
                {flow === shown.id && (
                  <div class="flow-details">
                    <button type="button" class="plain" onClick={() => actions.reveal(shown.id, false)}>
                      Go to source
                    </button>
                    <button
                      type="button"
                      class="plain"
                      aria-pressed={state.asSequence}
                      onClick={() => actions.change({ asSequence: !state.asSequence, tableShown: false })}
                    >
                      As a sequence
                    </button>
                    {details?.hops && (
                      <Hops
                        flow={shown}
                        hops={details.hops}
                        overlap={details.overlap}
                        select={(id) => actions.change({ selected: id })}
                      />
                    )}
                    {details && !details.hops && (
                      <p class="quiet">A response time on its way is unknown, so there is no budget to show.</p>
                    )}
                  </div>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      <Findings
        findings={(highlighted ?? picture).findings}
        details={details?.findings}
        fix={actions.fix}
        go={actions.go}
      />
      {details && <FigureList key={details.id} details={details} go={actions.go} />}
    </>
  );
}

function FlowLine({ flow: { title, rate, latency, objectives, state } }: { flow: SceneFlow }): JSX.Element {
  const told = objectives.some(({ figure }) => figure === 'latency.p99');
  const lines = [...(latency && !told ? [`p99 ${latency.text}`] : []), ...objectives.map(objectiveText)];
  return (
    <>
      <span class="name">
        {state && <StateMark state={state} />}
        {title}
      </span>
      <span class="figure">{rate?.text}</span>
      {lines.map((line) => (
        <span key={line} class="quiet line">
          {line}
        </span>
      ))}
    </>
  );
}

function objectiveText({ figure, target, actual, state }: SceneObjective): string {
  const bound = figure === 'availability' ? 'at least' : 'at most';
  const outcome = state === 'unknown' ? '' : state === 'met' ? ' (met)' : ' (missed)';
  return `${figure.replace('latency.', '')} ${actual?.text ?? 'unknown'}, ${bound} ${target.text}${outcome}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : `${noun}s`}`;
}
