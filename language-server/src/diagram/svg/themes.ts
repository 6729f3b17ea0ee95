import type { Severity } from '../../model/problem.js';
import type { Level, NodeKind } from '../scene/scene.js';

export const families = ['people', 'edge', 'compute', 'data', 'messaging', 'outside'] as const;
/** Kinds that belong together share a colour. */
export type Family = (typeof families)[number];

export const familyOf: Readonly<Record<NodeKind, Family>> = {
  client: 'people',
  dns: 'edge',
  cdn: 'edge',
  waf: 'edge',
  gateway: 'edge',
  lb: 'edge',
  mesh: 'edge',
  service: 'compute',
  function: 'compute',
  worker: 'compute',
  job: 'compute',
  cache: 'data',
  database: 'data',
  storage: 'data',
  queue: 'messaging',
  topic: 'messaging',
  external: 'outside',
  group: 'outside',
};

/** Colours as CSS values. */
export interface Theme {
  readonly canvas: string;
  readonly surface: string;
  readonly shadow: string;
  readonly text: string;
  readonly muted: string;
  readonly edge: string;
  readonly labelBorder: string;
  readonly focus: string;
  readonly frames: Readonly<Record<'region' | 'zone' | 'group', { readonly fill: string; readonly line: string }>>;
  readonly families: Readonly<
    Record<Family, { readonly accent: string; readonly tint: string; readonly line: string }>
  >;
  readonly track: string;
  readonly levels: Readonly<Record<Level, string>>;
  readonly severities: Readonly<Record<Severity, string>>;
  /** Glyphs on a severity's colour. */
  readonly onSeverity: string;
  readonly met: string;
}

const light: Theme = {
  canvas: '#ffffff',
  surface: '#ffffff',
  shadow: '#0f172a',
  text: '#1e293b',
  muted: '#5b6779',
  edge: '#7b879a',
  labelBorder: '#dde3ea',
  focus: '#2563eb',
  frames: {
    region: { fill: '#f5f8fc', line: '#c3d0e0' },
    zone: { fill: '#f0f5f4', line: '#b4c8c2' },
    group: { fill: '#f8f7fb', line: '#d3cfe0' },
  },
  families: {
    people: { accent: '#5b4bc4', tint: '#eeecfb', line: '#958ad9' },
    edge: { accent: '#0b7285', tint: '#e2f3f6', line: '#529fad' },
    compute: { accent: '#2558c7', tint: '#e6eefc', line: '#6e93dc' },
    data: { accent: '#1d7a4c', tint: '#e3f4ea', line: '#59a27d' },
    messaging: { accent: '#a8550a', tint: '#fcefdf', line: '#c4874b' },
    outside: { accent: '#566173', tint: '#edf0f4', line: '#8b95a3' },
  },
  track: '#e6eaf0',
  levels: { neutral: '#78869b', calm: '#2d9663', busy: '#bb7700', saturated: '#d0342c' },
  severities: { error: '#cf2e2e', warning: '#b86e00', info: '#2563c9', hint: '#66707f' },
  onSeverity: '#ffffff',
  met: '#2f8f5f',
};

const dark: Theme = {
  canvas: '#14181f',
  surface: '#1e242e',
  shadow: '#000000',
  text: '#e6eaf0',
  muted: '#9ca8b8',
  edge: '#7f8c9f',
  labelBorder: '#39424f',
  focus: '#7aa2ff',
  frames: {
    region: { fill: '#191f28', line: '#3a4759' },
    zone: { fill: '#1a2326', line: '#3b5150' },
    group: { fill: '#1c1e29', line: '#454558' },
  },
  families: {
    people: { accent: '#b3a8ff', tint: '#312d52', line: '#645d99' },
    edge: { accent: '#6fd0e0', tint: '#173c45', line: '#326d78' },
    compute: { accent: '#8db4ff', tint: '#22345a', line: '#47649f' },
    data: { accent: '#75d6a2', tint: '#1b3e2e', line: '#367053' },
    messaging: { accent: '#f0b878', tint: '#47321b', line: '#805f37' },
    outside: { accent: '#b6c0ce', tint: '#303844', line: '#5b6677' },
  },
  track: '#333c49',
  levels: { neutral: '#8f9db1', calm: '#4cc38a', busy: '#f0b13a', saturated: '#ff6b61' },
  severities: { error: '#ff7b72', warning: '#e8b04a', info: '#7db0ff', hint: '#a3adba' },
  onSeverity: '#14181f',
  met: '#4cc38a',
};

