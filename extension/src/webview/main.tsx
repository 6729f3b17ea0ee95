import { createRef, render } from 'preact';
import type { ToPage } from '../preview/messages.js';
import { App, type AppActions, type AppState } from './app.js';
import type { DiagramView } from './diagram-view.js';
import { diagramStyles, renderSvg } from './drawing.js';
import { listen, remember, remembered, send } from './host.js';
import { Pictures } from './pictures.js';

const root = document.getElementById('preview')!;
const uri = root.dataset['design']!;
const memory = remembered();
const narrow = window.matchMedia('(max-width: 640px)');

let state: AppState = {
  fileName: decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1)),
  outdated: false,
  busy: false,
  legendShown: false,
  detailsShown: memory?.detailsShown,
  narrow: narrow.matches,
  initialView: memory?.view,
};
const diagram = createRef<DiagramView | null>();
let view = memory?.view;
let pictureWanted = false;

const actions: AppActions = {
  change,
  reveal: (id, keepFocus) => send({ type: 'reveal', id, keepFocus }),
  moved(moved) {
    view = moved;
    keep();
  },
  save,
};

function change(changes: Partial<AppState>): void {
  state = { ...state, ...changes };
  render(<App state={state} actions={actions} view={diagram} />, root);
  keep();
}

function keep(): void {
  remember({
    uri,
    ...(view && { view }),
    ...(state.detailsShown !== undefined && { detailsShown: state.detailsShown }),
  });
}

function save(): void {
  if (!state.picture) return;
  send({ type: 'save-picture', svg: renderSvg(state.picture, { theme: 'light', standalone: true }) });
}

function fail(error: unknown): void {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  send({ type: 'failure', message });
  change({ trouble: 'The picture could not be made. The Archlang output says more.' });
}

function receive(pictures: Pictures, message: ToPage): void {
  switch (message.type) {
    case 'scene':
      void pictures.show(message.scene, message.broken);
      break;
    case 'nothing':
      change({ trouble: message.reason });
      break;
    case 'cursor':
      change({ selected: message.id });
      break;
    case 'ask-picture':
      pictureWanted = !state.picture;
      save();
  }
}

async function start(): Promise<void> {
  const styles = new CSSStyleSheet();
  styles.replaceSync(diagramStyles('vscode'));
  document.adoptedStyleSheets.push(styles);
  change({});
  narrow.addEventListener('change', ({ matches }) => change({ narrow: matches }));
  const script = await fetch(root.dataset['layoutWorker']!);
  if (!script.ok) throw new Error(`The layout's script could not be read: ${script.status}`);
  const pictures = new Pictures(new Blob([await script.text()], { type: 'text/javascript' }), {
    show(picture, outdated) {
      change({ picture, outdated, trouble: undefined });
      if (pictureWanted) save();
      pictureWanted = false;
    },
    busy: (busy) => busy !== state.busy && change({ busy }),
    fail,
  });
  listen((message) => receive(pictures, message));
}

window.addEventListener('error', ({ error, message }) => send({ type: 'failure', message: error?.stack ?? message }));
start().catch(fail);
