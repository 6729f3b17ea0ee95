import type { Place, ShowConsequences, ShowDetails, ShowFigures, ShowOutline } from '../preview/messages.js';
import type { LaidOutScene, Overlay, SceneFlow } from './drawing.js';
import type { ExportActions } from './export-menu.js';
import type { View } from './viewport.js';
import type { WhatIf } from './what-if.js';

export type Strip = 'details' | 'what-if';

export interface AppState {
  /** Of the design. */
  readonly fileName: string;
  readonly picture?: LaidOutScene | undefined;
  /** How many pictures there were; one that gets its findings is no other. */
  readonly drawn: number;
  /** The picture is the last whole one; the text has errors since. */
  readonly outdated: boolean;
  readonly busy: boolean;
  /** Why there is no picture, or why it could not be renewed. */
  readonly trouble?: string | undefined;
  readonly selected?: string | undefined;
  readonly flow?: string | undefined;
  /** The flow that is chosen is drawn as a sequence of calls. */
  readonly asSequence: boolean;
  /** Only what is linked to this is shown. */
  readonly focus?: string | undefined;
  readonly legendShown: boolean;
  readonly tableShown: boolean;
  /** As the person chose, none too; otherwise details where there is room. */
  readonly strip?: Strip | 'none' | undefined;
  readonly narrow: boolean;
  readonly initialView?: View | undefined;
  readonly overlay: Overlay;
  /** As the person chose; otherwise as the server suggests. */
  readonly collapse?: readonly string[] | undefined;
  /** What is drawn as one box. */
  readonly collapsed: readonly string[];
  readonly whatIf: WhatIf;
  /** Components of which nothing is left. */
  readonly gone: readonly string[];
  readonly consequences?: ShowConsequences.Message['consequences'] | undefined;
  readonly outline?: ShowOutline.Message['outline'] | undefined;
  readonly details?: ShowDetails.Message['details'] | undefined;
  readonly figures?: ShowFigures.Message['figures'] | undefined;
}

export interface AppActions extends ExportActions {
  change(changes: Partial<AppState>): void;
  think(whatIf: WhatIf): void;
  write(param: string, text: string): void;
  fix(finding: string, title: string): void;
  reveal(id: string, keepFocus: boolean): void;
  go(location: Place): void;
  copy(text: string, what: string): void;
  moved(view: View | undefined): void;
  /** Expands a collapsed group, or collapses one. */
  toggle(group: string): void;
}

/** What the strip of details is given. */
export interface DetailsProps {
  readonly state: AppState;
  readonly picture: LaidOutScene;
  readonly actions: AppActions;
}

/** The strip that is open. */
export function stripOf({ strip, narrow }: AppState): Strip | undefined {
  if (strip === 'none') return undefined;
  return strip ?? (narrow ? undefined : 'details');
}

/** The flow that is drawn as a sequence, in the place of the picture. */
export function sequenceOf({ asSequence, flow, picture }: AppState): SceneFlow | undefined {
  return asSequence ? picture?.flows.find(({ id }) => id === flow) : undefined;
}

/** The thing whose details are shown: what is selected, else the flow that is highlighted, else the whole design. */
export function subjectOf({ selected, flow, picture }: AppState): string {
  const isThere = (id: string) =>
    [picture?.nodes, picture?.edges, picture?.groups].some((things) => things?.some((thing) => thing.id === id));
  if (selected !== undefined && isThere(selected)) return selected;
  return flow ?? 'system';
}
