import * as l10n from '@vscode/l10n';
import { createRef, render } from 'preact';
import type { AskExport, SceneView, ToPage } from '../preview/messages.js';
import { App } from './app.js';
import type { DiagramView } from './diagram-view.js';
import { diagramStyles, type LaidOutScene, type Scene, withChanges } from './drawing.js';
import { listen, remember, remembered, send } from './host.js';
import { pngOf, svgOf } from './picture-file.js';
import { Pictures } from './pictures.js';
import { type AppActions, type AppState, sequenceOf, stripOf, subjectOf } from './state.js';
import { isDifferent, summary, type WhatIf } from './what-if.js';

const root = document.getElementById('preview')!;
const uri = root.dataset['design']!;
const words = root.dataset['words'];
if (words) l10n.config({ contents: words });
const memory = remembered();
const narrow = window.matchMedia('(max-width: 640px)');

let state: AppState = {
  drawn: 0,
  fileName: decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1)),
  outdated: false,
  busy: false,
  legendShown: false,
  tableShown: false,
  asSequence: false,
  strip: memory?.strip,
  narrow: narrow.matches,
  initialView: memory?.view,
  overlay: memory?.overlay ?? 'utilisation',
  collapse: memory?.collapse,
  collapsed: [],
  gone: [],
  whatIf: {},
};
const diagram = createRef<DiagramView | null>();
let pictures: Pictures | undefined;
/** The last one that came. */
let scene: Scene | undefined;
let view = memory?.view;
let exportWanted: AskExport.Message['format'] | undefined;

const actions: AppActions = {
  change,
  think: (whatIf) => change({ whatIf }),
  write: (param, text) => send({ type: 'write-value', param, text }),
  fix: (finding, title) => send({ type: 'fix', finding, title }),
  reveal: (id, keepFocus) => send({ type: 'reveal', id, keepFocus }),
  go: (location) => send({ type: 'reveal-place', location }),
  copy: (text, what) => send({ type: 'copy', text, what }),
  toggle(group) {
    const { collapsed } = state;
    const collapse = collapsed.includes(group) ? collapsed.filter((id) => id !== group) : [...collapsed, group];
    change({ collapse, selected: group });
  },
  moved(moved) {
    view = moved;
    keep();
  },
  saveSvg() {
    if (state.picture) send({ type: 'save-picture', format: 'svg', content: shownSvg(state.picture) });
  },
  savePng(scale) {
    if (!state.picture) return;
    pngOf(shownSvg(state.picture), scale)
      .then(async (png) => {
        const content = new Uint8Array(await png.arrayBuffer());
        send({ type: 'save-picture', format: 'png', content });
      })
      .catch(fail);
  },
  saveReport() {
    const { picture, whatIf, outline } = state;
    if (!picture) return;
    const supposed = isDifferent(whatIf) ? summary(whatIf, outline?.knobs ?? []) : undefined;
    send({ type: 'save-report', picture, ...(supposed !== undefined && { supposed }) });
  },
  copySvg() {
    if (state.picture) send({ type: 'copy', text: shownSvg(state.picture), what: l10n.t('the picture as SVG') });
  },
  copyPng() {
    if (!state.picture) return;
    // Given as a promise, so that the copy still belongs to the click.
    const item = new ClipboardItem({ 'image/png': pngOf(shownSvg(state.picture), 2) });
    navigator.clipboard.write([item]).catch(fail);
  },
};

function exportAs(format: AskExport.Message['format']): void {
  if (format === 'svg') actions.saveSvg();
  else actions.saveReport();
}

function shownSvg(picture: LaidOutScene): string {
  return svgOf(picture, sequenceOf(state));
}

function change(changes: Partial<AppState>): void {
  const before = state;
  state = { ...state, ...changes };
  // First of all, so that the server is at work while the page draws itself.
  if (sceneView(state) !== sceneView(before)) send({ type: 'view', view: viewOf(state) });
  render(<App state={state} actions={actions} view={diagram} />, root);
  if (state.focus !== before.focus) void pictures?.focus(state.focus);
  const asksDetails = stripOf(state) === 'details' && state.picture !== undefined;
  const isNew = state.drawn !== before.drawn || stripOf(state) !== stripOf(before);
  if (asksDetails && (isNew || subjectOf(state) !== subjectOf(before)))
    send({ type: 'ask-details', id: subjectOf(state) });
  if (state.tableShown && (isNew || !before.tableShown)) send({ type: 'ask-figures' });
  keep();
}

function viewOf({ overlay, collapse, whatIf }: AppState): SceneView {
  return { overlay, ...(collapse && { collapse }), ...(isDifferent(whatIf) && { whatIf }) };
}

const sceneView = (of: AppState): string => JSON.stringify(viewOf(of));

function keep(): void {
  const { strip, overlay, collapse } = state;
  remember({
    uri,
    overlay,
    ...(view && { view }),
    ...(strip !== undefined && { strip }),
    ...(collapse && { collapse }),
  });
}

/** A value that was written into the file is no difference any more; one of a param that is gone neither. */
function settled({ parameters = {}, ...rest }: WhatIf, { outline }: Extract<ToPage, { type: 'outline' }>): WhatIf {
  const kept = Object.entries(parameters).filter(([id, value]) => {
    const knob = outline.knobs.find((each) => each.id === id);
    return knob && knob.steps[knob.current]?.value !== value;
  });
  return { ...rest, ...(kept.length > 0 && { parameters: Object.fromEntries(kept) }) };
}

function fail(error: unknown): void {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  send({ type: 'failure', message });
  change({ trouble: l10n.t('The picture could not be made. The Archlang output says more.') });
}

function receive(message: ToPage): void {
  switch (message.type) {
    case 'scene': {
      const { broken, collapsed, gone, view: asked } = message;
      scene = message.changes && scene ? withChanges(scene, message.changes) : message.scene;
      if (scene) void pictures!.show(scene, broken, { collapsed, gone });
      if (!asked.whatIf && state.consequences) change({ consequences: undefined });
      break;
    }
    case 'marks':
      pictures!.mark(message.marks);
      break;
    case 'consequences':
      if (isDifferent(state.whatIf)) change({ consequences: message.consequences });
      break;
    case 'outline':
      change({ outline: message.outline, whatIf: settled(state.whatIf, message) });
      break;
    case 'details':
      change({ details: message.details });
      break;
    case 'figures':
      change({ figures: message.figures });
      break;
    case 'nothing':
      change({ trouble: message.reason });
      break;
    case 'cursor':
      change({ selected: message.id });
      break;
    case 'ask-export':
      if (state.picture) exportAs(message.format);
      else exportWanted = message.format;
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
  pictures = new Pictures(new Blob([await script.text()], { type: 'text/javascript' }), {
    show(picture, outdated, more) {
      change({ picture, outdated, drawn: state.drawn + 1, trouble: undefined, ...more });
      if (exportWanted) exportAs(exportWanted);
      exportWanted = undefined;
    },
    mark: (picture) => change({ picture }),
    busy: (busy) => busy !== state.busy && change({ busy }),
    fail,
  });
  listen(viewOf(state), receive);
}

window.addEventListener('error', ({ error, message }) => send({ type: 'failure', message: error?.stack ?? message }));
start().catch(fail);