/** For black and white printers too: white paper, dark lines, no fills that cost ink. */
const print: Theme = {
  ...light,
  shadow: 'none',
  text: '#000000',
  muted: '#333333',
  edge: '#333333',
  labelBorder: '#999999',
  frames: {
    region: { fill: '#ffffff', line: '#777777' },
    zone: { fill: '#ffffff', line: '#777777' },
    group: { fill: '#ffffff', line: '#999999' },
  },
  families: {
    people: ink(),
    edge: ink(),
    compute: ink(),
    data: ink(),
    messaging: ink(),
    outside: ink(),
  },
  track: '#dddddd',
  levels: { neutral: '#555555', calm: '#777777', busy: '#444444', saturated: '#000000' },
  severities: { error: '#000000', warning: '#333333', info: '#555555', hint: '#777777' },
  met: '#333333',
};

function ink(): Theme['families'][Family] {
  return { accent: '#111111', tint: '#ffffff', line: '#444444' };
}

/** White and bright lines on black, no tints: every text and line stands at 7:1 or better against its ground (WCAG 2.2, 1.4.6). */
const highContrast: Theme = {
  canvas: '#000000',
  surface: '#000000',
  shadow: 'none',
  text: '#ffffff',
  muted: '#ffffff',
  edge: '#ffffff',
  labelBorder: '#ffffff',
  focus: '#f38518',
  frames: {
    region: { fill: '#000000', line: '#6fc3df' },
    zone: { fill: '#000000', line: '#6fc3df' },
    group: { fill: '#000000', line: '#ffffff' },
  },
  families: {
    people: bright('#d2b8ff'),
    edge: bright('#6fdcf0'),
    compute: bright('#9cc4ff'),
    data: bright('#7fe3a8'),
    messaging: bright('#ffc78a'),
    outside: bright('#ffffff'),
  },
  track: '#595959',
  levels: { neutral: '#ffffff', calm: '#7fe3a8', busy: '#ffd166', saturated: '#ff9a9a' },
  severities: { error: '#ff9a9a', warning: '#ffd166', info: '#9cc4ff', hint: '#ffffff' },
  onSeverity: '#000000',
  met: '#7fe3a8',
};

function bright(colour: string): Theme['families'][Family] {
  return { accent: colour, tint: '#000000', line: colour };
}

/** The editor's own colours, so that the picture follows its theme, high contrast included. */
const vscode: Theme = {
  canvas: 'var(--vscode-editor-background)',
  surface: 'var(--vscode-editorWidget-background, var(--vscode-editor-background))',
  shadow: 'var(--vscode-widget-shadow, transparent)',
  text: 'var(--vscode-foreground)',
  muted: 'var(--vscode-descriptionForeground, var(--vscode-foreground))',
  edge: 'var(--vscode-contrastBorder, color-mix(in srgb, var(--vscode-foreground) 55%, var(--vscode-editor-background)))',
  labelBorder: 'var(--vscode-contrastBorder, var(--vscode-editorWidget-border, transparent))',
  focus: 'var(--vscode-focusBorder)',
  frames: {
    region: editorFrame('--vscode-charts-blue', 5),
    zone: editorFrame('--vscode-charts-green', 6),
    group: editorFrame('--vscode-charts-purple', 5),
  },
  families: {
    people: editorFamily('--vscode-charts-purple'),
    edge: editorFamily('--vscode-terminal-ansiCyan'),
    compute: editorFamily('--vscode-charts-blue'),
    data: editorFamily('--vscode-charts-green'),
    messaging: editorFamily('--vscode-charts-orange'),
    outside: editorFamily('--vscode-descriptionForeground'),
  },
  track: 'color-mix(in srgb, var(--vscode-foreground) 16%, var(--vscode-editor-background))',
  levels: {
    neutral: 'var(--vscode-descriptionForeground, var(--vscode-foreground))',
    calm: 'var(--vscode-charts-green)',
    busy: 'var(--vscode-charts-yellow)',
    saturated: 'var(--vscode-charts-red)',
  },
  severities: {
    error: 'var(--vscode-editorError-foreground)',
    warning: 'var(--vscode-editorWarning-foreground)',
    info: 'var(--vscode-editorInfo-foreground)',
    hint: 'var(--vscode-descriptionForeground, var(--vscode-foreground))',
  },
  onSeverity: 'var(--vscode-editor-background)',
  met: 'var(--vscode-charts-green)',
};

function mixed(variable: string, percent: number): string {
  return `color-mix(in srgb, var(${variable}) ${percent}%, var(--vscode-editor-background))`;
}

function editorFrame(variable: string, percent: number): { fill: string; line: string } {
  return { fill: mixed(variable, percent), line: `var(--vscode-contrastBorder, ${mixed(variable, 35)})` };
}

function editorFamily(variable: string): Theme['families'][Family] {
  return {
    accent: `var(${variable})`,
    tint: mixed(variable, 16),
    line: `var(--vscode-contrastBorder, ${mixed(variable, 70)})`,
  };
}

export const themes = { light, dark, print, 'high-contrast': highContrast, vscode } as const;
/** `auto`: light or dark as the reader's system says, for pictures in web pages. */
export type ThemeName = keyof typeof themes | 'auto';
