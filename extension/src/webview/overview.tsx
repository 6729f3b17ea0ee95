import type { JSX } from 'preact';
import type { DetailsProps } from './details.js';
import type { SceneFlow, SceneObjective } from './drawing.js';
import { Findings } from './findings.js';
import { StateMark } from './sign.js';

/** The whole design: its flows, with their objectives, and all findings. */
export function Overview({ picture, flow, highlight, reveal }: DetailsProps): JSX.Element {
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
              <li>
                <button
                  type="button"
                  class="row"
                  aria-pressed={flow === shown.id}
                  title="Show the path of this flow. Double click: go to source."
                  onClick={() => highlight(flow === shown.id ? undefined : shown.id)}
                  onDblClick={() => reveal(shown.id)}
                >
                  <FlowLine flow={shown} />
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>Findings</h3>
      <Findings findings={picture.findings} />
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
        <span class="quiet line">{line}</span>
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
