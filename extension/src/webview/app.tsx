import type { JSX, RefObject } from 'preact';
import { Details } from './details.js';
import { Diagram } from './diagram.js';
import type { DiagramView } from './diagram-view.js';
import type { LaidOutScene } from './drawing.js';
import { Legend } from './legend.js';
import { Toolbar } from './toolbar.js';
import type { View } from './viewport.js';

export interface AppState {
  /** Of the design. */
  readonly fileName: string;
  readonly picture?: LaidOutScene | undefined;
  /** The picture is the last whole one; the text has errors since. */
  readonly outdated: boolean;
  readonly busy: boolean;
  /** Why there is no picture, or why it could not be renewed. */
  readonly trouble?: string | undefined;
  readonly selected?: string | undefined;
  readonly flow?: string | undefined;
  readonly legendShown: boolean;
  /** As the person chose; otherwise where there is room. */
  readonly detailsShown?: boolean | undefined;
  readonly narrow: boolean;
  readonly initialView?: View | undefined;
}

export interface AppActions {
  change(changes: Partial<AppState>): void;
  reveal(id: string, keepFocus: boolean): void;
  moved(view: View | undefined): void;
  save(): void;
}

export interface AppProps {
  readonly state: AppState;
  readonly actions: AppActions;
  /** Filled while there is a picture. */
  readonly view: RefObject<DiagramView | null>;
}

/** As the style sheet has it. */
const stripWidth = 284;

export function App({ state, actions, view }: AppProps): JSX.Element {
  const { picture, selected, flow, legendShown } = state;
  const detailsShown = state.detailsShown ?? !state.narrow;
  const { change, reveal, moved, save } = actions;
  const drawn = picture !== undefined && picture.nodes.length + picture.groups.length > 0;
  const select = (id: string | undefined) => change({ selected: id });
  return (
    <>
      <Toolbar
        title={picture?.title || state.fileName}
        picture={picture}
        legendShown={legendShown}
        detailsShown={detailsShown}
        zoomBy={(factor) => view.current?.viewport.zoomBy(factor)}
        fit={() => view.current?.viewport.fit()}
        toggleLegend={() => change({ legendShown: !legendShown })}
        toggleDetails={() => change({ detailsShown: !detailsShown })}
        save={save}
      />
      {state.busy && (
        <div class="progress" role="progressbar" aria-label="Laying out the picture">
          <span>Laying out…</span>
        </div>
      )}
      <main>
        <div class="stage">
          {drawn && (
            <Diagram
              picture={picture}
              selected={selected}
              flow={flow}
              initialView={state.initialView}
              ready={(ready) => {
                view.current = ready;
              }}
              select={select}
              reveal={reveal}
              moved={moved}
            />
          )}
          <Notice state={state} drawn={drawn} />
          {drawn && legendShown && (
            <Legend picture={picture} room={window.innerWidth - (detailsShown && !state.narrow ? stripWidth : 0)} />
          )}
        </div>
        {drawn && detailsShown && (
          <Details
            picture={picture}
            selected={selected}
            flow={flow}
            select={select}
            reveal={(id) => reveal(id, false)}
            highlight={(id) => change({ flow: id })}
          />
        )}
      </main>
    </>
  );
}

function Notice({ state, drawn }: { state: AppState; drawn: boolean }): JSX.Element | null {
  if (state.trouble) return <Words placed={drawn ? 'corner' : 'middle'}>{state.trouble}</Words>;
  if (drawn && state.outdated)
    return <Words placed="corner">The text has errors: this is the last whole picture.</Words>;
  if (drawn) return null;
  if (state.busy) return <Words placed="middle">Laying out the picture…</Words>;
  if (!state.picture) return null;
  return <Words placed="middle">Nothing to draw yet. Write a component, such as: service api</Words>;
}

function Words({ placed, children }: { placed: 'corner' | 'middle'; children: string }): JSX.Element {
  return (
    <p class={`notice ${placed}`} role="status">
      {children}
    </p>
  );
}
