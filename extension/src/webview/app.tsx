import * as l10n from '@vscode/l10n';
import type { JSX, RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { Banners } from './banners.js';
import { Details } from './details.js';
import { Diagram } from './diagram.js';
import type { DiagramView } from './diagram-view.js';
import type { LaidOutScene, Overlay } from './drawing.js';
import { Legend } from './legend.js';
import { Sequence } from './sequence.js';
import type { SequenceView } from './sequence-view.js';
import { type AppActions, type AppState, type Strip, sequenceOf, stripOf } from './state.js';
import { Table } from './table.js';
import { Toolbar } from './toolbar.js';
import { WhatIfPanel } from './what-if-panel.js';

export interface AppProps {
  readonly state: AppState;
  readonly actions: AppActions;
  /** Filled while there is a picture. */
  readonly view: RefObject<DiagramView | null>;
}

/** As the style sheet has it. */
const stripWidth = 300;

export function App({ state, actions, view }: AppProps): JSX.Element {
  const { picture, legendShown, tableShown, outline } = state;
  const strip = stripOf(state);
  const sequence = sequenceOf(state);
  const { change } = actions;
  const sequenceView = useRef<SequenceView | undefined>(undefined);
  const seen = () => (sequenceView.current ?? view.current)?.viewport;
  const drawn = picture !== undefined && picture.nodes.length + picture.groups.length > 0;
  const select = (id: string | undefined) => change({ selected: id });
  const toggleStrip = (which: Strip) => change({ strip: strip === which ? 'none' : which });
  return (
    <>
      <Toolbar
        {...actions}
        title={picture?.title || state.fileName}
        picture={picture}
        outline={outline}
        overlay={state.overlay}
        collapsed={state.collapsed.length > 0}
        legendShown={legendShown}
        tableShown={tableShown}
        strip={drawn ? strip : undefined}
        setOverlay={(overlay) => change({ overlay })}
        zoomBy={(factor) => seen()?.zoomBy(factor)}
        fit={() => seen()?.fit()}
        collapseAll={() => change({ collapse: innermost(outline?.groups ?? []) })}
        expandAll={() => change({ collapse: [] })}
        toggleLegend={() => change({ legendShown: !legendShown })}
        toggleTable={() => change({ tableShown: !tableShown })}
        toggleStrip={toggleStrip}
        find={(id, groups) =>
          change({
            selected: id,
            focus: undefined,
            tableShown: false,
            ...(groups.some((group) => state.collapsed.includes(group)) && {
              collapse: state.collapsed.filter((group) => !groups.includes(group)),
            }),
          })
        }
      />
      <main>
        {state.busy && (
          <div class="progress" role="progressbar" aria-label={l10n.t('Laying out the picture')}>
            <span>{l10n.t('Laying out…')}</span>
          </div>
        )}
        <div class="stage">
          {drawn && <Banners state={state} actions={actions} />}
          {drawn && tableShown && (
            <Table
              figures={state.figures}
              select={(subject) => change({ selected: subject, tableShown: false })}
              copy={actions.copy}
            />
          )}
          {drawn && sequence && !tableShown && (
            <Sequence
              picture={picture}
              flow={sequence}
              ready={(ready) => {
                sequenceView.current = ready;
              }}
              reveal={actions.reveal}
              close={() => change({ asSequence: false })}
            />
          )}
          <div class="drawing" hidden={tableShown || sequence !== undefined}>
            {drawn && (
              <Diagram
                picture={picture}
                selected={state.selected}
                flow={state.flow}
                gone={state.gone}
                initialView={state.initialView}
                ready={(ready) => {
                  view.current = ready;
                }}
                select={select}
                reveal={actions.reveal}
                moved={actions.moved}
                toggle={actions.toggle}
              />
            )}
            <Notice state={state} drawn={drawn} />
            {drawn && legendShown && (
              <Legend picture={picture} room={window.innerWidth - (strip && !state.narrow ? stripWidth : 0)} />
            )}
          </div>
        </div>
        {drawn && strip && (
          <aside class="details" aria-label={strip === 'details' ? l10n.t('Details') : l10n.t('What if')}>
            {strip === 'details' ? (
              <Details state={state} picture={picture} actions={actions} />
            ) : (
              <WhatIfPanel
                outline={outline}
                whatIf={state.whatIf}
                consequences={state.consequences}
                think={actions.think}
                write={actions.write}
                select={select}
              />
            )}
          </aside>
        )}
      </main>
    </>
  );
}

/** Groups without groups in them: collapsed, they leave the outer ones as a frame to find one's way. */
function innermost(groups: NonNullable<AppState['outline']>['groups']): readonly string[] {
  const outer = new Set(groups.flatMap((group) => group.groups));
  return groups.filter(({ id }) => !outer.has(id)).map(({ id }) => id);
}

function Notice({ state, drawn }: { state: AppState; drawn: boolean }): JSX.Element | null {
  if (state.trouble) return <Words placed={drawn ? 'corner' : 'middle'}>{state.trouble}</Words>;
  if (drawn && state.outdated)
    return <Words placed="corner">{l10n.t('The text has errors: this is the last whole picture.')}</Words>;
  if (drawn) return <Lacking picture={state.picture!} />;
  if (state.busy) return <Words placed="middle">{l10n.t('Laying out the picture…')}</Words>;
  if (!state.picture) return null;
  if (state.picture.findings.error > 0)
    return (
      <Words placed="middle">
        {l10n.t('Nothing can be drawn yet: the Problems panel says what is wrong with the text.')}
      </Words>
    );
  return <Words placed="middle">{l10n.t('Nothing to draw yet. Write a component, such as: service api')}</Words>;
}

/** Why the figure that was chosen stands on no box. */
const lacks = (): Readonly<Partial<Record<Overlay, string>>> => ({
  latency: l10n.t('No response time is known yet. Write latency: 5ms at a component, or name its engine.'),
  availability: l10n.t('No availability is known yet. Write availability: 99.9% at a component, or name its engine.'),
  cost: l10n.t('Nothing has a price yet. Write price: $85/month at a component, or prices in archlang.json.'),
});

function Lacking({ picture }: { picture: LaidOutScene }): JSX.Element | null {
  const lack = lacks()[picture.overlay];
  if (lack === undefined || picture.nodes.some(({ measure }) => measure)) return null;
  return <Words placed="corner">{lack}</Words>;
}

function Words({ placed, children }: { placed: 'corner' | 'middle'; children: string }): JSX.Element {
  return (
    <p class={`notice ${placed}`} role="status">
      {children}
    </p>
  );
}
