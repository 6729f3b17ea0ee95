import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { componentCount, linkCount } from './counts.js';
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
          <h2>{picture.title || l10n.t('Design')}</h2>
          <p class="quiet">
            {componentCount(picture.nodes.length)}, {linkCount(picture.edges.length)}
          </p>
        </div>
      </header>
      {picture.flows.length > 0 && (
        <>
          <h3>{l10n.t('Flows')}</h3>
          <ul class="flows">
            {picture.flows.map((shown) => (
              <li key={shown.id}>
                <button
                  type="button"
                  class="row"
                  aria-pressed={flow === shown.id}
                  title={l10n.t('Show the path of this flow')}
                  onClick={() => actions.change({ flow: flow === shown.id ? undefined : shown.id })}
                >
                  <FlowLine flow={shown} />
                </button>
                {flow === shown.id && (
                  <div class="flow-details">
                    <button type="button" class="plain" onClick={() => actions.reveal(shown.id, false)}>
                      {l10n.t('Go to source')}
                    </button>
                    <button
                      type="button"
                      class="plain"
                      aria-pressed={state.asSequence}
                      onClick={() => actions.change({ asSequence: !state.asSequence, tableShown: false })}
                    >
                      {l10n.t('As a sequence')}
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
                      <p class="quiet">
                        {l10n.t('A response time on its way is unknown, so there is no budget to show.')}
                      </p>
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
  const told = [figure.replace('latency.', ''), actual?.text ?? l10n.t('unknown'), target.text] as const;
  if (figure === 'availability') {
    if (state === 'unknown') return l10n.t('{0} {1}, at least {2}', ...told);
    return state === 'met'
      ? l10n.t('{0} {1}, at least {2} (met)', ...told)
      : l10n.t('{0} {1}, at least {2} (missed)', ...told);
  }
  if (state === 'unknown') return l10n.t('{0} {1}, at most {2}', ...told);
  return state === 'met'
    ? l10n.t('{0} {1}, at most {2} (met)', ...told)
    : l10n.t('{0} {1}, at most {2} (missed)', ...told);
}
